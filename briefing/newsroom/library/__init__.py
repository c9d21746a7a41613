"""What readers ask of the store: threads, briefings, search, quotes, marks."""
