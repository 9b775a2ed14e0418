"""Canonical YAML, splice of one value, atomic write."""
