"""Messages of Protocol Buffers, as texts in exports and contracts: their fields, nothing is compiled or fetched."""
