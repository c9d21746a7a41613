from __future__ import annotations

from briefing.threads.clustering.explanations import explain_founder, explain_join
from tests.table import table
from tests.threads.factories import CALL, item


@table(
    ("hours", "line"),
    [
        (0, "shares nothing; 0 h apart; 0.50"),
        (47.4, "shares nothing; 47 h apart; 0.50"),
        (48, "shares nothing; 2 days apart; 0.50"),
        (60, "shares nothing; 2 days apart; 0.50"),
        (84, "shares nothing; 4 days apart; 0.50"),
    ],
)
def test_time_between_is_given_in_hours_up_to_two_days(hours: float, line: str) -> None:
    assert explain_join(item(CALL), [], hours * 3600, 0.5) == line


def test_an_unknown_time_between_is_left_out() -> None:
    assert explain_join(item(CALL), [], None, 0.5) == "shares nothing; 0.50"


def test_names_and_terms_are_written_as_in_the_article() -> None:
    line = explain_join(item(CALL), ["@petro", "telephon", "drug"], 3600, 0.861)
    assert line == "shares name Petro and terms telephone, drugs; 1 h apart; 0.86"


def test_no_more_than_three_names_and_three_terms_are_listed() -> None:
    article = item("Weber, Duarte, Prado and Quispe spoke by telephone about drugs, tariffs and visas.")
    line = explain_join(article, ["tariff", "visa", "telephon", "drug"], 0, 1)
    assert line == "shares terms tariffs, visas, telephone; 0 h apart; 1.00"


def test_a_founder_is_told_by_the_only_topic_it_shares() -> None:
    assert explain_founder(item(CALL), None) == "founds the thread"
    assert explain_founder(item(CALL), "@petro") == "founds the thread; shares little but Petro with others"
    assert explain_founder(item(CALL), "drug") == "founds the thread; shares little but drugs with others"


def test_a_term_is_written_as_its_first_word_in_headline_or_text() -> None:
    article = item("It dredges. The dredgers came to dredge.", title="Dredging near the harbours")
    assert explain_join(article, ["dredg", "harbour"], None, 0.5) == "shares terms dredging, harbours; 0.50"
    assert explain_join(article, ["zorbak"], None, 0.5) == "shares term zorbak; 0.50"


@table(
    ("text", "root", "written"),
    [
        ("A predredging dredging", "dredg", "dredging"),  # not inside another word
        ("A pre-dredging day", "dredg", "dredging"),
        ("The dredgx dredged", "dredg", "dredged"),
        ("dredging", "dredg", "dredging"),
        ("Some 2,500 ships", "2,500", "2,500"),
        ("An x here", "x", "x"),
        (f"{'. ' * 300} dredging", "dredg", "dredg"),  # too far down
    ],
)
def test_the_word_of_a_stem_begins_where_a_word_begins(text: str, root: str, written: str) -> None:
    assert explain_join(item(text), [root], None, 0.5) == f"shares term {written}; 0.50"


def test_a_name_is_written_in_full_or_by_its_last_word_as_the_term_is() -> None:
    article = item(CALL)
    assert explain_join(article, ["@gustavo petro"], None, 0.5) == "shares name Gustavo Petro; 0.50"
    assert explain_join(article, ["@petro"], None, 0.5) == "shares name Petro; 0.50"
    assert explain_join(article, ["@zorbak"], None, 0.5) == "shares name zorbak; 0.50"


def test_words_of_the_articles_names_are_not_listed_as_terms() -> None:
    line = explain_join(item(CALL), ["@petro", "petro", "gustavo", "drug"], None, 0.5)
    assert line == "shares name Petro and term drugs; 0.50"


def test_more_than_three_names_are_cut() -> None:
    terms = ["@a", "@b", "@c", "@d"]
    assert explain_join(item(CALL), terms, None, 0.5) == "shares names a, b, c; 0.50"
