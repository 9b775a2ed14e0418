"""Events of OpenLineage: which job read what, and wrote what."""
