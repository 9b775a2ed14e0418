"""What ``scripts/bench`` is made of: a book made to be measured, the parts that measure it, and the tables."""
