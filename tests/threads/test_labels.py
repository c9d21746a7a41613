"""Leading names and keywords of a thread, by hand-made articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from briefing.model import Analysis, AnnotatedArticle, Article, Name, NameKind, Terms
from briefing.threads.labels.keywords import rank_words
from briefing.threads.labels.labelled_thread import make_thread
from briefing.threads.labels.leading_names import SAMPLE, Leading, rank_names, sample
from briefing.threads.labels.titles import best_headline, make_title, name_matter
from tests.table import table


def name(full: str, kind: NameKind = "person", *mentions: int) -> Name:
    """A name with mentions at these offsets, by default one far down in the text."""
    return Name(full, kind, tuple((start, start + 1) for start in mentions or (900,)))


def article(
    *names: Name, title: str = "", text: str = "", outlet: str = "", wire: str = "", id_: str = "a"
) -> AnnotatedArticle:
    terms = Terms(title=dict.fromkeys(title.casefold().split(), 1))
    return AnnotatedArticle(Article(id_, "", title, text, outlet, wire=wire), Analysis(id_, names=names, terms=terms))


@table(
    ("names", "title", "weight"),
    [
        (name("Ana Prado"), "", 1 + 1 / 8),
        (name("Ana Prado", "person", 900, 910), "", 1 + 2 / 8),
        (name("Ana Prado", "person", *range(900, 912)), "", 1 + 1),
        (name("Ana Prado", "person", 299), "", 1 + 1 + 1 / 8),
        (name("Ana Prado", "person", 300), "", 1 + 1 / 8),
        (name("Ana Prado"), "So says Ana Prado", 1 + 1 + 1 / 8),
        (name("Norland", "place"), "", 1 + 1 / 8),
        (name("Ana Prado", "unknown"), "", 0.4 * (1 + 1 / 8)),
    ],
)
def test_a_name_weighs_more_if_it_stands_early_and_often_and_is_of_a_known_kind(
    names: Name, title: str, weight: float
) -> None:
    (leading,) = rank_names([article(names, title=title)])
    assert leading.weight == pytest.approx(weight)


def test_names_are_ranked_by_the_sum_of_their_weights_and_then_by_letter() -> None:
    members = [article(name("Ana Prado"), name("Norland", "place")), article(name("Norland", "place")), article()]
    ranked = rank_names(members)
    assert [each.full for each in ranked] == ["Norland", "Ana Prado"]
    assert [each.share for each in ranked] == pytest.approx([2 / 3, 1 / 3])
    assert ranked[0].weight == pytest.approx(2 * ranked[1].weight)
    assert [each.full for each in rank_names([article(name("Bo Lind"), name("Al Berg"))])] == ["Al Berg", "Bo Lind"]


def test_persons_are_one_by_their_last_name_and_other_names_as_a_whole() -> None:
    members = [
        article(name("Ana Prado"), name("Norland Steel", "organization")),
        article(name("PRADO"), name("Arvik Steel", "organization")),
    ]
    ranked = {each.full: each for each in rank_names(members)}
    assert ranked.keys() == {"Ana Prado", "Norland Steel", "Arvik Steel"}
    assert (ranked["Ana Prado"].short, ranked["Norland Steel"].short) == ("Prado", "Norland Steel")


def test_the_most_frequent_kind_of_a_name_is_its_kind() -> None:
    members = [article(name("Norland", kind)) for kind in ("unknown", "place", "place")]
    assert [each.kind for each in rank_names(members)] == ["place"]


def test_outlets_agencies_and_empty_names_are_left_out() -> None:
    names = (name("Island Post", "organization"), name("AP", "organization"), name(" "), name("Ana Prado"))
    members = [article(*names), article(outlet="island post"), article(wire="AP")]
    assert [each.full for each in rank_names(members)] == ["Ana Prado"]


def test_of_a_big_thread_the_first_and_last_articles_are_examined() -> None:
    members = [article(id_=str(number)) for number in range(SAMPLE + 1)]
    assert sample(members[:SAMPLE]) == members[:SAMPLE]
    assert sample(members) == members[: SAMPLE // 2] + members[SAMPLE // 2 + 1 :]


def test_words_are_ranked_by_articles_and_rarity_and_written_in_their_most_frequent_form() -> None:
    members = [
        article(text="The dredgers came. Dredging began, dredging stopped."),
        article(text="They began dredging near the harbour."),
    ]
    assert rank_words(members)[:2] == rank_words(members, most=2) == ["dredging", "dredgers"]


@table(
    ("title", "text", "first"),
    [
        ("a zorbak", "the kelpor, kelpor", "kelpor"),  # twice early is more than once in the headline
        ("a zorbak", "the kelpor", "zorbak"),
        ("", f"the zorbak {'. ' * 220} kelpor", "zorbak"),
        ("", f"{'. ' * 220} zorbak kelpor kelpor", "kelpor"),
        ("", f"the kelpor, kelpor {'. ' * 750} zorbak zorbak zorbak zorbak zorbak", "kelpor"),
    ],
)
def test_words_of_the_headline_and_the_beginning_count_more(title: str, text: str, first: str) -> None:
    assert rank_words([article(title=title, text=text)])[0] == first


def test_a_word_that_one_article_repeats_weighs_no_more_than_ten() -> None:
    members = [article(text="zorbak " * 40), *(article(title="kelpor", text="kelpor kelpor") for _ in range(2))]
    assert rank_words(members) == ["kelpor", "zorbak"]


def test_keywords_are_those_of_the_language_of_most_articles() -> None:
    german = [article(title="Die Fabriken und der Brand", text="Fabrik, Brand und Regierung.") for _ in range(2)]
    german = [replace(each, analysis=replace(each.analysis, terms=Terms(language="de"))) for each in german]
    assert rank_words([*german, article(title="the fabrik")])[:2] == ["fabrik", "brand"]
    assert "und" not in rank_words(german) and "und" in rank_words([article(text="Fabrik und Brand")])


def test_names_short_words_numbers_and_stop_words_are_no_keywords() -> None:
    text = "The harbour of Norland is up by 12 % as Prado and the Colombian said on the b2b. Colombian harbour"
    member = article(name("Ana Prado"), text=text)
    assert rank_words([member], ["Up Times"]) == ["harbour"]
    assert "harbour" not in rank_words([member], ["Harbour Post"])


def leading(full: str, kind: NameKind = "person", share: float = 1.0, weight: float = 2.0) -> Leading:
    return Leading(full, kind, share, weight)


@table(
    ("names", "matter", "title"),
    [
        ([leading("Ana Prado"), leading("Bo Lind")], "first call", "Prado–Lind: first call"),
        ([leading("Ana Prado", share=0.5), leading("Bo Lind", weight=1.0)], "call", "Prado–Lind: call"),
        ([leading("Ana Prado"), leading("Bo Lind", weight=0.9)], "call", "Ana Prado, Bo Lind: call"),
        ([leading("Ana Prado"), leading("Bo Lind", share=0.4)], "call", "Ana Prado, Bo Lind: call"),
        ([leading("Norland", "place"), leading("Ana Prado"), leading("Bo Lind")], "call", "Prado–Lind: call"),
        ([*[leading("Norland", "place")] * 3, leading("Ana Prado"), leading("Bo Lind")], "", "Norland, Norland"),
        ([leading("Ana Prado")], "call", "Ana Prado: call"),
        ([leading("Ana Prado")], "", "Ana Prado"),
        ([], "call, talks", "Call, talks"),
        ([], "", ""),
    ],
)
def test_names_and_what_they_are_about_make_a_title(names: Sequence[Leading], matter: str, title: str) -> None:
    assert name_matter(names, matter) == title


def test_a_title_is_a_headline_of_any_form_else_names_and_keywords() -> None:
    ana = [leading("Ana Prado")]
    assert make_title([article(title="Storm hits the coast")], ana, ["call"]) == "Storm hits the coast"
    assert make_title([article(title="Will it rain?")], ana, ["call"]) == "Will it rain?"
    assert make_title([article(title="Live: the storm on the coast")], ana, ["call"]) == "The storm on the coast"
    assert make_title([article(title="Island Post", outlet="Island Post")], ana, ["call"]) == "Ana Prado: call"
    assert make_title([article()], ana, ["call", "talks"]) == "Ana Prado: call, talks"
    assert make_title([article()], [], []) == "Untitled"
    assert make_title([], [leading("ISLAND POST REPORTERS")], []) == "Island post reporters"


def test_outlets_and_agencies_are_no_part_of_a_title() -> None:
    members = [article(title="Storm hits coast - Daily Bread"), article(outlet="Daily Bread")]
    assert best_headline(members) == "Storm hits coast"
    members = [article(title="Storm hits coast - Bread Wire"), article(wire="Bread Wire")]
    assert best_headline(members) == "Storm hits coast"


def test_a_headline_in_capitals_is_written_as_most_texts_write_its_words() -> None:
    told = "We saw zorbak.\nIn Vilnius, ZORBAK met Zorbak and Zorbak"
    assert best_headline([article(title="ZORBAK IN VILNIUS NOW", text=told)]) == "Zorbak in Vilnius now"
    loud = "THE KELPOR OF VILNIUS WAS THERE"
    assert best_headline([article(title="ZORBAK IN VILNIUS NOW", text=loud)]) == "Zorbak in Vilnius now"


def test_a_thread_has_up_to_six_names_and_eight_keywords() -> None:
    names = [name(f"Ana {letter}berg") for letter in "ABCDEFGH"]
    text = "zorbak kelpor mubako risela tadara vinlope gortase nekbari dobolu sakuri"
    thread = make_thread("x", [article(*names, text=text, outlet="Zorbak")])
    assert thread.names == tuple(f"Ana {letter}berg" for letter in "ABCDEF")
    assert len(thread.keywords) == 8
    assert "zorbak" not in thread.keywords
    assert (thread.first, thread.last) == (None, None)
