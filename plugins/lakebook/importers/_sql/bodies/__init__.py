"""Bodies of procedures, functions, triggers and blocks: what they fill, statement by statement."""
