"""Whom a dataset concerns, for people and machines: one form, one file.

A module of this room holds a function of its own name, ``(impact, repository, colour) -> text``.
"""
