"""Block quotes of a page, marked as Markdown marks them, so that their words stay somebody else's in plain text.

Each line of one begins with `> ` afterwards, and its `<footer>` or last `<cite>` is the line of a signature: `> — Ana
Duarte`. Embedded posts are block quotes too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from briefing import wordlists

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = "> "
SIGNATURE = "— "
_MOST = 400
"""Block quotes that are marked; no article has as many."""
_BREAKS = frozenset(wordlists.entries("clean", "block_tags"))
DASH = re.compile(r"\s*[—–-]")
_TAG, _BYTES = re.compile("<blockquote", re.IGNORECASE), re.compile(b"<blockquote", re.IGNORECASE)


def has_blockquote(html: bytes | str) -> bool:
    """Tell whether a page has a block quote at all."""
    return (_BYTES if isinstance(html, bytes) else _TAG).search(html) is not None  # type: ignore[arg-type]


def mark_blockquotes(tree: Any) -> None:
    """Mark the lines of the block quotes of an lxml tree, in place; linear in its size."""
    outer = (quote for quote in tree.iter("blockquote") if next(quote.iterancestors("blockquote"), None) is None)
    for _, quote in zip(range(_MOST), outer, strict=False):
        _sign(quote)
        _mark(quote)


def _sign(quote: Any) -> None:
    """Make a paragraph with a dash of the last footer, or of a `cite` that nothing follows."""
    footers, cites = list(quote.iter("footer")), list(quote.iter("cite"))
    last = cites[-1] if cites and not footers and _closes(cites[-1], quote) else None
    for element in footers[-1:] if last is None else [last]:
        inner = "".join(element.itertext())
        if not inner.strip():
            continue
        if not DASH.match(inner):
            element.text = SIGNATURE + (element.text or "").lstrip()
        element.tag = "p"


def _closes(element: Any, quote: Any) -> bool:
    """Tell whether an element is the last line of a block quote, all of it."""
    before, parent = element.getprevious(), element.getparent()
    words = (before.tail or "") if before is not None else (parent.text or "")
    if words.strip() or (before is not None and before.tag not in _BREAKS):
        return False
    while element is not quote:
        if (element.tail or "").strip() or any("".join(after.itertext()).strip() for after in element.itersiblings()):
            return False
        element = element.getparent()
    return True


def _mark(quote: Any) -> None:
    """Put the mark before the first words of every line of a block quote; items of lists have marks already."""
    opens = True
    for element, begins in _walk(quote):
        if element.tag in _BREAKS:
            opens = element.tag != "li" or not begins
        if begins:
            opens, element.text = _marked(element.text, opens)
        elif element is not quote:
            opens, element.tail = _marked(element.tail, opens)


def _marked(text: str | None, opens: bool) -> tuple[bool, str | None]:
    if not opens or not text or not text.strip():
        return opens, text
    return False, MARK + text.lstrip()


def _walk(quote: Any) -> Iterator[tuple[Any, bool]]:
    """Yield each element below as it begins (`True`) and as it ends, comments left out."""
    from lxml import etree

    for event, element in etree.iterwalk(quote, events=("start", "end")):
        if isinstance(element.tag, str):
            yield element, event == "start"
