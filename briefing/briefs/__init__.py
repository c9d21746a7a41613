"""Composition: a thread and its members become a `Brief`, briefs become a `Briefing`.

`make_brief` analyses and sums up, and loads what that needs when it is called; the other two only cut and sort, and
load nothing, as reading does.
"""

from __future__ import annotations

from briefing.briefs.composition import make_brief
from briefing.briefs.since import in_window, make_briefing, since_cursor

__all__ = ["in_window", "make_brief", "make_briefing", "since_cursor"]
