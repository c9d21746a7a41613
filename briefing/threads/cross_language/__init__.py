"""Comparison of articles in different languages by names, places, numbers, words for events and cognates. Pure."""
