"""Block quotes and embedded posts, which are lines of speech without marks, and who signs or introduces them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.text.quotes.drafts import BLOCK, BLOCK_QUOTE, UNSAID, Draft
from briefing.text.quotes.quotation_marks import Stretch
from briefing.text.quotes.signatures import signature_after

_BLOCK = re.compile(r"^[ \t]*>(?:[ \t]*>)*[ \t]*(?=[^\s>])", re.M)
_POSTED = r"[—–-][ \t]?(?P<name>[^\n@,(]{1,80}?)(?<![ \t])[ \t]*+(?:[,(][^\n@]{0,80})?\(@[\w.@-]{1,80}\)[^\n]{0,60}"
_POST_LINE, _POST = re.compile(rf"^[ \t]*{_POSTED}$", re.M), re.compile(rf"{_POSTED}\Z")
_ADDRESSES = re.compile(
    r"(?<!\s)(?:\s++(?:https?://[^\s]{1,300}|pic\.twitter\.com/\w{1,40}|#\w{1,80}|t\.co/\w{1,40})){1,12}\Z"
)
"""Addresses and tags at the end of a post."""
_SIGNED, _INTRODUCED = 0.8, 0.5
"""Confidence that what is signed, or introduced by a colon, is speech: pages set off words of their own, too."""
_BEFORE = 40
"""Code points before a block quote in which the colon that introduces it is looked for."""


def find_posts(text: str) -> Iterator[Draft]:
    """The line before each `— Name (@handle) date`, as pages show posts of others."""
    for match in _POST_LINE.finditer(text) if "(@" in text else ():
        before = match.start()
        while before and text[before - 1].isspace():
            before -= 1
        start = text.rfind("\n", 0, before) + 1
        start += len(text[start:before]) - len(text[start:before].lstrip(" \t>"))
        if start < before and text[start] not in '"“«':
            yield _draft(text, start, before, "post", match.span("name"))


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
    posted, name = _POST.match(text, *block[-1]), signature_after(text, block[-1][0])
    name = posted.span("name") if posted else name
    if len(block) == 1:
        posted = name = None
    introduction = text[max(0, block[0][0] - _BEFORE) : block[0][0]].rstrip("> \t\n")
    sure = _INTRODUCED if introduction.endswith(":") else UNSAID
    previous: Stretch | None = None
    for start, end in block[:-1] if name else block:
        address = _ADDRESSES.search(text, start, end) if posted else None
        end = address.start() if address else end
        if start < end and text[start] not in '"“«„' and len(text[start:end].split()) > 2:
            draft = _draft(text, start, end, "post" if posted else BLOCK_QUOTE, name, sure)
            draft.part_of, previous = previous, draft.stretch
            yield draft


def _draft(
    text: str, start: int, end: int, evidence: str, name: tuple[int, int] | None, unsigned: float = UNSAID
) -> Draft:
    stretch, speaker = Stretch(start, start, end, end, BLOCK), text[slice(*name)] if name else None
    return Draft(stretch, _SIGNED if name else unsigned, evidence, name, speaker=speaker)
