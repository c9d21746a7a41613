"""Sync with a server that has the same subscriptions: marks both ways, items with their content."""
