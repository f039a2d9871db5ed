"""Rules that yield findings about one text."""
