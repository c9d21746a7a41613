"""Clients of sync servers."""
