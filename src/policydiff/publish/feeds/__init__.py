"""Feeds: one entry for each posted edition, with the redline in it and the day it takes effect."""
