"""Difference of two books by meaning, impact, merge. Empty until the issue that brings it."""
