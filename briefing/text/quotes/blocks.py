"""Block quotes and embedded posts, which are lines of speech without marks, and who signs or introduces them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefing.text.names.entities import Cast
from briefing.text.names.words import entries

_BLOCK = re.compile(r"^[ \t]*>(?:[ \t]*>)*[ \t]*(?=[^\s>])", re.M)
_POST = re.compile(r"^[ \t]*[—–-][ \t]?(?P<label>[^\n@]{1,80}?)[ \t]*\(@[\w.@-]{1,80}\)[^\n]{0,60}$", re.M)
_SIGNATURE = re.compile(r"[—–-][ \t]*(?P<label>[^\W\d_a-z][^\n]{1,80})\Z")
_POSTED = re.compile(r"[—–-][ \t]*+(?P<label>[^\n@]{1,80}?)[ \t]*\(@[\w.@-]{1,80}\)[^\n]{0,60}\Z")
_ADDRESSES = re.compile(
    r"(?<!\s)(?:\s++(?:https?://[^\s]{1,300}|pic\.twitter\.com/\w{1,40}|#\w{1,80}|t\.co/\w{1,40})){1,12}\Z"
)
"""Addresses and tags at the end of a post."""
_AFTER_NAME = re.compile(r",|(?<!\s)\s*\(")
_SIGNED, _INTRODUCED, _ALONE = 0.8, 0.5, 0.45
"""Confidence that a block quote is speech: pages set off words of their own, too."""
_LONGEST_NAME = 6
"""Maximum number of words of a signature."""
_BEFORE = 40
"""Code points before a block quote in which the colon that introduces it is looked for."""
NAME = re.compile(r"[^\W\d_]+(?:[.’'-][^\W\d_]+)*\.?")


class Turn(NamedTuple):
    """A stretch of words without marks around them."""

    start: int
    """First code point of the words."""
    end: int
    """One past the last code point."""
    label: tuple[int, int] | None
    """Span of the name of the speaker; None if there is none."""
    speaker: str | None
    """Full name of the speaker as far as known."""
    confidence: float
    """Confidence from 0 to 1."""
    evidence: str
    """`interview`, `transcript`, `question`, `post` or `block quote`."""
    goes_on: bool = False
    """Whether it goes on with the turn before it."""


def may_have_blocks(text: str) -> bool:
    """Whether a text may have block quotes or posts."""
    return (">" in text and _BLOCK.search(text) is not None) or ("(@" in text and _POST.search(text) is not None)


def find_posts(text: str, cast: Cast) -> Iterator[Turn]:
    """The line before each `— Name (@handle) date`, as pages show posts of others."""
    for match in _POST.finditer(text):
        before = match.start()
        while before and text[before - 1].isspace():
            before -= 1
        start = text.rfind("\n", 0, before) + 1
        start += len(text[start:before]) - len(text[start:before].lstrip(" \t>"))
        label = match.span("label")
        if start < before and text[start] not in '"“«':
            yield Turn(start, before, label, _signed(text[slice(*label)], cast), 0.8, "post")


def find_blocks(text: str, cast: Cast) -> Iterator[Turn]:
    """The lines of block quotes, as Markdown and mail write them; the name in the last line is the speaker."""
    block: list[tuple[int, int]] = []
    following = -1
    for match in [*_BLOCK.finditer(text), None]:
        between = text[following : match.start()] if match else ""
        if block and (match is None or between.strip() or between.count("\n") > 1):
            yield from _block(text, block, cast)
            block = []
        if match:
            end = text.find("\n", match.end())
            end = following = len(text) if end < 0 else end
            block.append((match.end(), match.end() + len(text[match.end() : end].rstrip())))
            if _POSTED.match(text, *block[-1]):
                yield from _block(text, block, cast)  # posts may follow each other
                block = []


def _block(text: str, block: list[tuple[int, int]], cast: Cast) -> Iterator[Turn]:
    is_post, label = _signature(text, block[-1]) if len(block) > 1 else (False, None)
    speaker = _signed(text[slice(*label)], cast) if label else None
    block = block[:-1] if label else block
    introduced = text[max(0, block[0][0] - _BEFORE) : block[0][0]].rstrip("> \t\n").endswith(":")
    sure = _SIGNED if label else _INTRODUCED if introduced else _ALONE
    evidence = "post" if is_post else "block quote"
    for at, (start, end) in enumerate(block):
        address = _ADDRESSES.search(text, start, end) if is_post else None
        end = address.start() if address else end
        if start < end and text[start] not in '"“«„' and len(text[start:end].split()) > 2:
            yield Turn(start, end, label, speaker, sure, evidence, at > 0)


def _signature(text: str, line: tuple[int, int]) -> tuple[bool, tuple[int, int] | None]:
    """Whether the last line of a block signs a post, and the span of the name that signs it; None if it is none."""
    posted = _POSTED.match(text, *line)
    signature = posted or _SIGNATURE.match(text, *line)
    name = _AFTER_NAME.split(signature.group("label"))[0].rstrip() if signature else ""
    if signature is None or not (posted or _is_name(name)):
        return False, None
    return posted is not None, (signature.start("label"), signature.start("label") + len(name))


def _is_name(label: str) -> bool:
    words = label.split()
    return (
        bool(words)
        and len(words) <= _LONGEST_NAME
        and all(word[0].isupper() or word in entries("name_particles") for word in words)
    )


def _signed(label: str, cast: Cast) -> str | None:
    """The name before any comma of a signature, in full where the cast has it."""
    name = re.split(r",|\(", label)[0].strip()
    words = NAME.findall(name)
    known = cast.called(words[-1].lower(), [word.lower() for word in words]) if words else ()
    fuller = len(known) == 1 and len(known[0].words) >= len(name.split()) and " ".join(words) == name
    return known[0].full if fuller else name or None
