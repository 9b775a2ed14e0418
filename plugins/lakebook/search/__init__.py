"""The names index, as data. Empty until the issue that brings it."""
