"""Who is meant by the names of several articles."""

from __future__ import annotations

import random

import pytest

from briefing.briefs.speakers import People
from briefing.model import AnnotatedArticle, Article
from briefing.text.analysis import analyse


def articles(*texts: str) -> list[AnnotatedArticle]:
    made = [Article.from_text(text, url=f"https://x.example/{at}") for at, text in enumerate(texts)]
    return [AnnotatedArticle(article, analyse(article)) for article in made]


def speakers(*texts: str) -> list[str]:
    members = articles(*texts)
    people = People(members)
    return [people.name(m.article.id, q.speaker or "") for m in members for q in m.analysis.quotes]


PETRO = "President Gustavo Petro spoke. “We will never bow to anybody,” Petro said."
ONLY_PETRO = "“Nobody gives us any orders,” Petro said on Monday."
TITLED = "“Nobody gives us any orders,” President Petro said on Monday."
BOTH_NAMES = "“Nobody gives us any orders,” President Gustavo Petro Urrego said on Monday."
SURNAMES = "“Nobody gives us any orders,” President Petro Urrego said on Monday. Petro left."
ANA = "Minister Ana Weber spoke. “The dam will hold for us,” Weber said."
PAUL = "Senator Paul Weber spoke. “It is too late for talks,” Weber said."
ONLY_WEBER = "“The river will come back,” Weber said on Monday."


@pytest.mark.parametrize("other", [ONLY_PETRO, TITLED, BOTH_NAMES, SURNAMES])
def test_one_person_under_several_spellings(other: str) -> None:
    assert speakers(PETRO, PETRO, other) == ["Gustavo Petro"] * 3


def test_two_who_share_a_surname_stay_two_and_the_surname_alone_is_nobodys() -> None:
    assert speakers(ANA, PAUL, ONLY_WEBER) == ["Ana Weber", "Paul Weber", "Weber"]


def test_a_title_tells_them_apart() -> None:
    mrs = "“The river will come back,” Mrs. Weber said on Monday."
    assert speakers(ANA, PAUL, mrs) == ["Ana Weber", "Paul Weber", "Ana Weber"]


def test_a_title_that_does_not_fit_is_another_one() -> None:
    assert speakers(PAUL, "“The river will come back,” Mrs. Weber said on Monday.") == ["Paul Weber", "Weber"]


def test_a_surname_is_that_of_the_one_who_is_called_by_it() -> None:
    aside = "Her brother Tom Weber was in the hall. " + ONLY_PETRO
    assert speakers(ANA, ANA, ANA, aside, ONLY_WEBER)[-1] == "Ana Weber"


def test_other_alphabets_are_spelled_in_several_ways() -> None:
    told = [
        f"“We are going to win this war,” {name} said."
        for name in ("President Volodymyr Zelenskyy", "Volodymyr Zelensky", "Zelenskiy", "Zelensky")
    ]
    assert len(set(speakers(*told))) == 1
    assert speakers(*told)[0].startswith("Volodymyr")


def test_the_form_most_articles_use_is_shown_and_the_others_are_known() -> None:
    members = articles(PETRO, PETRO.replace("Petro spoke", "Petro stood"), BOTH_NAMES, ONLY_PETRO)
    people = People(members)
    assert people.spellings("Gustavo Petro") == ("Gustavo Petro Urrego", "Petro")
    assert people.spellings("Ana Weber") == ()


def test_a_place_named_after_somebody_is_not_that_person() -> None:
    tower = "At Weber Tower nobody slept. Nobody went into Weber Tower. " + ONLY_PETRO
    people = People(articles(PAUL, tower))
    assert "Weber Tower" not in people.spellings("Paul Weber")


def test_bodies_are_one_by_their_words() -> None:
    told = [f"“We are ready for this,” {name} said." for name in ("the White House", "The White House", "officials")]
    assert speakers(*told) == ["White House", "White House", "officials"]


def test_the_order_of_articles_does_not_matter() -> None:
    texts = [PETRO, TITLED, BOTH_NAMES, SURNAMES, ANA, PAUL, ONLY_WEBER, ANA + " " + ONLY_PETRO]
    members = articles(*texts)
    wanted = {
        (m.article.id, q.speaker): People(members).name(m.article.id, q.speaker or "")
        for m in members
        for q in m.analysis.quotes
    }
    shuffled = random.Random(7)
    for _ in range(5):
        shuffled.shuffle(members)
        people = People(members)
        assert {key: people.name(key[0], key[1] or "") for key in wanted} == wanted


def test_very_many_who_share_a_name_cost_little() -> None:
    crowd = [f"Senator X{chr(97 + at % 26)}{chr(97 + at // 26 % 26)}a Weber spoke." for at in range(600)]
    People(articles(*crowd))
