"""Title of a thread: its most central headline or, if its articles have none, names and a phrase of the text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from briefing import wordlists
from briefing.model import AnnotatedArticle
from briefing.text.terms import content_stems
from briefing.threads.article_kinds import article_kind
from briefing.threads.labels.capitals import calm, is_loud
from briefing.threads.labels.central_headline import Headline, choose_headline
from briefing.threads.labels.clauses import BEYOND, LONGEST, break_off, is_closed, shorten
from briefing.threads.labels.headline_cleaner import clean_headline
from briefing.threads.labels.lead_line import first_sentence, lead_line
from briefing.threads.labels.leading_names import Leading, sample
from briefing.threads.labels.telling_phrase import telling_phrase

BETWEEN = 0.5
"""Share of a thread's articles that must have both persons for `A–B`, and least ratio of their weights."""

HEAD = 1500
"""Characters of a text that are examined for the spelling of words."""
OPENING = 500
"""Characters of a text in which its first sentence is looked for."""
TOLD = 0.5
"""Share of the terms of a first sentence in a long headline from which it tells the same."""
QUOTATION_MARKS = ("“", "„", "«", "‘", '"')
QUOTED = 4
"""Sentences of a text among which the end of a quotation is looked for."""
BEFORE = 4
"""Characters before a word among which the end of the sentence before it is looked for."""
OPENING_MARKS, SENTENCE_ENDS = " \"'“„«‘(", ".!?:"
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def make_title(
    members: Sequence[AnnotatedArticle],
    names: Sequence[Leading],
    keywords: Sequence[str],
    kinds: Mapping[str, str] | None = None,
) -> str:
    """One-line title of a thread.

    Args:
        members: of the thread, in order of arrival.
        names: most important first.
        keywords: most important first.
        kinds: kind of each article, by id, where it is known better than by its form.
    """
    title = best_headline(members, kinds) or _matter(members, names, keywords)
    return (calm(title, {}, _language(members)) if is_loud(title) else title) or "Untitled"


def _matter(members: Sequence[AnnotatedArticle], names: Sequence[Leading], keywords: Sequence[str]) -> str:
    """Title of articles without a headline: two persons and what they did, or the beginning of a text."""
    persons = _two_persons(names)
    for item in reversed(members) if persons else ():
        if phrase := telling_phrase(item, [name.full for name in persons]):
            return name_matter(names, phrase)
    outlets = _outlets(members)
    openings = (_fit(clean_headline(item.article.title, outlets), item.analysis.terms.language) for item in members)
    return next(filter(None, openings), "") or name_matter(names, ", ".join(keywords[:2]))


def best_headline(members: Sequence[AnnotatedArticle], kinds: Mapping[str, str] | None = None) -> str:
    """The most central headline, cleaned, and shortened if it is long; empty if the articles have none.

    Arguments as for `make_title`.
    """
    examined = sample(members)
    outlets = _outlets(members)
    forms = _forms(examined) if any(is_loud(item.article.title) for item in examined) else {}
    language = _language(examined)
    headlines = []
    for item in examined:
        line = clean_headline(item.article.title, outlets, forms, language)
        line = (
            "" if opens_text(line, item.article.text) else shorten(_complete(line, item), item.analysis.terms.language)
        )
        kind = (kinds or {}).get(item.article.id)
        headlines.append(Headline(line, item, article_kind(item.article) if kind is None else kind))
    return _readable(headlines[0]) if len(headlines) == 1 else choose_headline(headlines)


def _readable(headline: Headline) -> str:
    """The title of a single article: its first sentence if that fits better, or all of a quotation that it breaks off.

    Its headline stays unless it needs two lines, is the name of a section, or opens a quotation that it does not close.
    """
    line = headline.line
    if line.startswith(QUOTATION_MARKS) and not is_closed(line):
        return _closed_opening(headline.item) or line.lstrip("".join(QUOTATION_MARKS))
    if line.casefold() in wordlists.entries("threads", "kickers"):
        return lead_line(headline.item) or line
    lead = lead_line(headline.item) if len(line) > LONGEST + BEYOND else ""
    terms = content_stems(lead, headline.language)
    told = sum(term in headline.item.analysis.terms.title for term in terms)
    return lead if lead and told >= TOLD * len(terms) else line


def _closed_opening(item: AnnotatedArticle) -> str:
    """The first sentences of an article up to the end of the quotation that they open with, as much of it as fits."""
    for sentence in item.analysis.sentences[:QUOTED]:
        line = " ".join(item.article.text[: sentence.end].split())
        if is_closed(line):
            return _fit(line.rstrip("."), item.analysis.terms.language)
    return ""


def name_matter(names: Sequence[Leading], matter: str) -> str:
    """Leading names and what they are about, such as `Trump–Petro: first call`; two persons of similar weight are
    joined by a dash."""
    who = "–".join(name.short for name in _two_persons(names)) or ", ".join(name.full for name in names[:2])
    if who and matter:
        return f"{who}: {matter}"
    return who or matter[:1].upper() + matter[1:]


def _two_persons(names: Sequence[Leading]) -> Sequence[Leading]:
    """The two persons that a thread is about; empty for another number."""
    persons = [name for name in names[:4] if name.kind == "person"]
    return persons[:2] if len(persons) > 1 and _between(persons[0], persons[1]) else ()


def _between(one: Leading, other: Leading) -> bool:
    return min(one.share, other.share) >= BETWEEN and other.weight >= BETWEEN * one.weight


def _language(members: Sequence[AnnotatedArticle]) -> str:
    """The language of most articles: that of a short one may be unknown."""
    return Counter(item.analysis.terms.language for item in members).most_common(1)[0][0] if members else ""


def _outlets(members: Sequence[AnnotatedArticle]) -> set[str]:
    return {item.article.outlet for item in members} | {item.article.wire for item in members}


def _complete(line: str, item: AnnotatedArticle) -> str:
    """A headline or, if it is the cut beginning of the first sentence of its text, as much of that as fits."""
    start = line.rstrip(" .…")
    sentence = first_sentence(item) if line.endswith(("...", "…")) else ""
    is_beginning = sentence.casefold().startswith(start.casefold()) and is_closed(sentence)
    return _fit(sentence.rstrip("."), item.analysis.terms.language) if sentence and is_beginning else line


def _fit(sentence: str, language: str) -> str:
    """A sentence, or its first clauses or words if it is long."""
    return break_off(shorten(sentence, language), language)


def opens_text(line: str, text: str) -> bool:
    """Whether a headline is a long sentence of the opening of the text: the article has none of its own."""
    return len(line) > LONGEST and line.casefold() in " ".join(text[:OPENING].split()).casefold()


def _forms(members: Sequence[AnnotatedArticle]) -> dict[str, str]:
    """Lower case -> most frequent spelling of words in the texts, not counting the first word of a sentence."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for item in members:
        for line in item.article.text[:HEAD].split("\n"):
            if not is_loud(line):
                for word in WORD.finditer(line):
                    before = line[max(0, word.start() - BEFORE) : word.start()].rstrip(OPENING_MARKS)
                    if before and before[-1] not in SENTENCE_ENDS:
                        seen[word[0].lower()][word[0]] += 1
    return {folded: max(forms, key=lambda form: (forms[form], form)) for folded, forms in seen.items()}
