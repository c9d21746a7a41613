"""A line takes nobody and nothing to be known that only a sentence left out has told of."""

from __future__ import annotations

import re
from dataclasses import replace

from briefing.model import Analysis, AnnotatedArticle, Article, Name, Terms
from briefing.summary.references import References, introduce, is_introduced, references_of
from briefing.summary.summarizer import summarize_article, summarize_thread
from tests.summary.factories import analysed, texts
from tests.table import table

STORY = (
    "The council of Harwick approved the new bridge on Monday. "
    "Maria Berg, who led the vote for the council, and who has asked for a bridge for nine long years, was pleased. "
    "Berg called the vote a victory for the harbour."
)


def references_in(text: str, title: str = "") -> list[References]:
    item = analysed(text, title=title)
    return list(references_of(item, [(each.start, each.end) for each in item.analysis.sentences]))


def test_part_of_a_name_presumes_who_was_named_in_full_before() -> None:
    assert [(set(each.introduces), set(each.presumes)) for each in references_in(STORY)] == [
        (set(), set()),
        ({"Maria Berg"}, set()),
        (set(), {"Maria Berg"}),
    ]


def test_names_between_the_spans_belong_to_none() -> None:
    item = analysed("Maria Berg led the vote. Paul Weber left the hall early. Tom Ebert stayed until the end.")
    first, _, last = item.analysis.sentences
    spans = [(first.start, first.end), (last.start, last.end)]
    assert [set(each.introduces) for each in references_of(item, spans)] == [{"Maria Berg"}, {"Tom Ebert"}]


def test_who_stands_in_the_headline_is_known() -> None:
    assert not references_in(STORY, "Berg wins vote on bridge")[2].presumes


def test_who_is_first_named_by_a_part_is_known() -> None:
    told = references_in("Berg called the vote a victory. Maria Berg led the vote. Berg was pleased with it.")
    assert not told[0].presumes
    assert told[2].presumes == {"Maria Berg"}


def test_only_a_line_before_introduces() -> None:
    introduced: dict[str, int] = {}
    introduce(References(introduces=frozenset({"Maria Berg"})), (), 4, introduced)
    short = References(presumes=frozenset({"Maria Berg"}))
    assert is_introduced(short, 5, introduced)
    assert not is_introduced(short, 3, introduced)


def test_thread_does_not_name_who_was_not_introduced() -> None:
    items = [analysed(STORY), analysed("Ships wait before the old bridge of Harwick every day of the week.")]
    short = texts(summarize_thread(items, 34))
    assert short
    assert not any(text.startswith("Berg") for text in short)
    assert any(text.startswith("Berg") for text in texts(summarize_thread(items, 200)))


LETTER = (
    "The council of Harwick approved the new bridge on Monday. "
    "Forty shipowners of the harbour had asked for it in a long letter that the mayor read out before the vote began. "
    "The bridge will open next year, the shipowners wrote in the letter."
)


def test_thing_that_was_new_before_is_pointed_at() -> None:
    assert [set(each.points_at) for each in references_in(LETTER)] == [set(), set(), {"letter"}]
    assert not references_in(LETTER, "Letter of the shipowners moves Harwick")[2].points_at
    assert not references_in(LETTER.replace("the letter.", "the letter box."))[2].points_at


def test_stranger_is_named_where_the_room_would_be_left_unused() -> None:
    told = texts(summarize_article(analysed(STORY), 22))
    assert [text.split()[0] for text in told] == ["The", "Berg"]


def test_line_that_points_at_what_was_left_out_gives_way_to_one_that_does_not() -> None:
    plain = "The bridge will open next year, the shipowners wrote to the papers."
    for last, told in (("the letter.", plain), ("a newspaper.", "wrote in a newspaper.")):
        text = f"{LETTER} {plain}".replace("the letter.", last)
        assert told in texts(summarize_article(analysed(text), 23))[-1]


def named(text: str, *names: str, title: str = "") -> AnnotatedArticle:
    """An article with the persons of these full names, each mentioned in full or by the last word."""
    persons = [
        Name(name, "person", tuple(each.span() for each in re.finditer(f"{name}|{name.split()[-1]}", text)))
        for name in names
    ]
    analysis = Analysis("a", names=tuple(persons), terms=Terms(title={"vote": 1}))
    return AnnotatedArticle(Article("a", "", title, text), analysis)


def lines_of(item: AnnotatedArticle) -> list[References]:
    """References of each line."""
    return list(references_of(item, [each.span() for each in re.finditer(r".+", item.article.text)]))


def test_each_line_has_the_names_that_stand_in_it() -> None:
    text = "Ana Prado met Luis Berg.\nNobody came.\nPrado left.\nBerg and Prado spoke to Eva Lind."
    assert lines_of(named(text, "Luis Berg", "Ana Prado", "Eva Lind")) == [
        References(introduces=frozenset({"Ana Prado", "Luis Berg"})),
        References(),
        References(presumes=frozenset({"Ana Prado"})),
        References(introduces=frozenset({"Eva Lind"}), presumes=frozenset({"Ana Prado", "Luis Berg"})),
    ]


def test_a_line_that_names_somebody_in_full_too_presumes_nobody() -> None:
    (_, both) = lines_of(named("Ana Prado came.\nPrado left, and Ana Prado came back.", "Ana Prado"))
    assert both == References(introduces=frozenset({"Ana Prado"}))


def test_a_name_between_lines_belongs_to_none_and_one_at_the_border_to_the_second() -> None:
    item = named("Nobody. Ana Prado came. Prado left.", "Ana Prado")
    start = item.article.text.index("Prado left")
    assert [set(each.introduces) for each in references_of(item, [(0, 7), (24, start)])] == [set(), set()]
    first, second = references_of(item, [(0, start), (start, start + 10)])
    assert [set(first.presumes), set(second.presumes)] == [set(), {"Ana Prado"}]


@table(
    ("name", "title", "is_known"),
    [
        ("Ana Prado", "Prado wins vote", True),
        ("Ana Prado", "ANA wins vote", True),
        ("Ana Prado", "Lind wins vote", False),
        ("Xi Prado", "Taxis win vote", False),  # two letters are too few to be sure
        ("Prado", "", True),  # one word is no full name
    ],
)
def test_whoever_the_headline_names_is_known(name: str, title: str, is_known: bool) -> None:
    short = name.split()[-1]
    item = named(f"{name} came.\n{short} left.\nEva Lind came.\nLind left.", name, "Eva Lind", title=title)
    assert (not lines_of(item)[1].presumes) is is_known


def test_only_persons_are_introduced() -> None:
    text = "Norland Steel came.\nSteel left.\nAna Prado came.\nPrado left."
    item = named(text, "Norland Steel", "Ana Prado")
    steel, prado = item.analysis.names
    names = (replace(steel, kind="organization"), prado)
    references = lines_of(replace(item, analysis=replace(item.analysis, names=names)))
    assert [set(each.presumes) for each in references] == [set(), set(), set(), {"Ana Prado"}]


@table(
    ("first", "second", "stems"),
    [
        ("He wrote a letter.", "He read the letter.", {"letter"}),
        ("He wrote an open letter.", "They read this letter, and left.", {"letter"}),
        ("He wrote a letter.", "He read the letter to them.", {"letter"}),
        ("He wrote a letter.", "He read the letter box.", set()),  # modifies the noun behind it
        ("He wrote a letter.", "He read a letter.", set()),
        ("He wrote letters.", "He read the letter.", set()),
        ("He wrote the letter.", "He read the letter.", set()),
        ("There was a vote.", "They lost the vote.", set()),  # in the headline
        ("He read a last letter.", "It was the last.", set()),  # a stop word is no thing
        ("He wrote a well-known letter.", "He read the letter.", {"letter"}),
        ("He wrote a letter and a book.", "He lost the letter, the book.", {"letter", "book"}),
    ],
)
def test_a_thing_with_an_article_is_known_once_it_was_new(first: str, second: str, stems: set[str]) -> None:
    assert [set(each.points_at) for each in lines_of(named(f"{first}\n{second}"))] == [set(), stems]


def test_things_are_followed_in_english_only() -> None:
    item = named("Der Stadtrat hat am Montag a letter zum Bau der Brücke erhalten.\nDanach hat er the letter verlesen.")
    assert [set(each.points_at) for each in lines_of(item)] == [set(), set()]


def test_what_a_line_presupposes_are_its_persons_and_things() -> None:
    references = References(presumes=frozenset({"Ana Prado"}), points_at=frozenset({"letter"}))
    assert references.presupposed == {"Ana Prado", "letter"}
    introduced: dict[str, int] = {}
    introduce(References(introduces=frozenset({"Ana Prado"})), (), 3, introduced)
    assert not is_introduced(references, 5, introduced)
    introduce(References(), ("letter",), 4, introduced)
    introduce(References(), ("letter",), 7, introduced)
    assert is_introduced(references, 5, introduced)
    assert not is_introduced(references, 4, introduced)
