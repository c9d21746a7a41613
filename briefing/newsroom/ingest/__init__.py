"""Ingest: the steps of a refresh from sources to stored articles."""
