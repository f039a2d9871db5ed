"""A plan of the site (address to content) that knows nothing of MkDocs; templates and assets."""
