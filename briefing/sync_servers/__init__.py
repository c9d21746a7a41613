"""Clients of sync servers; their marks and items are values, which `newsroom` stores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.secrets import Secret
from briefing.sync_servers.values import SyncError, SyncServer

if TYPE_CHECKING:
    from briefing.web import Fetcher


def open_greader(url: str, user: str, password: Secret, client: Fetcher) -> SyncServer:
    """A server with the Google Reader API; nothing is requested yet."""
    raise SyncError("there is no client of the Google Reader API in this version yet")
