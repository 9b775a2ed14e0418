"""Artifacts of dbt: the manifest of a project, and the catalogue of what it built."""
