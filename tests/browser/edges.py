"""Where the words of an element are on the screen, without the box around them."""

from __future__ import annotations

LEFT = """part => {
  const range = document.createRange();
  range.selectNodeContents(part);
  return range.getBoundingClientRect().left;
}"""
"""A function for pages: from an element to the left edge of what is in it, in pixels."""
