"""YAML and JSON files of one source, some of which refer to others."""
