"""One command, one file: a click command named like its module (``import_`` is typed ``import``)."""
