"""The bundled seed keeps its five key quotes by the rules for any text: ten twins with other names, words and order."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.briefs.key_quotes import rank_quotes
from briefing.briefs.quote_choice import choose_key_quotes
from briefing.model import AnnotatedArticle, Article, KeyQuote
from briefing.text.analysis import analyse

SEED = Path(__file__).parents[2] / "seeds" / "trump-petro-call.txt"

HOSTS = (
    ("Norvian", "Norvia", "President", "Paul Weber", "he"),
    ("Chilean", "Chile", "Prime Minister", "Ana Duarte", "she"),
    ("Estonian", "Estonia", "President", "Marten Kask", "he"),
    ("Zambian", "Zambia", "President", "Joseph Banda", "he"),
    ("Canadian", "Canada", "Prime Minister", "Helen Foster", "she"),
)
GUESTS = (
    ("Peruvian", "Peru", "President", "Rosa Quispe", "she"),
    ("Danish", "Denmark", "Prime Minister", "Lars Holm", "he"),
    ("Kenyan", "Kenya", "President", "Daniel Mutua", "he"),
    ("Polish", "Poland", "Prime Minister", "Maria Nowak", "she"),
    ("Indonesian", "Indonesia", "President", "Budi Santoso", "he"),
)
WORDS = [
    line.split(" | ")
    for line in """\
frank and useful | Rare Pleasure | weak clerk who sells our rivers to his friends | If you close the port, our sailors will sail without you | wake the sleeping river
calm and friendly | True Honor | tired man who counts ships and forgets the harbour | When you burn the fields, the farmers will come to your door | open the gates of the valley
long and honest | Big Relief | stubborn mule who would rather drown than turn | If the bridge falls, nobody will carry your grain | bring the mountain down
warm and open | Fine Start | gambler who plays with the bread of the poor | Whoever touches the dam will answer to every village | light a fire in every street
short but helpful | Good Sign | dreamer who has never paid for a single ship | If they send soldiers, they will find teachers and nurses | set the whole coast marching
""".splitlines()  # noqa: E501 - the words of a twin
]
DESCRIBED = (
    'The conversation, described by the {Guest} government as "{0}," marks a thaw in the relations of both nations.',
    'The talk, which was described as "{0}" by the {Guest} government, came after weeks of silence.',
)
STATED = (
    '{Title} {Last} announced the call on a social network. {He} stated it was a "{1}" to speak with {Title2} {Last2}.',
    '{Title} {Last} wrote about the call at night. {He} said it was a "{1}" to hear from {Title2} {Last2} at last.',
)
LABELLED = (
    'Recently, {Title} {Last} had publicly labelled {Last2} a "{2}."',
    'Only a week ago {Title} {Last} publicly called {Last2} a "{2}."',
)
STATING = (
    '{Title2} {Last2} responded at home. {He2} issued a stark warning about the borders of {Land2}, stating, "{3}."',
    '{Title2} {Last2} answered from a balcony. {He2} gave a speech about the rights of {Land2}, saying, "{3}."',
)
CAUTIONED = (
    '{He2} further cautioned that any attempt to arrest {him2} would "{4}."',
    '{He2} also warned that a blockade of the coast would "{4}."',
)
OPENING = "{Host} {Title} {Name} and {Guest} {Title2} {Name2} have held their first telephone conversation on Monday."
ORDERS = ((0, 1, 2, 3), (2, 0, 3, 1), (3, 2, 1, 0), (1, 3, 0, 2), (2, 3, 0, 1))


def twin(number: int) -> tuple[str, set[tuple[str | None, str]]]:
    """A text like the seed, and the speakers and words of its five quotes."""
    host, guest, words = HOSTS[number % 5], GUESTS[(number * 3 + number // 5) % 5], WORDS[(number * 2) % 5]
    form = number // 5
    own = {"Host": host[0], "Title": host[2], "Name": host[3], "Last": host[3].split()[-1], "He": host[4].title()}
    own |= {"Guest": guest[0], "Land2": guest[1], "Title2": guest[2], "Name2": guest[3], "Last2": guest[3].split()[-1]}
    own |= {"He2": guest[4].title(), "him2": "him" if guest[4] == "he" else "her"}
    parts = (DESCRIBED[form], STATED[form], LABELLED[form], f"{STATING[form]} {CAUTIONED[form]}")
    text = "\n".join([OPENING, *(parts[place] for place in ORDERS[number % 5]), "Both will meet in spring."])
    speakers = (f"{guest[0]} government", host[3], host[3], guest[3], guest[3])
    return text.format(*words, **own), set(zip(speakers, words, strict=True))


def key_quotes_of(text: str) -> tuple[KeyQuote, ...]:
    article = Article.from_text(text, outlet="Herald", url="https://herald.example/1")
    return choose_key_quotes(rank_quotes([AnnotatedArticle(article, analyse(article))]))[0]


def test_seed_has_five_key_quotes() -> None:
    assert {(quote.speaker, quote.text) for quote in key_quotes_of(SEED.read_text(encoding="utf-8"))} == {
        ("Colombian government", "good and positive"),
        ("Donald Trump", "Great Honor"),
        ("Donald Trump", "sick man who likes making cocaine and selling it to the United States"),
        ("Gustavo Petro", "If you bomb peasants, thousands of guerrillas will return to the mountains"),
        ("Gustavo Petro", "unleash the popular jaguar"),
    }


@pytest.mark.parametrize("number", range(10))
def test_twin_of_the_seed_has_five_key_quotes(number: int) -> None:
    text, quotes = twin(number)
    assert {(quote.speaker, quote.text) for quote in key_quotes_of(text)} == quotes
