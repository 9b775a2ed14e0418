"""Schemas of Avro: named types, across files, and what their fields hold."""
