"""Difference of two books by meaning, and whom a dataset concerns. Each kind of change lies in ``kinds``."""
