"""Issuers of documents that quotes are from: `Weber denied it in a letter. “It is false,” the letter read`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from briefing.text.language_packs import Kind
from briefing.text.quotes.parsed_text import Line, ParsedText

_LINES = 8
"""Number of lines in which the document is looked for, that of the mention included."""
_REACH = 400
"""Maximum distance of the document, in chunks."""
_VERBS = ("cue", "verb")


def find_issuer(parsed: ParsedText, at: int, chunk: int) -> tuple[int, int] | None:
    """Code points of who issued a document; None if the text does not tell, or the mention is no document.

    Args:
        parsed: the article.
        at: index of the line of the mention.
        chunk: index of its chunk.
    """
    line = parsed.lines[at]
    tokens, phrase = line.tokens, line.chunks[chunk]
    noun = tokens.low[phrase.head]
    if noun not in tokens.pack.documents or phrase.has_name:
        return None
    if author := _author(line, chunk):
        return author
    if line.kind_at(chunk - 1) in _VERBS:  # `Weber issued a statement saying`
        return _subject(line, chunk)
    if tokens.kind[phrase.first] is not Kind.DETERMINER or phrase.first == phrase.head:
        return None
    for above, index in islice(_phrases_before(parsed, at, chunk), _REACH):
        if _introduces(above, index, noun, tokens.low[phrase.first]):
            return _author(above, index) or _subject(above, index)
    return None


def _phrases_before(parsed: ParsedText, at: int, chunk: int) -> Iterator[tuple[Line, int]]:
    for back in range(min(_LINES, at + 1)):
        line = parsed.lines[at - back]
        for index in reversed(range(chunk if back == 0 else len(line.chunks))):
            yield line, index


def _introduces(line: Line, at: int, noun: str, article: str) -> bool:
    """Whether a phrase names the document for the first time: `a statement`, not `the statement`."""
    each = line.chunks[at]
    return each.is_mention and line.tokens.low[each.head] == noun and line.tokens.low[each.first] != article


def _author(line: Line, at: int) -> tuple[int, int] | None:
    """Who is named behind a document: `a letter from Ana Duarte`, `a study by the Coast Institute`."""
    is_by = line.kind_at(at + 1) == "pp" and line.chunks[at + 1].preposition in line.tokens.pack.authors
    return line.span(at + 1) if is_by and line.chunks[at + 1].has_name else None


def _subject(line: Line, at: int) -> tuple[int, int] | None:
    """The subject of the verb that a document is the object or the place of."""
    before = next((each for each in reversed(range(at)) if line.kinds[each] in (*_VERBS, ".")), -1)
    behind = next((each for each in range(at, len(line.kinds)) if line.kinds[each] in (*_VERBS, ".")), -1)
    for verb in (before, behind):
        subject = line.clauses.subject.get(verb, -1)
        if subject >= 0 and subject != at and line.kinds[subject] in ("np", "pron"):
            return line.span(subject)
    return None
