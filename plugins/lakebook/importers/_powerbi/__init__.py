"""Semantic models of Power BI: their tables, and where their queries say these come from. Nothing is run."""
