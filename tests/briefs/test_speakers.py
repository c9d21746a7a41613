"""Who is meant by the names of several articles."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from briefing.briefs.speakers import People
from briefing.model import Analysis, AnnotatedArticle, Article, Name, NameKind, Quote
from briefing.text.analysis import analyse
from tests.table import table


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


def test_a_name_is_shown_with_the_accents_that_others_leave_out() -> None:
    plain = "President Veronica Alcazar spoke. “We will never bow to anybody,” Alcazar said."
    accented = "President Verónica Alcázar spoke. “Nobody gives us any orders,” Alcázar said."
    assert speakers(plain, plain, accented) == ["Verónica Alcázar"] * 3


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


@table(
    "spellings",
    [
        ("Abbas Araghchi", "Abbas Araqchi", "Araghchi", "Araqchi"),
        ("Volodymyr Zelenskiy", "Volodymyr Zelenskyy", "Zelensky", "Zelenskij"),
        ("Benjamin Netanyahu", "Benjamin Netanjahu", "Netanjahu"),
        ("Ali Khamenei", "Hamenei"),
        ("Araghchi", "Araqchi"),
    ],
)
def test_transliterations_are_one_speaker_in_one_text_and_across_texts(spellings: Sequence[str]) -> None:
    told = [f"“We will not leave the talks under pressure,” {name} said on Monday." for name in spellings]
    assert len(set(speakers(*told))) == 1
    assert len(set(speakers(" ".join(told)))) == 1


@table(
    "names",
    [
        ("Abbas Araghchi", "Ahmad Araqchi"),
        ("Thomas Brown", "Peter Browne"),
        ("Anna Fischer", "Peter Fisher"),
        ("Peter Weber", "Peter Weaver"),
        ("Weber", "Weaver"),
        ("Martin", "Martina"),
        ("Philip", "Phillip"),  # given names
    ],
)
def test_names_that_are_alike_are_two_speakers_if_the_given_names_or_letters_differ(names: Sequence[str]) -> None:
    assert People([article(name, name) for name in names]).spellings(names[0]) == ()


def test_a_surname_of_several_sounds_is_the_ones_who_is_spelled_so() -> None:
    both = [article("a", "Anna Fischer"), article("b", "Peter Fisher")]
    assert shown("Fisher", *both, article("c", "Fisher")) == "Peter Fisher"
    assert shown("Fischer", *both, article("c", "Fischer")) == "Anna Fischer"
    two = [*both, article("d", "Tom Fisher")]
    assert shown("Fisher", *two, article("c", "Fisher")) == "Fisher"


def test_the_surname_is_shown_as_most_articles_spell_it() -> None:
    members = [article(str(at), name) for at, name in enumerate(["Abbas Araghchi", "Abbas Araqchi", "Araqchi"])]
    assert shown("Araqchi", *members) == "Abbas Araqchi"
    members[0] = article("0", "Abbas Araghchi", text="Abbas Araghchi. Araghchi. Araghchi. Araghchi.")
    assert shown("Araqchi", *members) == "Abbas Araqchi"


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


def article(
    id_: str, *persons: str, text: str = "", unknown: Sequence[str] = (), speakers: Sequence[str] = ()
) -> AnnotatedArticle:
    """An article whose names are mentioned in full or by their last word; by default once in full."""
    text = text or ". ".join([*persons, *unknown])
    kinds: dict[str, NameKind] = {**dict.fromkeys(persons, "person"), **dict.fromkeys(unknown, "unknown")}
    names = tuple(
        Name(name, kind, tuple(each.span() for each in re.finditer(f"{name}|\\b{name.split()[-1]}\\b", text)))
        for name, kind in kinds.items()
    )
    quotes = tuple(Quote(0, 1, speaker) for speaker in speakers)
    return AnnotatedArticle(Article(id_, "", "", text), Analysis(id_, names=names, quotes=quotes))


def shown(name: str, *members: AnnotatedArticle) -> str:
    """Name in the thread of whom the last article calls `name`."""
    return People(members).name(members[-1].article.id, name)


def test_persons_are_those_with_a_persons_name_and_speakers_of_unknown_kind() -> None:
    people = People(
        [
            article("a", "Ana Weber", unknown=["Eva Lind", "Tom Berg"], speakers=["Eva Lind", "the ministry"]),
            article("b", speakers=["Ursula von Marks", "Prado", "ministry of works"]),
        ]
    )
    persons = {
        *(("a", "Ana Weber"), ("a", "Eva Lind")),
        *(("b", "Ursula von Marks"), ("b", "Prado")),
    }
    for article_id in "ab":
        for name in ("Ana Weber", "Eva Lind", "Tom Berg", "the ministry", "Ursula von Marks", "Prado"):
            assert people.is_person(article_id, name) is ((article_id, name) in persons)


def test_whatever_is_no_person_keeps_the_spelling_of_most_articles() -> None:
    bodies = [article(str(at), speakers=[name]) for at, name in enumerate(["the House", "House of", "The House"])]
    assert shown("the House", *bodies[:1], article("z", speakers=["the House"])) == "the House"
    people = People([*bodies, article("d", speakers=["The House"])])
    assert people.name("0", "the House") == "The House"
    assert people.name("1", "House of") == "House of"
    assert people.spellings("The House") == ("the House",)
    assert People(bodies).name("0", "the House") == "The House"  # of equals the first in sort order
    assert people.name("0", "nobody") == "nobody"
    ministry = [article(str(at), speakers=[name]) for at, name in enumerate(["the ministry", "ministry", "ministry"])]
    assert People(ministry).name("0", "the ministry") == "ministry"


@pytest.mark.parametrize("name", ["Weber Foundation", "Weber Tower"])
def test_a_name_that_ends_in_a_word_of_bodies_or_places_is_no_persons(name: str) -> None:
    assert not People([article("a", name)]).is_person("a", name)


def calling(full: str, times: int, start: int = 0) -> list[AnnotatedArticle]:
    """Articles that name a person in full and then by the last word."""
    last = full.split()[-1]
    return [article(f"{full}{at}", full, text=f"{full}. {last}.") for at in range(start, start + times)]


@table(
    ("of_ana", "of_paul", "is_resolved"),
    [(1, 0, True), (2, 1, False), (3, 1, True), (5, 2, False), (6, 2, True)],
)
def test_a_surname_of_two_is_the_ones_who_is_called_by_it_three_times_as_often(
    of_ana: int, of_paul: int, is_resolved: bool
) -> None:
    members = [*calling("Ana Weber", of_ana), *calling("Paul Weber", of_paul)]
    assert (shown("Weber", *members, article("z", "Weber")) == "Ana Weber") is is_resolved


@pytest.mark.parametrize(("times", "is_resolved"), [(1, False), (2, True)])
def test_a_surname_of_two_is_resolved_if_two_articles_use_it_for_one(times: int, is_resolved: bool) -> None:
    members = [*calling("Ana Weber", times), article("p", "Paul Weber", text="Paul Weber.")]
    assert (shown("Weber", *members, article("z", "Weber")) == "Ana Weber") is is_resolved


def test_a_full_name_that_fits_two_persons_is_a_third() -> None:
    members = [article("a", "Ana Prado Lima"), article("b", "Ana Prado Duarte"), article("c", "Ana Prado")]
    assert shown("Ana Prado", *members) == "Ana Prado"
    assert shown("Ana Prado", members[0], members[2]) == "Ana Prado Lima"


def test_a_full_name_of_two_is_not_resolved_by_how_one_of_them_is_called() -> None:
    text = "Ana Prado Lima. Ana."
    called = [article(str(at), "Ana Prado Lima", text=text) for at in range(3)]
    names = (Name("Ana Prado Lima", "person", ((0, 14), (16, 19))),)
    members = [replace(item, analysis=replace(item.analysis, names=names)) for item in called]
    assert shown("Ana Prado", *members, article("b", "Ana Prado Duarte"), article("c", "Ana Prado")) == "Ana Prado"


def test_genders_by_title_and_given_name_keep_persons_apart() -> None:
    paul = article("a", "Paul Weber")
    for title, same in (("Mr", True), ("Mrs", False), ("President", True), ("", True)):
        other = article("b", "Weber", text=f"{title} Weber came.")
        assert (shown("Weber", paul, other) == "Paul Weber") is same
    far = article("b", "Weber", text="Mrs                  Weber came.")
    assert shown("Weber", paul, far) == "Paul Weber"
    assert shown("Weber", paul, article("b", "Weber", text="Mrs said Weber came.")) == "Paul Weber"
    ana = article("c", "Ana Weber")
    both = [paul, ana, article("b", "Weber", text="He saw Weber. Mrs Weber came.")]
    assert shown("Weber", *both) == "Ana Weber"


def test_mr_and_mrs_with_one_surname_are_two() -> None:
    people = People([article("a", "Weber", text="Mr Weber"), article("b", "Weber", text="Mrs Weber")])
    assert people.spellings("Weber") == ()
    paul = article("c", "Paul Weber")
    members = [paul, article("a", "Weber", text="Mr Weber"), article("b", "Weber", text="Mrs Weber")]
    people = People(members)
    assert (people.name("a", "Weber"), people.name("b", "Weber")) == ("Paul Weber", "Weber")


def test_a_surname_alone_is_no_evidence_of_how_somebody_is_called() -> None:
    ana, paul = article("a", "Ana Weber", text="Ana Weber."), article("p", "Paul Weber", text="Paul Weber.")
    titled = [article(str(at), "Weber", text="Mrs Weber") for at in range(3)]
    people = People([ana, paul, *titled, article("z", "Weber")])
    assert (people.name("0", "Weber"), people.name("z", "Weber")) == ("Ana Weber", "Weber")


@table(
    ("full", "short", "is_one"),
    [
        ("Gustavo Petro", "Petro", True),
        ("Gustavo Petro Urrego", "Petro", True),
        ("Xi Jinping", "Xi", True),
        ("Luiz Inácio Lula da Silva", "Lula", True),
        ("Ana Weber", "Ana", False),  # a given name alone may be anybody's
        ("Ana Weber", "Webern", False),
        ("Volodymyr Zelenskyy", "Zelenskiy", True),
        ("Lula Show", "Lula", False),
    ],
)
def test_a_single_word_is_a_surname_or_no_given_name(full: str, short: str, is_one: bool) -> None:
    assert (shown(short, article("a", full), article("b", short)) == full) is is_one


def test_a_given_name_is_a_short_form_where_an_article_uses_it_so() -> None:
    lula = article("a", "Ana Weber", text="Ana Weber came. Ana left.")
    names = (replace(lula.analysis.names[0], mentions=((0, 9), (16, 19))),)
    lula = replace(lula, analysis=replace(lula.analysis, names=names))
    assert shown("Ana", lula, article("b", "Ana")) == "Ana Weber"


def test_two_surnames_are_one_person_where_they_are_a_speakers() -> None:
    ana = article("a", "Ana Prado")
    for speakers, is_one in ((["Prado Lima"], True), ([], False)):
        both = article("b", "Prado Lima", speakers=speakers)
        people = People([ana, both])
        assert (people.name("b", "Prado Lima") == "Ana Prado") is is_one
    rosa = article("a", "Ana Rosa")
    assert shown("Rosa Lima", rosa, article("b", "Rosa Lima", speakers=["Rosa Lima"])) == "Rosa Lima"
    unnamed = article("a", "Xavi Prado")
    assert shown("Prado Lima", unnamed, article("b", "Prado Lima", speakers=["Prado Lima"])) == "Prado Lima"
    called = article("b", "Prado Lima", text="Prado Lima. Lima.", speakers=["Prado Lima"])
    assert shown("Prado Lima", ana, called) == "Prado Lima"
    unsure = article("b", unknown=["Prado Lima"], speakers=["Prado Lima"])
    assert shown("Prado Lima", ana, unsure) == "Prado Lima"


@table(
    ("names", "first"),
    [
        (["Petro", "Petro", "Gustavo Petro"], "Gustavo Petro"),
        (["G. Petro", "G. Petro", "Gustavo Petro"], "Gustavo Petro"),
        (["Petro Urrego", "Petro Urrego", "Gustavo Petro Urrego"], "Gustavo Petro Urrego"),
        (["Gustavo Petro", "Gustavo Petro", "Gustavo Petro Urrego"], "Gustavo Petro"),
        (["Gustavo Petro", "Gustavo Petro Urrego"], "Gustavo Petro Urrego"),
        (["Volodymyr Zelenskyy", "Volodymyr Zelenskij"], "Volodymyr Zelenskij"),
    ],
)
def test_the_form_with_a_given_name_in_most_articles_is_shown(names: list[str], first: str) -> None:
    members = [article(str(at), name) for at, name in enumerate(names)]
    people = People(members)
    assert {people.name(str(at), name) for at, name in enumerate(names)} == {first}


def test_of_forms_in_as_many_articles_the_more_mentioned_is_shown() -> None:
    often = article("a", "Gustavo Petro", text="Gustavo Petro. Petro. Petro.")
    assert shown("Gustavo Petro Urrego", often, article("b", "Gustavo Petro Urrego")) == "Gustavo Petro"


@pytest.mark.parametrize("many", [200, pytest.param(600, marks=pytest.mark.soak)])
def test_very_many_who_share_a_name_cost_little(many: int) -> None:
    crowd = [f"Senator X{chr(97 + at % 26)}{chr(97 + at // 26 % 26)}a Weber spoke." for at in range(many)]
    People(articles(*crowd))
