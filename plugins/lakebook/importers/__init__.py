"""Foreign files -> our YAML. One format, one file."""
