"""A workbook that we exported comes back: which record each row was, what was changed, what comes in for each file."""
