"""One Markdown text as a tree of clauses: labels, anchors, words, references, defined terms."""
