"""Articles of a few words, annotated by the real analysis, and generated stories."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from briefing.model import AnnotatedArticle, Article
from briefing.text.analysis import analyse
from briefing.threads.clustering.clusterer import Clustered

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def hours(number: float) -> datetime:
    return NOON + timedelta(hours=number)


def item(text: str, title: str = "", *, at: datetime | None = None, outlet: str = "") -> AnnotatedArticle:
    article = Article.from_text(text, title=title, published=at, outlet=outlet)
    return AnnotatedArticle(article, analyse(article))


def arrived(made: AnnotatedArticle, at: datetime) -> AnnotatedArticle:
    return replace(made, article=replace(made.article, fetched=at))


QUAKE = "A strong earthquake struck the coast of Peru near Arequipa early on Monday, rescue teams said."
QUAKE_TWO = "Rescue teams reached villages near Arequipa after the earthquake struck the coast of Peru on Monday."
QUAKE_THREE = (
    "Peru's president declared an emergency in Arequipa after the earthquake destroyed 300 houses on the coast."
)
CALL = "President Donald Trump and Colombian President Gustavo Petro spoke by telephone about drugs on Wednesday."
CALL_TWO = "Gustavo Petro said his telephone call with Donald Trump about drugs was long and cordial."
CUP = "The national team won the volleyball cup final in Osaka after five sets against Brazil."

SYLLABLES = ("ba", "ko", "ri", "mu", "ta", "se", "lo", "vin", "dar", "pel", "gor", "nek")


def follow(homes: dict[str, str], batch: Sequence[AnnotatedArticle], found: Clustered) -> None:
    """Do with article id -> thread id what a batch says."""
    heirs = {old: new for old, new, _ in found.merged}
    homes.update((id_, heirs[home]) for id_, home in homes.items() if home in heirs)
    homes.update((id_, home) for id_, home, _ in found.moved)
    homes.update((one.article.id, each.thread_id) for one, each in zip(batch, found.assignments, strict=True))


def word(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(4))


def stories(seed: int, number: int, reports: int, everyday: int = 6) -> list[tuple[int, AnnotatedArticle]]:
    """Return reports of so many stories with the story each tells; stories share everyday words only.

    Articles between the invented words tell that they are English.
    """
    chance = random.Random(seed)
    common = [word(chance) for _ in range(30)]
    found = []
    for story in range(number):
        own = [word(chance) for _ in range(12)]
        for report in range(reports):
            said = [*chance.sample(own, 9), *chance.sample(common, everyday), f"{seed}{story}{report}"]
            chance.shuffle(said)
            text = " ".join(word if place % 2 else f"the {word}" for place, word in enumerate(said))
            found.append((story, item(f"{text}.", at=hours(story + report))))
    return found
