"""Unity Catalog: tables as its interface answers them, and rows of its information schema."""
