"""Speech behind a dash that opens a line, as Spanish, Portuguese and French write dialogues."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from briefing.text.names.words import lines

_RAYA = re.compile(r"^[ \t]*(?:—|–(?=[^\n]{1,400}?[–,?!] ?\w))[ \u00a0]?(?=[\w¿¡«“])(?![^\n@]{1,80}\(@)", re.M)
_DASH = re.compile("[—–]")


@cache
def cue_pattern() -> str:
    """Return a pattern for a verb of saying in another language, with what stands before it: `a déclaré`, `le dijo`."""
    verbs = "|".join(sorted(map(re.escape, lines("cue_verbs_foreign")), key=len, reverse=True))
    return (
        r"(?:(?:se|le|les|lhe|lui|me|nos)\s)?(?:(?:a|ha|hat|avait|habe|tem|había)(?P<asked>-t-(?:il|elle|on))?\s)?"
        rf"(?P<cue>{verbs})(?P<clitic>-(?:t-)?(?:il|elle|on|ils|elles)|-(?:lhe|se|me|nos))?(?![\w-])"
    )


@cache
def _cue() -> re.Pattern[str]:
    return re.compile(cue_pattern())


@cache
def _cue_in_line() -> re.Pattern[str]:
    return re.compile(rf"[,?!…][ \u00a0](?={cue_pattern()}(?! (?:que|qu|dass)\b))")


def speeches(text: str, marked: Callable[[int, int], bool]) -> Iterator[tuple[int, int, int, int]]:
    """Yield what is spoken in lines with a dash in front: first code point of the dash, of the words, their end, and
    the end with the dash behind; the words go on behind the dash that ends a cue (`—Iremos —dijo Ana Ruiz—. Mañana.`).

    Args:
        text: the article.
        marked: tells whether a line, by its start behind the dash and its end, is no speech but has marks or is signed.
    """
    for match in _RAYA.finditer(text):
        stop = text.find("\n", match.end())
        stop = len(text) if stop < 0 else stop
        if marked(match.end(), stop):
            continue
        short = "–" in match.group()
        pieces = list(_pieces(text, match.start(), match.end(), stop))
        if not short or len(pieces) > 1 or pieces[0][3] < stop:
            yield from pieces


def _pieces(text: str, open_: int, start: int, stop: int) -> Iterator[tuple[int, int, int, int]]:
    while start < stop:
        dash = _DASH.search(text, start, stop)
        cue = _cue_in_line().search(text, start, dash.start() if dash else stop)
        if cue:
            yield open_, start, cue.start() + (text[cue.start()] != ","), cue.start() + (text[cue.start()] != ",")
            return
        end = dash.start() if dash else stop
        yield open_, start, end, end
        if dash is None or _cue().match(text, dash.end() + text.startswith(" ", dash.end())) is None:
            return
        back = _DASH.search(text, dash.end(), stop)
        if back is None:
            return
        open_ = start = back.end()
        while start < stop and text[start] in ".,;: \u00a0":
            start += 1
