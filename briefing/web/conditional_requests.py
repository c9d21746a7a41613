"""Conditional GET: the validators of the last response are sent, and an unchanged resource costs a status line only.

RFC 9110, section 13, and RFC 9111 for the time that a response stays fresh.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus

from briefing.web.http_values import Request

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_MAX_AGE = re.compile(r"\bmax-age\s*=\s*\"?(\d{1,9})")
_NOT_KEPT = re.compile(r"\bno-(?:cache|store)\b")
_LONGEST_HEADER = 1024


def conditional_headers(request: Request) -> dict[str, str]:
    """Headers that ask for a resource only if it has changed."""
    headers = {"If-None-Match": sendable(request.etag), "If-Modified-Since": sendable(request.last_modified)}
    return {name: value for name, value in headers.items() if value}


def is_unchanged(status: int, request: Request) -> bool:
    """Whether a status answers a conditional request with "not modified"."""
    return status == HTTPStatus.NOT_MODIFIED and bool(request.etag or request.last_modified)


def validators(headers: Mapping[str, str]) -> tuple[str, str]:
    """`ETag` and `Last-Modified` of a response, for the next request."""
    return sendable(headers.get("ETag", "")), sendable(headers.get("Last-Modified", ""))


def sendable(value: str) -> str:
    """A header's value; empty if it allows header injection or is not Latin-1."""
    value = value.strip()
    usable = not _CONTROL.search(value) and all(ord(char) < 256 for char in value)
    return value if usable and len(value) <= _LONGEST_HEADER else ""


def max_age(headers: Mapping[str, str]) -> float | None:
    """Seconds for which a response is still fresh (RFC 9111, section 4.2)."""
    directives = headers.get("Cache-Control", "").lower()[:_LONGEST_HEADER]
    seconds = _MAX_AGE.search(directives)
    if not seconds or _NOT_KEPT.search(directives):
        return None
    age = headers.get("Age", "")
    spent = float(age) if age.isdecimal() and len(age) < 10 else 0.0
    return max(0.0, float(seconds[1]) - spent)
