"""Metadata files of DataHub: aspects of entities, as snapshots (MCE) and as proposals (MCP)."""
