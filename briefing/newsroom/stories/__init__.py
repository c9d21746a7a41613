"""From stored articles to threads that are ready to read."""
