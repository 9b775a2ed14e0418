"""What we talk about: one kind of thing per module. No files, no pages, no checks."""
