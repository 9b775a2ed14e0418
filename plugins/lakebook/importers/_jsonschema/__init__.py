"""JSON Schema, draft 4 to 2020-12: what a schema refers to, and the fields of what it describes."""
