"""Speech behind a dash that opens a line, as Spanish, Portuguese and French write dialogues."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from briefing.text.lexicon import OTHER_LANGUAGES, lines

_OPENING = re.compile(r"^[ \t]*(?:—|–(?=[^\n]{1,400}?[–,?!] ?\w))[ \u00a0]?(?=[\w¿¡«“])(?![^\n@]{1,80}\(@)", re.M)
_DASH = re.compile("[—–]")
_CUE = re.compile(
    r"(?:(?:se|le|les|lhe|lui|me|nos)\s)?(?:(?:a|ha|hat|avait|habe|tem|había)(?:-t-(?:il|elle|on))?\s)?"
    r"(?P<cue>[a-zß-ÿœ]+)(?:-(?:t-)?(?:il|elle|on|ils|elles)|-(?:lhe|se|me|nos))?(?![\w-])"
)
_INSERTED = re.compile(
    r" (?:(?:(?:[oae]l?|l[ae]|der|die) (?:\w+ ){0,3}?)?(?!\d)[^\W\d_a-zß-ÿ]\w|[^—–\n]{2,60}[.:,]?[ \u00a0]?[—–])"
)
"""A name behind a verb, with what it is called by, or another dash: `o ministro Paulo Neto`, `o ministro. —`."""
_FINITE = 3
"""Columns of the lists of verbs up to the participle."""
_PAUSE = re.compile(r"[,?!…][ \u00a0]")
_CLAUSE = re.compile(r" (?:que|qu|dass)\b")


@cache
def _cue_words() -> tuple[frozenset[str], frozenset[str]]:
    """Forms of verbs of saying, and of others that attribute, in the languages that write speech behind dashes."""
    forms: tuple[set[str], set[str]] = (set(), set())
    for language in OTHER_LANGUAGES:  # whole packs take ten times as long
        for line in lines(f"{language}/verbs"):
            head, *columns = line.split(";")
            if cue := head.partition(" ")[2]:
                forms[cue != "say"].update(" ".join(columns[:_FINITE]).split())
    says, others = forms
    return frozenset(says), frozenset(others - says)


def _cue_end(text: str, at: int) -> int:
    """Offset past a verb of saying at a code point, with the words that belong to it; 0 if there is none.

    Other verbs that attribute count in front of a name or of a clause that a dash ends (`— criticou Paulo Neto`).
    """
    match = _CUE.match(text, at)
    if not match:
        return 0
    says, others = _cue_words()
    is_cue = match["cue"] in says or (match["cue"] in others and _INSERTED.match(text, match.end()))
    return match.end() if is_cue else 0


def _cue_in_line(text: str, start: int, stop: int) -> int:
    """Offset of the first pause that a verb of saying follows; -1 if there is none."""
    for pause in _PAUSE.finditer(text, start, stop):
        end = _cue_end(text, pause.end())
        if end and not _CLAUSE.match(text, end):
            return pause.start()
    return -1


def dash_speeches(text: str, is_marked: Callable[[int, int], bool]) -> Iterator[tuple[int, int, int, int]]:
    """Speech in lines that open with a dash: first code point of the dash and of the words, their end, and that of the
    dash behind; the words go on behind the dash that ends a cue (`—Iremos —dijo Ana Ruiz—. Mañana.`).

    Args:
        text: the article.
        is_marked: whether a line, by its start behind the dash and its end, has marks or is signed, and is no speech.
    """
    for match in _OPENING.finditer(text):
        stop = text.find("\n", match.end())
        stop = len(text) if stop < 0 else stop
        if is_marked(match.end(), stop):
            continue
        short = "–" in match.group()
        pieces = list(_pieces(text, match.start(), match.end(), stop))
        if not short or len(pieces) > 1 or pieces[0][3] < stop:
            yield from pieces


def _inserts(text: str, dash: re.Match[str]) -> bool:
    """Whether the writer's words follow a dash: `—dijo Ana`, `– dijo Ana`; not `1–1,5`, and no dash between clauses."""
    at, before = dash.end(), text[dash.start() - 1]
    is_bound = not before.isdigit() and text[at : at + 1].isalpha()
    return is_bound or bool(_cue_end(text, at + text.startswith(" ", at)))


def _pieces(text: str, open_: int, start: int, stop: int) -> Iterator[tuple[int, int, int, int]]:
    while start < stop:
        dash = next((dash for dash in _DASH.finditer(text, start, stop) if _inserts(text, dash)), None)
        cue = _cue_in_line(text, start, dash.start() if dash else stop)
        if cue >= 0:
            end = cue + (text[cue] != ",")
            yield open_, start, end, end
            return
        end = dash.start() if dash else stop
        yield open_, start, end, end
        if dash is None or not _cue_end(text, dash.end() + text.startswith(" ", dash.end())):
            return
        back = _DASH.search(text, dash.end(), stop)
        if back is None:
            return
        open_ = start = back.end()
        while start < stop and text[start] in ".,;: \u00a0":
            start += 1
