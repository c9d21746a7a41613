"""Ingest: from sources to stored articles, in one refresh."""
