"""Trees of fields, as Avro, JSON Schema and others have them -> columns such as ``lines[].id``."""
