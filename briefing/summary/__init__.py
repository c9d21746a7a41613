"""Extractive summaries of articles and threads."""
