"""Assigns articles to threads: vectors, candidates, merges, and the state that is kept between refreshes."""
