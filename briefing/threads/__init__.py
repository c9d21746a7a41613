"""Story threads: clustering of articles, titles, near-duplicates, developments and timelines."""
