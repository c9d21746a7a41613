"""Steps of a refresh from stored articles to threads that are ready to read."""
