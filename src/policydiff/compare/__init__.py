"""Two texts: pairing of clauses, kinds of change, redlines; and keys through all editions."""
