"""What is asked of the network and what it answers: values, so that failures are data and not exceptions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """One address to GET."""

    url: str
    """An http or https address; anything else fails as a value."""
    etag: str = ""
    """`Fetched.etag` of the last answer, to be told of changes only."""
    last_modified: str = ""
    """`Fetched.last_modified` of the last answer, as the server wrote it."""
    allow_private: bool = True
    """The host may be on loopback or in a private network: the user gave the address, or a document that came from
    there names it. Redirects may lead there only while every server of the chain was there."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer with a body."""

    url: str
    """As in the request."""
    final_url: str
    """Where redirects led, without user name and password."""
    status: int
    """200 to 299."""
    body: bytes
    """Decompressed, within the size limit, complete."""
    content_type: str = ""
    """The `Content-Type` header."""
    etag: str = ""
    """To send back next time; empty if the server gave none."""
    last_modified: str = ""
    """To send back next time; empty if the server gave none."""
    moved_to: str = ""
    """The address to ask from now on, where permanent redirects (301, 308) say so."""
    max_age: float | None = None
    """Seconds for which the server says there is nothing new; None if it does not say."""
    from_private: bool = False
    """Every server of the redirect chain was on loopback or in a private network, by the address connected to."""


@dataclass(frozen=True, slots=True)
class NotModified:
    """304: nothing new since the last answer."""

    url: str
    """As in the request."""
    moved_to: str = ""
    """As in `Fetched`."""
    max_age: float | None = None
    """As in `Fetched`."""
    from_private: bool = False
    """As in `Fetched`."""


@dataclass(frozen=True, slots=True)
class FetchFailed:
    """No answer that is of use."""

    url: str
    """As in the request."""
    reason: str
    """One line in plain words, for the reader."""
    status: int = 0
    """The HTTP status, 0 if there was no answer; 410 means the address is gone for good."""
    retry_after: float | None = None
    """Seconds after which the server says to ask again; None if it does not say."""
    asked: bool = True
    """False if nothing was sent, as the server has just asked for patience: no fault of this address."""


FetchResult = Fetched | NotModified | FetchFailed
