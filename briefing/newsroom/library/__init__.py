"""Use cases of reading: threads, briefings, search, quotes, marks."""
