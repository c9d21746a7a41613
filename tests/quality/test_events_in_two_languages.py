"""Reports of one event in two languages are one thread among other news; look-alikes are not."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from briefing.model import AnnotatedArticle, Article
from briefing.text.analysis import analyse
from briefing.text.sentence_splitter import split_sentences
from briefing.threads.article_groups import group_articles
from briefing.threads.clustering.event_evidence import ENOUGH, Profile, compare
from briefing.threads.clustering.language_bridge import FRESH_DAYS, LATE
from briefing.threads.cross_language.neutral_terms import neutral_terms

EVENTS, LOOK_ALIKES = "events_in_two_languages", "look_alikes_in_two_languages"
OTHERS = 160
ONE_CHAMPIONSHIP = "ln-3-2"
"""Two finals of one athlete at one championship, both also in a report of a third: what is not told apart."""

TEMPLATES = {
    "en": (
        "{town} council approves budget|The council of {town} approved a budget of {n} million on {day}, said {name}.",
        "Police in {town} arrest {n} people|Police arrested {n} people in {town} after a fight. {name} was injured.",
        "{name} wins marathon in {town}|{name} won the marathon in {town} on {day} in front of {n} runners.",
        "School in {town} closed after fire|A school in {town} was closed after a fire on {day}; {n} pupils went home.",
        "Hospital of {town} hires {n} nurses|The hospital of {town} will hire {n} nurses, director {name} announced.",
        "{name} elected mayor of {town}|{name} was elected mayor of {town} with {n} votes more than the rival.",
    ),
    "es": (
        "El ayuntamiento de {town} aprueba el presupuesto|El pleno aprobó el {day} un presupuesto de {n} millones para "
        "{town}, según {name}.",
        "Detenidas {n} personas en {town}|La policía detuvo a {n} personas en {town} tras una pelea con {name}.",
        "{name} gana el maratón de {town}|{name} ganó el {day} el maratón de {town} ante {n} corredores.",
        "Un incendio obliga a cerrar una escuela en {town}|Una escuela de {town} cerró el {day} por un incendio; {n} "
        "alumnos volvieron a casa.",
        "El hospital de {town} contrata a {n} enfermeras|El hospital de {town} contratará a {n} enfermeras, anunció "
        "{name}.",
        "{name}, nuevo alcalde de {town}|{name} fue elegido alcalde de {town} con {n} votos más que su rival.",
    ),
}
DAYS = {"en": ("Monday", "Tuesday", "Friday"), "es": ("lunes", "martes", "viernes")}


def article(story: str, language: str, when: datetime, outlet: str, title: str, text: str) -> Article:
    made = Article.from_text(
        text, title=title, outlet=outlet, published=when, url=f"https://news.example/{story}-{language}"
    )
    return Article(**{**{name: getattr(made, name) for name in made.__slots__}, "language": language})


@cache
def load(name: str) -> tuple[tuple[str, AnnotatedArticle], ...]:
    """Each report with its event."""
    lines = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8").splitlines()[2:]
    reports = []
    for head, text in zip(lines[::2], lines[1::2], strict=True):
        story, language, when, outlet, title = (part.strip() for part in head.split("|"))
        day, hour = map(int, when.split("."))
        published = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=day, hours=hour)
        made = article(story, language, published, outlet, title, text)
        reports.append((story, AnnotatedArticle(made, analyse(made))))
    return tuple(reports)


@cache
def others() -> tuple[AnnotatedArticle, ...]:
    """Other news of both languages, each of an event of its own."""
    chance = random.Random(18)
    made = []
    for number in range(OTHERS):
        language = ("en", "es")[number % 2]
        town, name = (invented(chance) for _ in range(2))
        filled = chance.choice(TEMPLATES[language]).format(
            town=town, name=f"{invented(chance)} {name}", n=chance.randrange(13, 900), day=chance.choice(DAYS[language])
        )
        title, _, text = filled.partition("|")
        when = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=chance.randrange(480))
        each = article(f"other{number}", language, when, f"Outlet {number % 9}", title, text)
        made.append(AnnotatedArticle(each, analyse(each)))
    return tuple(made)


def invented(chance: random.Random) -> str:
    return "".join(
        chance.choice(("ba", "ko", "ri", "mu", "ta", "se", "lo", "vin", "dar", "pel")) for _ in range(3)
    ).title()


@cache
def threads_in_batches(batch: int) -> dict[str, str]:
    """The thread of each article of one stream of events, look-alikes and other news."""
    items = [*(item for name in (EVENTS, LOOK_ALIKES) for _, item in load(name)), *others()]
    ordered = sorted(items, key=lambda item: (item.article.published, item.article.id))
    threads = group_articles(ordered, batch=batch)
    return {id_: thread.id for thread in threads for id_ in thread.article_ids}


@pytest.mark.parametrize("batch", [25, pytest.param(1000, marks=pytest.mark.soak)])
def test_reports_of_one_event_in_two_languages_are_one_thread(batch: int) -> None:
    threads = threads_in_batches(batch)
    by_event = defaultdict(set)
    for story, item in load(EVENTS):
        by_event[story].add(threads[item.article.id])
    spanish = [story for story in by_event if story[:3] not in ("fr-", "pt-", "de-", "it-", "nl-")]
    assert (len(spanish), len(by_event)) == (72, 137)
    assert sum(len(by_event[story]) == 1 for story in spanish) >= 67
    assert sum(len(ids) == 1 for ids in by_event.values()) >= 130
    assert len(set.union(*by_event.values())) == sum(len(ids) for ids in by_event.values())


@pytest.mark.parametrize("batch", [25, pytest.param(1000, marks=pytest.mark.soak)])
def test_different_events_in_two_languages_are_not_one_thread(batch: int) -> None:
    threads = threads_in_batches(batch)
    by_pair = defaultdict(set)
    for story, item in load(LOOK_ALIKES):
        by_pair[story].add(threads[item.article.id])
    assert len(by_pair) == 90
    assert [story for story, ids in by_pair.items() if len(ids) == 1] == [ONE_CHAMPIONSHIP]


@pytest.mark.parametrize(("kinds", "least"), [(("teaser", "teaser"), 109), (("teaser", "full"), 117)])
def test_a_headline_and_a_sentence_are_enough_for_most_events_and_for_no_look_alike(
    kinds: tuple[str, str], least: int
) -> None:
    assert sum(has_evidence(EVENTS, kinds).values()) >= least
    assert [story for story, is_enough in has_evidence(LOOK_ALIKES, kinds).items() if is_enough] == []


def has_evidence(name: str, kinds: tuple[str, str]) -> dict[str, bool]:
    """Whether the two reports of each event have enough evidence.

    Args:
        name: of the file.
        kinds: `teaser` for headline and first sentence or `full`, for each of the reports.
    """
    terms: dict[str, list[Profile]] = defaultdict(list)
    times: dict[str, list[datetime]] = defaultdict(list)
    for story, item in load(name):
        text = item.article.text
        if kinds[len(terms[story])] == "teaser":
            first = split_sentences(text, item.article.language)[0]
            text = text[first.start : first.end]
        terms[story].append(Profile.of(neutral_terms(item.article.title, text, item.article.language)))
        times[story].append(item.article.published or datetime.max)
    late = {story: max(abs(one - other) / timedelta(days=1) - FRESH_DAYS, 0.0) for story, (one, other) in times.items()}
    return {
        story: compare(one, other, lambda term: 0.0, 0.0).score - LATE * late[story] >= ENOUGH
        for story, (one, other) in terms.items()
    }
