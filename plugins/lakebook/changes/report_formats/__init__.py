"""The report on a change, for people and machines: one form, one file.

A module of this room holds a function of its own name, ``(report, colour) -> text``.
"""
