"""Exports of OpenMetadata: entities as its interface answers them, and edges of its lineage."""
