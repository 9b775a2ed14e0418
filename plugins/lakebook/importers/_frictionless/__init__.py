"""Frictionless: data packages, data resources and table schemas."""
