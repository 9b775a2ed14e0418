"""Lakebook: a company's data platform, written down in one Git repository."""

__version__ = "0.1.0"
