"""Clients of sync servers; their marks and items are values, which `newsroom` stores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.secrets import Secret
from briefing.sync_servers.values import SyncServer

if TYPE_CHECKING:
    from briefing.web import Fetcher


def open_greader(url: str, user: str, password: Secret, client: Fetcher) -> SyncServer:
    """A server with the Google Reader API; nothing is requested yet.

    Args:
        url: address of the API, or of the installation of FreshRSS or Miniflux.
        user: name of the user.
        password: password of the API.
        client: sends the requests; left open.
    """
    from briefing.sync_servers.greader import GoogleReader

    return GoogleReader(url, user, password, client)
