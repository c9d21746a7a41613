"""Block quotes and embedded posts, which are lines of speech without marks, and who signs or introduces them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefing.text.lexicon import entries
from briefing.text.quotes.drafts import BLOCK, BLOCK_QUOTE, UNSAID, Draft
from briefing.text.quotes.quotation_marks import Stretch

_BLOCK = re.compile(r"^[ \t]*>(?:[ \t]*>)*[ \t]*(?=[^\s>])", re.M)
_POSTED = r"[—–-][ \t]?(?P<label>[^\n@]{1,80}?)[ \t]*\(@[\w.@-]{1,80}\)[^\n]{0,60}"
_POST_LINE, _POST = re.compile(rf"^[ \t]*{_POSTED}$", re.M), re.compile(rf"{_POSTED}\Z")
_SIGNATURE = re.compile(r"[—–-][ \t]*(?P<label>[^\W\d_a-z][^\n]{1,80})\Z")
_ADDRESSES = re.compile(
    r"(?<!\s)(?:\s++(?:https?://[^\s]{1,300}|pic\.twitter\.com/\w{1,40}|#\w{1,80}|t\.co/\w{1,40})){1,12}\Z"
)
"""Addresses and tags at the end of a post."""
_AFTER_NAME = re.compile(r",|(?<!\s)\s*\(")
_SIGNED, _INTRODUCED = 0.8, 0.5
"""Confidence that what is signed, or introduced by a colon, is speech: pages set off words of their own, too."""
_LONGEST_NAME = 6
"""Maximum number of words of a signature."""
_BEFORE = 40
"""Code points before a block quote in which the colon that introduces it is looked for."""


class _Signature(NamedTuple):
    """The name in the last line of a block."""

    start: int
    name: str
    evidence: str


def find_posts(text: str) -> Iterator[Draft]:
    """The line before each `— Name (@handle) date`, as pages show posts of others."""
    for match in _POST_LINE.finditer(text) if "(@" in text else ():
        before = match.start()
        while before and text[before - 1].isspace():
            before -= 1
        start = text.rfind("\n", 0, before) + 1
        start += len(text[start:before]) - len(text[start:before].lstrip(" \t>"))
        if start < before and text[start] not in '"“«':
            yield _draft(start, before, _Signature(match.start("label"), match["label"], "post"))


def find_blocks(text: str) -> Iterator[Draft]:
    """The lines of block quotes, as Markdown and mail write them; the name in the last line is the speaker."""
    block: list[tuple[int, int]] = []
    following = -1
    for match in [*(_BLOCK.finditer(text) if ">" in text else ()), None]:
        between = text[following : match.start()] if match else ""
        if block and (match is None or between.strip() or between.count("\n") > 1):
            yield from _block(text, block)
            block = []
        if match:
            end = text.find("\n", match.end())
            end = following = len(text) if end < 0 else end
            block.append((match.end(), match.end() + len(text[match.end() : end].rstrip())))
            if _POST.match(text, *block[-1]):
                yield from _block(text, block)  # posts may follow each other
                block = []


def _block(text: str, block: list[tuple[int, int]]) -> Iterator[Draft]:
    signature = _signature(text, block[-1]) if len(block) > 1 else None
    introduction = text[max(0, block[0][0] - _BEFORE) : block[0][0]].rstrip("> \t\n")
    previous: Stretch | None = None
    for start, end in block[:-1] if signature else block:
        address = _ADDRESSES.search(text, start, end) if signature and signature.evidence == "post" else None
        end = address.start() if address else end
        if start < end and text[start] not in '"“«„' and len(text[start:end].split()) > 2:
            draft = _draft(start, end, signature, _INTRODUCED if introduction.endswith(":") else UNSAID)
            draft.part_of, previous = previous, draft.stretch
            yield draft


def _draft(start: int, end: int, signature: _Signature | None, sure: float = UNSAID) -> Draft:
    stretch = Stretch(start, start, end, end, BLOCK)
    if signature is None:
        return Draft(stretch, sure, BLOCK_QUOTE)
    mention = signature.start, signature.start + len(signature.name)
    return Draft(stretch, _SIGNED, signature.evidence, mention, speaker=signature.name)


def _signature(text: str, line: tuple[int, int]) -> _Signature | None:
    """The name that signs a block or a post in its last line; None if it is none."""
    posted = _POST.match(text, *line)
    signature = posted or _SIGNATURE.match(text, *line)
    name = _AFTER_NAME.split(signature["label"])[0].rstrip() if signature else ""
    if signature is None or not (posted or _is_name(name)):
        return None
    return _Signature(signature.start("label"), name, "post" if posted else BLOCK_QUOTE)


def _is_name(label: str) -> bool:
    words = label.split()
    particles = entries("name_particles")
    return 0 < len(words) <= _LONGEST_NAME and all(word[0].isupper() or word in particles for word in words)
