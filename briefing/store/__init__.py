"""The store: one SQLite file; the only place that knows SQL.

`Store` is the open file. Each subject has its own module of functions that take it: one function a question.
"""

from __future__ import annotations

from briefing.store.database import Store

__all__ = ["Store"]
