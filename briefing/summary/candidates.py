"""Candidate sentences of annotated articles, as plain values for the ranking methods.

Only prose is included. A candidate may start after its sentence does, to skip a dateline or a stray mark, and end
after it, where its closing mark was assigned to the next sentence; it is verbatim in any case.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from briefing.model import SURE, AnnotatedArticle, Sentence
from briefing.summary.addressing import addresses_reader
from briefing.summary.quotation_spans import OpenQuotations, join_quotations
from briefing.summary.references import NO_REFERENCES, References, references_of
from briefing.summary.standalone import (
    Standing,
    ends_whole,
    general_noun,
    is_cut_off,
    is_half_quotation,
    judge,
    lacks_stop,
    lead_in_length,
    more_length,
    stray_mark_length,
    tells_little,
    year_looked_back_to,
)
from briefing.text.boilerplate import tags_start
from briefing.text.language_packs import Kind
from briefing.text.lexicon import LANGUAGES
from briefing.text.tagged_tokens import tag
from briefing.text.terms import content_stems, count_words, is_stop_word, stem, words

MOST_SENTENCES = 10_000
"""Maximum number of sentences of one article; a megabyte of prose has about as many."""
_LEAST_WORDS = 4
"""Minimum words of a candidate where no sentence stands alone."""
_REPEATED = 0.6
"""Share of the headline's words from which a line of the text is the headline; the rest is the outlet's name."""
_LEAST_HEADLINE = 4
"""Minimum number of words of such a line."""
TEASER_LENGTH = 500
"""Maximum length of a teaser, in code points; teasers often lack the final full stop."""
LEAST_STATEMENT = 8
"""Minimum words of a line without full stop in a teaser that is a sentence, if it has a verb."""
_BEFORE_LINK = 4
"""Code points before a link to the rest of a teaser, which end it."""
_STOPS = ("…", "...")
"""Endings of a text that stops in the middle."""
_VERBS = (Kind.VERB, Kind.CUE, Kind.AUXILIARY)
_UNKNOWN = datetime.max.replace(tzinfo=UTC)


class Candidate(NamedTuple):
    """A sentence that may be part of a summary."""

    text: str
    """Text of the sentence, verbatim."""
    article: int
    """Index of its article in the input."""
    position: int
    """Index among the candidates of its article."""
    words: int
    """Length: white-space separated words, or half its characters in scripts without spaces; at least 1."""
    terms: tuple[str, ...] = ()
    """Stems of its content words, in order."""
    standing: Standing = "whole"
    """Whether it can be read alone."""
    follows: bool = False
    """Whether the candidate before it is the preceding sentence of the text."""
    start: int = 0
    """Offset of the first code point in the article's text."""
    end: int = 0
    """Offset past the last code point."""
    cut: bool = False
    """Whether its source truncated it."""
    references: References = NO_REFERENCES
    """Persons and things it introduces or takes as known."""
    addresses: bool = False
    """Whether the writer talks about himself in it, or to the reader."""


def candidates_of(
    item: AnnotatedArticle, article: int = 0, *, headed: bool = True, most: int = MOST_SENTENCES
) -> list[Candidate]:
    """Candidates of `item` in text order, with `article` as their article.

    Args:
        item: the article and its analysis.
        article: its index.
        headed: whether the lines appear under the headline of the article, which the first sentence may use, rather
            than among lines of other articles.
        most: maximum number of candidates, the first ones.
    """
    language = item.language
    candidates: list[Candidate] = []
    last: int | None = None
    known: Collection[str] | None = None
    for each in _sentences_of(item, most):
        standing = _standing(each, known, headed=headed)
        if standing == "leaning" and known is None and headed and each.ends_whole:
            standing = "whole"  # the first sentence can only refer to the headline
        follows, last = last == each.span.first - 1, each.span.last
        candidates.append(
            Candidate(
                each.line,
                article,
                len(candidates),
                each.words,
                each.terms,
                standing,
                follows,
                each.span.start,
                each.span.end,
                addresses=each.addresses,
                references=each.references,
            )
        )
        if known is None and standing != "unusable":
            known = {*item.analysis.terms.title, *each.terms} if headed else ()
    return _with_cut_end(candidates, language)


def _with_cut_end(candidates: list[Candidate], language: str) -> list[Candidate]:
    """`candidates`, of which a truncated last one stands alone if no other does."""
    if candidates and is_cut_off(candidates[-1].text, language) and all(c.standing != "whole" for c in candidates):
        candidates[-1] = candidates[-1]._replace(standing="whole", cut=True)
    return candidates


def _standing(each: _Sentence, known: Collection[str] | None, *, headed: bool) -> Standing:
    """Standing of a sentence in its article.

    One that reads as if it stood alone depends on others if it gives background to the next, or only refers to others.

    Args:
        each: the sentence.
        known: stems of what stands above it, which things it names are known from; None for the first sentence.
        headed: whether it appears under the headline of its article: what the writer says of himself, and where he
            looks back, needs the lines around it elsewhere.
    """
    if each.standing != "whole":
        return each.standing
    if known is not None and each.tells_little:
        return "broken"
    is_aside = not headed and (each.addresses or each.looks_back)
    return "leaning" if is_aside or (each.noun and each.noun not in (known or ())) else "whole"


def eligible(candidates: Sequence[Candidate]) -> list[int]:
    """Indices of the candidates that may begin a summary: those that stand alone.

    If there are none: those that are leaning; else those that are broken, without labels and very short sentences, and
    only one that stops in the middle, if there is no other.
    """
    for standing in ("whole", "leaning"):
        if indices := [i for i, candidate in enumerate(candidates) if candidate.standing == standing]:
            return indices
    broken = ((i, each) for i, each in enumerate(candidates) if each.standing == "broken")
    readable = [i for i, each in broken if each.words >= _LEAST_WORDS and not each.text.endswith((":", "："))]
    return [i for i in readable if not candidates[i].text.endswith(_STOPS)] or readable[:1]


def dependent(candidates: Sequence[Candidate], index: int) -> list[int]:
    """Index of the sentence behind `index` if it depends on that one; else empty."""
    behind = candidates[index + 1 : index + 2]
    return [index + 1 for candidate in behind if candidate.standing == "leaning" and candidate.follows]


def body_start(item: AnnotatedArticle) -> int:
    """Offset behind the headline in the upper half of the text; 0 if the headline is not there.

    The text above it belongs to other articles of the page.
    """
    title, text, sentences = words(item.article.title), item.article.text, item.analysis.sentences
    upper_half = (sentence for sentence in sentences if 2 * sentence.end <= len(text))
    for sentence in upper_half if len(title) >= _LEAST_HEADLINE else ():
        heading = words(text[sentence.start : sentence.end]) if sentence.kind == "heading" else []
        if len(heading) >= max(_LEAST_HEADLINE, _REPEATED * len(title)) and heading == title[: len(heading)]:
            follows = any(each.kind == "prose" for each in sentences[sentence.index + 1 :])
            return sentence.end if follows else 0
    return 0


class _Span(NamedTuple):
    """A sentence of prose, or several that are one quotation with its cue."""

    start: int
    end: int
    first: int
    """Index of its first sentence."""
    last: int
    """Index of its last sentence."""
    inside: bool
    """Whether it begins inside a quotation that began before it."""


class _Sentence(NamedTuple):
    """A sentence of prose, or a quotation, as it reads by itself."""

    line: str
    """Its text."""
    span: _Span
    """Its place."""
    words: int
    """Its length."""
    terms: tuple[str, ...]
    """Stems of its content words, in order."""
    standing: Standing
    """Its standing by its wording alone."""
    noun: str
    """Stem of the general noun that opens it; empty if none."""
    ends_whole: bool
    """Whether it has a full stop, or is a teaser without one."""
    tells_little: bool
    """Whether it only refers to others."""
    looks_back: bool
    """Whether it begins with a year before that of its article."""
    addresses: bool
    """Whether the writer talks about himself in it, or to the reader."""
    references: References
    """Persons and things it introduces or takes as known."""


class _Same:
    """An article as a key that is equal to the same object only."""

    __slots__ = ("item",)

    def __init__(self, item: AnnotatedArticle) -> None:
        self.item = item

    def __hash__(self) -> int:
        return id(self.item)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.item is self.item


def _sentences_of(item: AnnotatedArticle, most: int) -> list[_Sentence]:
    """The first sentences of prose of an article; those of the last articles are cached, as a brief reads them twice:
    for its summary, and for its developments."""
    return _read_sentences(_Same(item), most if most < len(item.analysis.sentences) else MOST_SENTENCES)


@lru_cache(maxsize=64)
def _read_sentences(key: _Same, most: int) -> list[_Sentence]:
    item = key.item
    text, language, is_teaser = item.article.text, item.language, _is_teaser(item)
    spans = list(islice(_spans(item, is_teaser), most))
    all_references = references_of(item, [(span.start, span.end) for span in spans])
    return [
        _read_sentence(text[span.start : span.end], span, references, item, language, is_teaser=is_teaser)
        for span, references in zip(spans, all_references, strict=True)
    ]


def _read_sentence(
    line: str, span: _Span, references: References, item: AnnotatedArticle, language: str, *, is_teaser: bool
) -> _Sentence:
    finished = f"{line}." if is_teaser and lacks_stop(line) else line
    terms = content_stems(line, language)
    standing = "unusable" if span.inside else judge(finished, language)
    is_whole = standing == "whole"
    noun = general_noun(finished, language) if is_whole else ""
    return _Sentence(
        line,
        span,
        count_words(line),
        terms,
        standing,
        stem(noun.lower(), language) if noun else "",
        ends_whole(finished),
        is_whole and tells_little(finished, terms, language),
        is_whole and _looks_back(line, item, language),
        addresses_reader(line, language),
        references,
    )


def _looks_back(line: str, item: AnnotatedArticle, language: str) -> bool:
    """Whether `line` begins with a year before that of its article."""
    year = year_looked_back_to(line, language)
    return item.article.when is not None and year is not None and year < item.article.when.year


def in_order(items: Sequence[AnnotatedArticle]) -> list[AnnotatedArticle]:
    """`items`, oldest first; those without a time come last, in input order."""

    def key(item: AnnotatedArticle) -> tuple[datetime, str]:
        when = item.article.when
        return (when, item.article.id) if when else (_UNKNOWN, "")

    return sorted(items, key=key)


def _is_teaser(item: AnnotatedArticle) -> bool:
    """Whether an article has one sentence without full stop; behind others with one, it is truncated."""
    text, sentences = item.article.text, item.analysis.sentences
    if not sentences or len(text) > TEASER_LENGTH:
        return False
    last_line = text[sentences[-1].start : sentences[-1].end]
    if not lacks_stop(last_line) or is_stop_word(last_line.rpartition(" ")[2].lower(), item.language):
        return False
    return not any(ends_whole(text[each.start : each.end]) for each in sentences if each.kind == "prose")


def _is_statement(line: str, language: str) -> bool:
    """Whether a line that looks like a heading is a sentence without full stop, as in teasers."""
    if not count_words(line) >= LEAST_STATEMENT or language not in LANGUAGES:
        return False
    return any(kind in _VERBS for kind in tag(line, 0, len(line), (), language).kind)


def _spans(item: AnnotatedArticle, is_teaser: bool) -> Iterator[_Span]:
    """Each sentence of prose, trimmed, with the rest of its quotation.

    In a teaser, a line with a verb is prose, too.
    """
    text = item.article.text
    prose = _prose(item, is_teaser)
    trimmed = [(sentence, *_trim(text, sentence, item.analysis.sentences)) for sentence in prose]
    trimmed = [(sentence, start, end) for sentence, start, end in trimmed if start < end]
    inside = list(_inside_quotations(item, trimmed))
    spans = [(start, end) for _, start, end in trimmed]
    for first, last in join_quotations(text, spans, inside=inside):
        yield _Span(spans[first][0], spans[last][1], trimmed[first][0].index, trimmed[last][0].index, inside[first])


def _prose(item: AnnotatedArticle, is_teaser: bool) -> Iterator[Sentence]:
    """Sentences of prose below the headline."""
    text, language, body = item.article.text, item.language, body_start(item)
    for sentence in item.analysis.sentences:
        line = text[sentence.start : sentence.end]
        statement = is_teaser and sentence.kind == "heading" and _is_statement(line, language)
        is_link = more_length(text[max(0, sentence.start - _BEFORE_LINK) : sentence.end]) >= len(line)
        if sentence.start >= body and not is_link and (sentence.kind == "prose" or statement):
            yield sentence


def _trim(text: str, sentence: Sentence, sentences: Sequence[Sentence]) -> tuple[int, int]:
    """Span of a sentence without dateline, stray marks, hashtags and link to the rest, with its own closing mark."""
    start = sentence.start + stray_mark_length(text[sentence.start : sentence.end])
    start += lead_in_length(text[start : sentence.end])
    end = start + tags_start(text[start : sentence.end])
    end -= more_length(text[start:end])
    following = sentence.index + 1
    behind = sentences[following].start if end == sentence.end and following < len(sentences) else len(text)
    if stray_mark_length(text[behind : behind + 2]):
        closed = behind + 1
        if is_half_quotation(text[start:end]) and "\n" not in text[end:closed]:
            end = closed
    return start, end


def _inside_quotations(item: AnnotatedArticle, spans: Sequence[tuple[Sentence, int, int]]) -> Iterator[bool]:
    """Whether each span begins inside a quotation that began before it."""
    marks = OpenQuotations(item.article.text)
    quotes = sorted((quote.start, quote.end) for quote in item.analysis.quotes if quote.confidence >= SURE)
    place = 0
    for sentence, start, _ in spans:
        while place < len(quotes) and quotes[place][1] <= sentence.start:
            place += 1
        in_quote = place < len(quotes) and quotes[place][0] < sentence.start == start
        yield in_quote or marks.is_open(start)
