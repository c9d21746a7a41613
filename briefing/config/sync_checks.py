"""Checks of `[sync]`. Problems never show a login."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from briefing.config.feed_checks import without_login
from briefing.config.sections import SyncConfig


def bad_sync(sync: SyncConfig) -> list[str]:
    """Problems of the sync server's settings."""
    if not sync.url:
        is_off = sync == replace(SyncConfig(), days=sync.days, full_text=sync.full_text)
        return [] if is_off else ["sync.url: missing; it is the address of the server's Google Reader API"]
    if not sync.url.startswith(("http://", "https://")):
        return [f"sync.url: {without_login(sync.url)!r} is not an http or https address"]
    problems = ["sync.user: missing"] * (not sync.user)
    if "@" in urlsplit(sync.url).netloc:
        problems.append("sync.url: has a login; set user, and password_command or password_file")
    passwords = (sync.password_command is not None) + (sync.password_file is not None)
    if passwords != 1:
        problems.append(f"sync: set {'only one of ' * (passwords == 2)}password_command or password_file")
    return problems
