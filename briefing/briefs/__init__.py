"""Briefs: builds a `Brief` of a thread and its members, and a `Briefing` of briefs.

`make_brief` analyses and summarizes, and imports what that needs on its first call; the other functions only filter
and sort, and import nothing heavy, as reading should not.
"""

from __future__ import annotations

from briefing.briefs.composition import make_brief
from briefing.briefs.since import in_window, make_briefing, since_cursor

__all__ = ["in_window", "make_brief", "make_briefing", "since_cursor"]
