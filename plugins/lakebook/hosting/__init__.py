"""What a host takes, and what a site holds: bytes, and entries (files and directories)."""
