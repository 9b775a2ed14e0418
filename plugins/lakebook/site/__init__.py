"""The only room that knows MkDocs and Material: plugin, shell, stamp, navigation."""
