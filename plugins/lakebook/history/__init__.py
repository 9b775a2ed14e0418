"""What changed when, from one pass over git log. Empty until the issue that brings it."""
