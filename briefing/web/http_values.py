"""Requests and results as values, so that failures are data and not exceptions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from briefing.command_lines import Command
from briefing.secrets import Secret

NOTHING = Secret("")


@dataclass(frozen=True, slots=True)
class Login:
    """What requests to one site carry, and to no other: another scheme, host or port is another site."""

    site: str
    """`site_of` the address that it was given for."""
    credentials: Secret = NOTHING
    """`user:password`; empty for none."""
    headers: Mapping[str, Secret] = field(default_factory=dict, hash=False)
    """Headers, which replace ours of the same name."""
    cookie: Secret = NOTHING
    """Cookies as in a `Cookie` header; empty for none."""


@dataclass(frozen=True, slots=True)
class Request:
    """One URL to GET, or to POST a form to."""

    url: str
    """An http or https URL; any other gives a failure value."""
    etag: str = ""
    """`Fetched.etag` of the last response, for a conditional request."""
    last_modified: str = ""
    """`Fetched.last_modified` of the last response, as the server wrote it."""
    allow_private: bool = True
    """Whether the host may be on loopback or in a private network: the user gave the URL, or a document from there
    names it. Redirects may lead there only while every server of the chain was there.
    """
    login: Callable[[], Login | None] | None = field(default=None, compare=False)
    """Reads the login, in the thread of the request; may raise SecretError."""
    command: Command | None = None
    """Is run in place of a request; what it prints is the body."""
    filter: Command | None = None
    """Gets the body of a response, and prints the one that counts."""
    form: Sequence[tuple[str, str]] | None = field(default=None, repr=False)
    """Names and values to POST, which may be secret; a redirect of them is refused. None for a GET."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A response with a body."""

    url: str
    """URL of the request."""
    final_url: str
    """URL after redirects, without user name and password."""
    status: int
    """HTTP status, 200 to 299."""
    body: bytes
    """Decompressed, within the size limit, complete."""
    content_type: str = ""
    """Value of the `Content-Type` header."""
    etag: str = ""
    """For the next conditional request; empty if the server sent none."""
    last_modified: str = ""
    """For the next conditional request; empty if the server sent none."""
    moved_to: str = ""
    """New permanent URL after permanent redirects (301, 308)."""
    max_age: float | None = None
    """Seconds for which the server declares the response fresh; None if it does not say."""
    from_private: bool = False
    """Whether every server of the redirect chain was on loopback or in a private network, by the connected address."""


@dataclass(frozen=True, slots=True)
class NotModified:
    """304: unchanged since the last response."""

    url: str
    """URL of the request."""
    moved_to: str = ""
    """New permanent URL, as in `Fetched`."""
    max_age: float | None = None
    """Seconds of freshness, as in `Fetched`."""
    from_private: bool = False
    """Whether all servers were private, as in `Fetched`."""


@dataclass(frozen=True, slots=True)
class FetchFailed:
    """A failed request."""

    url: str
    """URL of the request."""
    reason: str
    """One line for the reader."""
    status: int = 0
    """HTTP status, 0 if there was no response; 410 means permanently gone."""
    retry_after: float | None = None
    """Seconds after which the server asks to retry; None if it does not say."""
    was_sent: bool = True
    """False if nothing was sent, because the server requires a pause: not a failure of this URL."""
    is_local: bool = False
    """Whether the reason lies on this machine: a command or password, not the network."""


FetchResult = Fetched | NotModified | FetchFailed
