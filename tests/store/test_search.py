"""Full text search: what comes first, what is shown of it, and that the index follows whatever changes articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.errors import StoreError
from briefing.model import Analysis, SearchHit
from briefing.query.parser import parse
from briefing.store import Store, articles, search
from briefing.store.search_hits import read, read_ids
from briefing.store.stored_values import Draft
from tests.store import factories, library
from tests.store.factories import hours
from tests.store.library import PIECES, STORIES, Piece
from tests.table import table

NOW = hours(2)


@pytest.fixture
def full(store: Store) -> Store:
    library.fill(store)
    return store


def find(store: Store, text: str, limit: int = 20, order: search.Order = "relevance") -> list[SearchHit]:
    return search.find(store, parse(text), NOW, limit=limit, order=order)


def names(store: Store, text: str, limit: int = 20, order: search.Order = "relevance") -> list[str]:
    known = {piece.article.id: piece.name for piece in PIECES}
    return [known.get(hit.article.id, hit.article.title) for hit in find(store, text, limit, order)]


def agrees(store: Store) -> None:
    """Check the index against what it is made of; raises where they differ."""
    store.run("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")


def marked(hit: SearchHit) -> list[str]:
    return [hit.line.text[start:end] for start, end in hit.marks]


def test_sentence_with_most_of_the_words_is_shown_with_its_place(full: Store) -> None:
    (hit,) = find(full, "petro peace")
    assert hit.line.text == "“We spoke of peace”, Petro said."
    assert marked(hit) == ["peace", "Petro"]
    assert [hit.article.title[start:end] for start, end in hit.title_marks] == ["Petro"]
    source = hit.line.source
    assert PIECES[0].text[source.start : source.end] == hit.line.text
    assert (source.article_id, source.outlet, hit.thread_id) == (PIECES[0].article.id, "North Post", "call1")
    (starred,) = find(store=full, text="shook")
    assert starred.article.starred and starred.article.tags == ("later", "top") and not starred.article.read
    assert hit.article.read and hit.thread_title == "Trump–Petro: Telephone call"


def test_accents_and_case_do_not_count(full: Store) -> None:
    assert names(full, "BOGOTA") == names(full, "bogotá") == ["b"]


def test_words_behind_the_title_alone_show_the_first_sentence(full: Store) -> None:
    (hit,) = find(full, "title:washington")
    assert (hit.line.text, hit.marks, hit.title_marks) == ("The call took an hour.", (), ((0, 10),))


def test_what_somebody_is_quoted_with_is_shown(full: Store) -> None:
    (hit,) = find(full, "speaker:gustavo")
    assert hit.line.text == "“We spoke of peace”, Petro said."
    (hit,) = find(full, "speaker:gustavo petro")
    assert (hit.line.text, marked(hit)) == ("“We spoke of peace”, Petro said.", ["Petro"])
    (hit,) = find(full, "quote:of")
    assert marked(hit) == ["of"]


def test_words_within_others_are_found_where_a_script_has_no_spaces(full: Store) -> None:
    (hit,) = find(full, "大学 星期一")
    assert hit.line.text.startswith("北京大学") and marked(hit) == ["大学", "星期一"]
    assert names(full, "speaker:王明 -上海") == names(full, "title:新报告") == ["e"]
    assert names(full, "-大学 is:unread") == ["c", "b"]


def test_what_is_not_wanted_is_not_marked(full: Store) -> None:
    (hit,) = find(full, "call -petro")
    assert marked(hit) == ["call"]


def test_without_words_the_newest_come_first(full: Store) -> None:
    assert names(full, "is:unread") == ["e", "c", "b"]
    assert names(full, "-peace") == ["e", "c", "b"]
    assert [hit.score for hit in find(full, "")] == [0.0, 0.0, 0.0, 0.0]
    assert names(full, "", limit=2) == ["e", "a"]


def test_articles_of_muted_threads_are_found_where_they_are_asked_for(full: Store) -> None:
    assert names(full, "wedding") == []
    assert names(full, "wedding is:muted") == ["d"]


def many(store: Store, number: int, title: str = "Report", text: str = "The port was calm.") -> None:
    """Store so many articles of one thread, the later ones published later."""
    pieces = [
        Piece(f"m{n}", "many", f"{title} {n}", text, published=hours(n - number), arrived=hours(n - number))
        for n in range(number)
    ]
    articles.write_drafts(store, [Draft(piece.article) for piece in pieces])
    factories.thread_up(store, factories.record("many", *[piece.article for piece in pieces]))


def test_title_and_freshness_go_before_a_mere_mention(store: Store) -> None:
    for name, age in (("recent", 48), ("old", 5000)):
        titled = Piece(name, name, f"Calm port, {name}", "Nothing.", published=hours(-age))
        articles.write_drafts(store, [Draft(titled.article)])
        factories.thread_up(store, factories.record(name, titled.article))
    many(store, 30)
    titles = [hit.article.title for hit in find(store, "port calm", limit=40)]
    assert titles[:2] == ["Calm port, recent", "Report 29"]
    assert titles.index("Report 20") < titles.index("Report 15") < titles.index("Calm port, old")
    assert [hit.article.title for hit in find(store, "port", order="date", limit=2)] == ["Report 29", "Report 28"]


def test_of_a_very_common_word_the_newest_and_those_in_titles_are_ranked(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "CANDIDATES", 5)
    old = Piece("x", "old", "The port", "Nothing.", published=hours(-2000))
    articles.write_drafts(store, [Draft(old.article)])
    factories.thread_up(store, factories.record("old", old.article))
    many(store, 30)
    titles = [hit.article.title for hit in find(store, "port", limit=20)]
    assert len(titles) == 20 and "The port" in titles
    few = [hit.article.title for hit in find(store, "port", limit=3)]
    assert few[0] == "The port" and few[1] == "Report 29"


@table(
    ("text", "expression", "rest"),
    [
        ("", "", ""),
        ("a b", '("a" AND "b")', ""),
        ("a or b", '("a" OR "b")', ""),
        ("a -b", '(("a") NOT ("b"))', ""),
        ("-a", "", "-a"),
        ("a -(b c)", '(("a") NOT (("b" AND "c")))', ""),
        ("(a -b) or c", '((("a") NOT ("b")) OR "c")', ""),
        ("a is:read -b", '(("a") NOT ("b"))', "is:read"),
        ("a (b or is:read)", '"a"', "b or is:read"),
        ("a -(b or is:read)", '"a"', "-(b or is:read)"),
        ("a or is:read", "", "a or is:read"),
        ("a or (b -outlet:x)", "", "a or (b -outlet:x)"),
        ("a or (outlet:x b)", "", "a or (outlet:x b)"),
        ("a or -b", "", "a or -b"),
        ("a 北京", '"a"', "北京"),
        ("outlet:x", "", "outlet:x"),
    ],
)
def test_words_of_a_query_are_looked_up_and_the_rest_is_a_condition(text: str, expression: str, rest: str) -> None:
    assert search.split(parse(text)) == (expression, parse(rest))


def test_score_fades_to_a_quarter_with_age(full: Store) -> None:
    (new,), (aged,), (old,) = (
        search.find(full, parse("shook"), hours(2 + 24 * days), limit=1) for days in (-9, 0, 9999)
    )
    assert new.score > aged.score > old.score == pytest.approx(new.score / 4, rel=1e-3)
    assert new.article.added
    (half,) = search.find(full, parse("shook"), new.article.added + timedelta(days=14), limit=1)
    assert half.score == pytest.approx(new.score * 5 / 8, rel=1e-3)


def test_articles_that_the_index_lacks_or_has_too_many_are_counted(full: Store) -> None:
    assert search.index_errors(full) == 0
    full.run("DELETE FROM search WHERE rowid = (SELECT min(rowid) FROM search)")
    assert search.index_errors(full) == 1
    full.run("INSERT INTO search (rowid, title) VALUES (999, 'x')")
    assert search.index_errors(full) == 2


def test_hits_of_given_articles_stand_in_their_order(full: Store) -> None:
    ids = [piece.article.id for piece in PIECES[:3]]
    hits = read_ids(full, [ids[2], "unknown", ids[0]], parse("petro"))
    assert [(hit.article.id, hit.score) for hit in hits] == [(ids[2], 0), (ids[0], 0)]
    assert read(full, [(999, 1.0)], parse("x")) == []


def test_words_that_are_left_out_are_not_marked(full: Store) -> None:
    (hit,) = find(full, "petro -(wedding or shook)")
    assert set(marked(hit)) <= {"Petro"}
    assert find(full, "speaker:gustavo -quote:calm")[0].line.text == "“We spoke of peace”, Petro said."


def test_marks_do_not_overlap(full: Store) -> None:
    (hit,) = find(full, '"spoke of" "of peace" quote:peace')
    ends = [0]
    for start, end in hit.marks:
        assert start >= ends[-1]
        ends.append(end)
    assert marked(hit) == ["spoke of", "peace"]


@pytest.mark.parametrize(
    "text", ['"a*b', "NEAR(a b)", "a AND", "title : x", "{title} x", "^a", "a + b", "rowid:1", "'"]
)
def test_syntax_of_the_index_is_no_syntax_of_ours(full: Store, text: str) -> None:
    from briefing.query.nodes import plain_words

    search.find(full, plain_words(text), NOW, limit=5)


# The index follows ---------------------------------------------------------------------------------------------------


def test_pending_articles_are_found_once_they_are_threaded(store: Store) -> None:
    piece = PIECES[0]
    articles.write_drafts(store, [Draft(piece.article)])
    assert find(store, "petro") == []
    library.thread_up(store, STORIES[0], [piece])
    assert names(store, "petro") == ["a"]
    agrees(store)


def test_changed_article_is_found_by_its_new_words_once_it_is_threaded_again(full: Store) -> None:
    changed = library.renamed(PIECES[2], title="Aftershocks in Peru", text="Windows broke. “Run”, Anna Keller said.")
    changed = replace(changed, quotes=(("Anna Keller", "Run"),))
    articles.write_drafts(full, [Draft(changed.article)])
    assert names(full, "shook") == names(full, "aftershocks") == ["c"]
    agrees(full)
    library.thread_up(full, STORIES[1], [changed])
    assert names(full, "shook") == names(full, "quote:calm") == []
    assert names(full, "windows quote:run") == ["c"]
    agrees(full)


def test_article_that_is_removed_is_not_found(full: Store) -> None:
    full.run("PRAGMA foreign_keys = ON")
    full.run("DELETE FROM article WHERE id = ?", (PIECES[0].article.id,))
    assert names(full, "peace") == []
    agrees(full)
    full.run("DELETE FROM content")
    full.run("DELETE FROM article")
    assert names(full, "call") == []
    agrees(full)


def test_index_that_does_not_agree_is_noticed(full: Store) -> None:
    full.run("DROP TRIGGER content_unsearchable")
    full.run("UPDATE content SET text = 'changed'")
    with pytest.raises(StoreError, match="damaged"):
        agrees(full)


@pytest.mark.parametrize(
    "stored", ['[{"star": 1, "end": 2}]', '[{"start": "1", "end": 2}]', "[7]", "7", '{"start": 1}']
)
@pytest.mark.parametrize("column", ["quotes", "sentences"])
def test_spans_that_no_version_writes_are_told_as_damage(full: Store, column: str, stored: str) -> None:
    full.run("UPDATE content SET analysis = json_set(analysis, ?, json(?))", (f"$.{column}", stored))
    with pytest.raises(StoreError, match="invalid JSON"):
        find(full, "petro")


steps = st.lists(
    st.tuples(
        st.sampled_from(["draft", "thread", "title", "remove", "remove content", "nothing"]),
        st.integers(0, len(PIECES) - 1),
        st.sampled_from(["one", "two words", "três “quatro”", ""]),
    ),
    max_size=12,
)


def agrees_after(folder: Path, steps: list[tuple[str, int, str]]) -> None:
    with Store.open(folder / "briefing.db") as store:
        library.fill(store)
        for step, place, words in steps:
            quotes = ((words, words),) if words else ()
            change(store, step, library.renamed(PIECES[place], text=f"{words}. “{words}” x", quotes=quotes), words)
            agrees(store)
        indexed = store.row("SELECT count(*) FROM search")[0]
        assert indexed == store.row("SELECT count(*) FROM content WHERE analysis IS NOT NULL")[0]


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_index_agrees_after_any_changes(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, str]]
) -> None:
    agrees_after(tmp_path_factory.mktemp("index"), steps)


@pytest.mark.soak
@settings(max_examples=500, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_index_agrees_after_very_many_changes(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, str]]
) -> None:
    agrees_after(tmp_path_factory.mktemp("index"), steps)


def change(store: Store, step: str, piece: Piece, words: str) -> None:
    id_ = piece.article.id
    if step == "draft":
        articles.write_drafts(store, [Draft(piece.article)])
    elif step == "thread" and articles.find(store, [id_]):
        articles.write_drafts(store, [Draft(piece.article)])
        library.thread_up(store, next(s for s in STORIES if s.id == piece.thread), [piece])
    elif step == "title":
        store.run("UPDATE article SET title = ? WHERE id = ?", (words, id_))
    elif step == "remove":
        store.run("DELETE FROM article WHERE id = ?", (id_,))
    elif step == "remove content":
        store.run("DELETE FROM content WHERE number = (SELECT number FROM article WHERE id = ?)", (id_,))


def test_text_is_stored_once(path: Path) -> None:
    """The index of a store is smaller than what it indexes: there is no second copy in it."""
    with Store.open(path) as store:
        words = " ".join(f"word{number % 700}" for number in range(4000))
        many(store, 60, text=words)
        store.run("INSERT INTO search (search) VALUES ('optimize')")
        tables = "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'search%'"
        try:
            (size,) = store.row(tables)
        except Exception:
            pytest.skip("this SQLite has no dbstat")
        assert size < 0.6 * 60 * len(words)


def test_analysis_of_a_text_without_quotes_is_indexed(store: Store) -> None:
    item = factories.article("plain")
    factories.store_drafts(store, item)
    factories.thread_up(store, factories.record("t1", item))
    assert Analysis(item.id).quotes == ()
    assert [hit.article.id for hit in find(store, "happened")] == [item.id]
