"""From git history to editions with their dates; the only user of git."""
