"""Quality and speed of the comparison, printed by `make bench`; see `__main__`."""
