"""What a system says otherwise than the book that describes it."""
