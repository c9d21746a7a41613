"""Clients of mail servers."""
