"""Diagnostics for people and machines. A reporter maps fields and decides nothing.

A reporter is a module of this room holding a function of its own name: ``(diagnostics, book) -> text``.
"""
