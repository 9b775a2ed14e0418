"""Sheets of any layout: where the headings are, what they mean, and which rows are columns of which table.

The lists of words are data: ``headings/`` (one file a language) and ``words.yaml`` (yes, no, kinds of keys).
"""
