"""Briefs: builds a `Brief` of a thread and its members, and a `Briefing` of briefs.

`composition` analyses and summarizes, and imports what that needs on its first call; `since` only filters and sorts.
"""
