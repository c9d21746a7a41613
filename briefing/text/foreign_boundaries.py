"""Sentence boundaries in languages other than English, by sentencex, which knows the stops of many scripts.

sentencex keeps quoted text together and is fast; its errors at stops after numbers, initials and abbreviations are
corrected (`full_stops`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.text.full_stops import ends_sentence, opens_behind_abbreviation

_LOOK_BACK = 40
_LOOK_AHEAD = 40
_LONGEST_PART = 1000
"""Maximum code points per call of sentencex, which is quadratic where quotation marks are not closed."""
_QUOTATION = re.compile('["“”„«»‹›「」『』]')
_ABBREVIATED = re.compile(r"(?<=\w)\.(?=[ \u00a0](?P<word>[^\W_]+))")
_LIST_NUMBER = re.compile(r"\d{1,9}\.(?=\s)")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Sentence-final characters of all scripts (Unicode property Sentence_Terminal), and the Greek question mark.
_STOP = re.compile(r"[!.?;;…։؝-؟۔܀-܂߹࠷࠹࠽࠾।॥၊။።፧፨᙮᜵᜶᠃᠉᥄᥅᪨-᪫᭚᭛᭞᭟᰻᰼᱾᱿‼‽⁇-⁉⸮。꓿꘎꘏꛳꛷꡶꡷꣎꣏꤯꧈꧉꩝-꩟꫰꫱꯫﹒﹖﹗！．？｡]")


def foreign_boundaries(line: str, language: str) -> Iterator[int]:
    """Ends of the sentences of `line` in order, except the last; see `boundaries.boundaries`.

    Args:
        line: one paragraph.
        language: ISO 639-1 code; English rules apply to those that sentencex does not know.
    """
    number = _LIST_NUMBER.match(line)
    if not _STOP.search(line, number.end() if number else 0, len(line) - 1):
        return
    from sentencex import get_sentence_boundaries

    start = sentence = 0
    while start < len(line):
        part = _SURROGATE.sub("\ufffd", line[start : start + _LONGEST_PART])
        cut = start + len(part)
        ends = [start + boundary["end_index"] for boundary in get_sentence_boundaries(language, part)]
        if cut < len(line) and len(ends) > 1:
            ends.pop()  # its last sentence may be cut
        for end in ends:
            if start < end < len(line) and end != cut and _ends(line, sentence, end, language):
                yield from _missed(line, sentence, end, language)
                yield end
                sentence = end
        start = max(ends, default=cut)
    yield from _missed(line, sentence, len(line), language)


def _missed(line: str, start: int, end: int, language: str) -> Iterator[int]:
    """Yield the ends between `start` and `end` that sentencex takes for abbreviations: `kostet 10 Mio. Die Firma`."""
    if line.find(".", start, end - 1) < 0 or _QUOTATION.search(line, start, end):
        return
    for match in _ABBREVIATED.finditer(line, start, end):
        if opens_behind_abbreviation(line[max(start, match.end() - _LOOK_BACK) : match.end()], match["word"], language):
            start = match.end()
            yield start


def _ends(line: str, start: int, end: int, language: str) -> bool:
    """Whether the sentence from `start` ends at `end`."""
    if line[end - 1] != "." and not line[end - 1].isspace():
        return True
    low = max(start, end - _LOOK_BACK)
    before = line[low:end].rstrip()
    if not before.endswith("."):
        return True
    return ends_sentence(before, line[end : end + _LOOK_AHEAD], language, is_first=low == start)
