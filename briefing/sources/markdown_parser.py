"""Converts text and Markdown files to paragraphs, one per line: markup except `> ` and `- ` removed, wrapped lines
joined.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

MIN_WRAP_COLUMNS = 50
"""Minimum length of the longest line of a wrapped file."""
WRAP_COLUMNS = 100
"""Maximum length of a line of a wrapped file; in other files each line break ends a paragraph."""
HEAD_CHARS = 20_000
"""Part of a text that is searched for headings."""

# Possessive quantifiers and closed by the next opening mark, so that matching is linear on any text.
_HEADING = re.compile(r" {0,3}#{1,6}\s++(.*)$")
_UNDERLINE = re.compile(r"^ {0,3}(?:=++|-{2,}+)\s*+$")
_RULE = re.compile(r"^ {0,3}(?:(?:\* *+){3,}+|(?:- *+){3,}+|(?:_ *+){3,}+)$")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_COMMENT = re.compile(r"<!--.*?-->|(<!--.*)", re.DOTALL)
"""A comment of HTML; the group has an unclosed one, which stays."""
_QUOTE = re.compile(r"^(?: {0,3}> ?)+")
_BULLET = re.compile(r"^\s*+[*+-]\s++(?=\S)")
_NUMBER = re.compile(r"^\s*+\d{1,3}[.)]\s++\S")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]{1,200}\]:\s++\S")
_TABLE_RULE = re.compile(r"^\s*+\|?+(?:\s*+:?+-{2,}+:?+\s*+\|)++\s*+(?::?+-{2,}+:?+)?+\s*+$")
_IMAGE = re.compile(r"!\[(?:[^\]\n!]|!(?!\[)){0,500}+\](?:\([^()\n]{0,2000}+\)|\[[^\[\]\n]{0,200}+\])")
_LINK = re.compile(r"\[([^\[\]\n]{1,1000}+)\](?:\((?:[^()\n]|\([^()\n]{0,200}+\)){0,2000}+\)|\[[^\[\]\n]{0,200}+\])")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000}+)>")
_STRONG_OPENING = re.compile(r"(?<!\\)(?=(\*\*|__)\S)")
_STRONG_CLOSING = re.compile(r"(?<![\s\\])(?=(\*\*|__))")
MAX_STRONG_CHARS = 2000
_EMPHASIS = re.compile(
    r"(?<![\w*\\])\*(?=\S)([^*\n]{1,2000}+)(?<![\s\\])\*(?![\w*])|(?<![\w\\])_(?=\S)([^_\n]{1,2000}+)(?<![\s\\])_(?!\w)"
)
_STRUCK = re.compile(r"~~(?=\S)([^~\n]{1,2000}+)~~")
_CODE = re.compile(r"(?<!`)(`++)([^`\n]{1,2000}+)\1(?!`)")
_INLINE_MARK = re.compile(r"[][<`*_~\\]")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,1000}+>")
_STOP = re.compile(r"[.!?…:][\"'”’)\]]*$")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def heading_of(line: str) -> str:
    """Text of a Markdown heading; empty for any other line."""
    return inline(_heading(line) or "")


def looks_like_markdown(text: str) -> bool:
    """Whether a text without a known suffix has Markdown headings."""
    return any(_heading(line) for line in text[:HEAD_CHARS].split("\n"))


def _heading(line: str) -> str | None:
    """Text of a heading without closing hashes; None for any other line."""
    match = _HEADING.match(line)
    if not match:
        return None
    words = match[1].rstrip()
    bare = words.rstrip("#")
    return bare.rstrip() if bare[-1:].isspace() else words


def markdown_lines(text: str) -> list[str]:
    """Paragraphs, headings and list items of a Markdown text as plain lines, without loss of words."""
    blocks: list[list[str]] = []
    literal: set[int] = set()
    open_paragraph = fenced = in_quote = False
    for raw in _COMMENT.sub(r"\1", text).split("\n"):
        if _FENCE.match(raw):
            fenced, open_paragraph = not fenced, False
            continue
        quoted = not fenced and bool(_QUOTE.match(raw))
        line = _QUOTE.sub("", raw) if quoted else raw
        if not line.strip() or (not fenced and _is_mark(line)):
            open_paragraph = False
            continue
        starts = fenced or (quoted and not in_quote) or _starts_block(line)
        plain = line.strip() if fenced else _plain(line)
        if open_paragraph and not starts:
            blocks[-1].append(plain)
        else:
            literal |= {len(blocks)} if fenced else set()
            blocks.append([f"> {plain}" if quoted else plain])
            in_quote = quoted
        open_paragraph = not (fenced or raw.endswith("  ") or _heading(line) is not None)
    # Inline marks may span lines, so they are removed last.
    joined = map(" ".join, blocks)
    return [line for number, block in enumerate(joined) if (line := block if number in literal else inline(block))]


def _starts_block(line: str) -> bool:
    """Whether a line is a heading, or begins a list item or a row of a table."""
    marks = (_BULLET, _NUMBER)
    return line.startswith("|") or _heading(line) is not None or any(mark.match(line) for mark in marks)


def _is_mark(line: str) -> bool:
    return _heading(line) == "" or any(mark.match(line) for mark in (_UNDERLINE, _RULE, _DEFINITION, _TABLE_RULE))


def _plain(line: str) -> str:
    """Remove the block marks of a line."""
    if (heading := _heading(line)) is not None:
        return heading
    if line.lstrip().startswith("|"):
        return " ".join(cell.strip() for cell in line.strip().strip("|").split("|"))
    return _BULLET.sub("- ", line).strip()


def inline(text: str) -> str:
    """Remove emphasis, links, images, code marks and HTML from a line."""
    if not _INLINE_MARK.search(text):
        return text.strip()
    for pattern, kept in ((_IMAGE, ""), (_LINK, r"\1"), (_AUTOLINK, r"\1"), (_CODE, r"\2")):
        text = pattern.sub(kept, text)
    text = _EMPHASIS.sub(lambda match: match[1] or match[2], _without_strong(text))
    text = _STRUCK.sub(r"\1", text)
    if _TAG.search(text):
        from briefing.clean import html_to_text

        text = html_to_text(text).replace("\n", " ")
    return _ESCAPED.sub(r"\1", text).strip()


def _without_strong(text: str) -> str:
    """Remove the marks of strong emphasis from a line.

    Each opening takes the first closing of its kind. Those that are too far away are skipped permanently, as later
    openings are farther on.
    """
    closings: dict[str, list[int]] = {}
    for match in _STRONG_CLOSING.finditer(text):
        closings.setdefault(match[1], []).append(match.start())
    if not closings:
        return text
    parts, at = [], 0
    for match in _STRONG_OPENING.finditer(text):
        mark, start = match[1], match.start()
        places = closings.get(mark, [])
        place = bisect_left(places, start + 3)
        if start < at or place == len(places) or places[place] - start - 2 > MAX_STRONG_CHARS:
            continue
        words = text[start + 2 : places[place]]
        if "\n" not in words:
            parts += [text[at:start], words]
            at = places[place] + 2
    return "".join([*parts, text[at:]])


def plain_lines(text: str) -> list[str]:
    """Paragraphs of a plain text, with wrapped lines joined."""
    lines = [line.strip() for line in text.split("\n")]
    columns = max(map(len, lines))
    full = [_is_full(line, following, columns) for line, following in pairwise([*lines, ""])]
    # Short paragraphs end with a full stop; a full line rarely does.
    within = sum(not _STOP.search(line) for line, is_full in zip(lines, full, strict=True) if is_full)
    if not MIN_WRAP_COLUMNS <= columns <= WRAP_COLUMNS or not within or 2 * within < sum(full):
        return [line for line in lines if line]
    blocks: list[list[str]] = [[]]
    for line, is_full in zip(lines, full, strict=True):
        blocks[-1].append(line)
        if not is_full:
            blocks.append([])
    return [joined for block in blocks if (joined := " ".join(block))]


def _is_full(line: str, following: str, columns: int) -> bool:
    """Whether a line ended because the next word would not have fitted."""
    return bool(following) and len(line) > columns // 2 and len(line) + 1 + len(following.split()[0]) > columns
