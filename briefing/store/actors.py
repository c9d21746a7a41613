"""Authors of changes; apart from `stored_values`, since the reader starts with one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.model import Via


@dataclass(frozen=True, slots=True)
class Actor:
    """Author of a change."""

    who: str = ""
    """Login name of the user, or name of the rule; empty if unknown."""
    via: Via = "api"
    """Interface the change was made through."""
