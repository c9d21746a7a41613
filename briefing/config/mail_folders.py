"""Addresses of folders on mail servers, and checks of `[[seeds]]` that have one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from briefing.config.sections import SeedConfig

_PORTS = {"imaps": 993, "imap": 143}


@dataclass(frozen=True, slots=True)
class ImapAddress:
    """Where a folder is."""

    scheme: str
    """`imaps`, with TLS from the start, or `imap`, with STARTTLS except on this machine."""
    host: str
    """Name or number of the host."""
    port: int
    """Port."""
    folder: str
    """Name of the folder."""


def parse_address(url: str) -> ImapAddress:
    """The parts of an address such as `imaps://imap.example.org/Newsletters`; the folder is INBOX if there is none.

    Raises:
        ValueError: it is no such address; the message says why.
    """
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("must be an address such as 'imaps://imap.example.org/Newsletters'")
    if "@" in parts.netloc:
        raise ValueError("has a login; set user, and password_command or password_file")
    folder = unquote(parts.path.strip("/")) or "INBOX"
    if not folder.isprintable():
        raise ValueError("has control characters in the name of the folder")
    return ImapAddress(parts.scheme, parts.hostname, parts.port or _PORTS[parts.scheme], folder)


def bad_seeds(seeds: Sequence[SeedConfig]) -> list[str]:
    """Problems of the folders on mail servers among the seeds; they show no login."""
    problems: list[str] = []
    for number, seed in enumerate(seeds, 1):
        at = f"seeds[{number}]"
        passwords = (seed.password_command is not None) + (seed.password_file is not None)
        if not seed.imap:
            if seed.user or passwords:
                problems.append(f"{at}: user and password are for `imap`, and a path has none")
            continue
        try:
            parse_address(seed.imap)
        except ValueError as error:
            problems.append(f"{at}.imap: {error}")
        if passwords != 1:
            problems.append(f"{at}: set {'only one of ' * (passwords == 2)}password_command or password_file")
    return problems
