"""Threads changed by hand, and how every change is undone."""
