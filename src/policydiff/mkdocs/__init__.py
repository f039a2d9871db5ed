"""The adapter to MkDocs: the plugin, and what it is made of."""
