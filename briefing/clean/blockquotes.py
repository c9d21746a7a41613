"""Marks the block quotes of a page as Markdown does, so that they stay recognizable in plain text.

Each line of a block quote begins with `> `, a blank line separates adjacent ones, and the `<footer>` or last `<cite>`
becomes the line of a signature: `> — Ana Duarte`. Embedded posts are block quotes too.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from briefing import wordlists

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MARK = "> "
SIGNATURE = "— "
_BEGINNING = 60
"""Length of the beginning by which a block quote is recognized in the extracted text, in code points."""
_MOST = 400
"""Maximum number of block quotes that are marked."""
_BREAKS = frozenset(wordlists.entries("clean", "block_tags"))
DASH = re.compile(r"\s*[—–-]")


def mark_blockquotes(tree: Any) -> tuple[str, ...]:
    """Mark the lines of the block quotes of an lxml tree, in place; linear in its size.

    Returns:
        The beginning of each block quote that directly follows another.
    """
    quotes = list(islice(_outer(tree), _MOST))
    for quote, _ in quotes:
        _sign(quote)
        _mark(quote)
    return tuple(" ".join("".join(quote.itertext()).split())[:_BEGINNING] for quote, follows in quotes if follows)


def with_gaps(lines: Iterable[str], following: Sequence[str]) -> Iterator[str]:
    """Yield lines with a blank one between adjacent block quotes; `following` is what `mark_blockquotes` returned."""
    left, before = list(following), ""
    for line in lines:
        if left and line.startswith(MARK) and before.startswith(MARK) and left[0].startswith(line[:_BEGINNING]):
            left.pop(0)
            yield ""
        yield line
        before = line


def _outer(tree: Any) -> Iterator[tuple[Any, bool]]:
    """Yield the outermost block quotes, and whether each directly follows another."""
    inside, between = 0, True
    for element, begins in _walk(tree):
        if element.tag == "blockquote":
            inside += 1 if begins else -1
            if begins and inside == 1:
                yield element, not between
            between = between and inside > 0
        words = element.text if begins else element.tail
        between |= not inside and element.tag not in ("script", "style") and bool(words and words.strip())


def _sign(quote: Any) -> None:
    """Turn the last footer, or a `cite` that nothing follows, into a signature paragraph with a dash."""
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
    """Whether an element is the whole last line of a block quote."""
    before, parent = element.getprevious(), element.getparent()
    words = (before.tail or "") if before is not None else (parent.text or "")
    if words.strip() or (before is not None and before.tag not in _BREAKS):
        return False
    while element is not quote:
        after = element.itersiblings()
        if _has_words(element.tail) or any(_has_words(text) for each in after for text in each.itertext()):
            return False
        element = element.getparent()
    return True


def _has_words(text: str | None) -> bool:
    return bool(text and text.strip())


def _mark(quote: Any) -> None:
    """Prefix every line of a block quote with its mark; list items have marks already."""
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
    """Yield each descendant at its start (`True`) and at its end, without comments."""
    from lxml import etree

    for event, element in etree.iterwalk(quote, events=("start", "end")):
        if isinstance(element.tag, str):
            yield element, event == "start"
