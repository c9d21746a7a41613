"""The store: one SQLite file, and the only package with SQL.

`Store` is the open file. Queries and updates are functions that take it, in one module per subject.
"""

from __future__ import annotations

from briefing.store.database import Store

__all__ = ["Store"]
