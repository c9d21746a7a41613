"""Articles as drafts, with pages to come, pending and read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from briefing.model import Analysis, Link, Quote, Sentence, Terms
from briefing.store import Store, article_pages, articles, sources, write_threads
from briefing.store.columns import to_micros
from briefing.store.stored_values import Draft, Plan, SeenEntry, SourceState, Threading
from tests.store.factories import NOON, article, hours, record, source, store_drafts, with_thread


def test_article_comes_back_as_it_was_stored(store: Store) -> None:
    first = replace(article("a"), author="Ann", language="en", origin="feed", wire="AP", source_id=source().id)
    first = replace(first, links=(Link(0, 4, "https://a.example/x"), Link(5, 9, "https://b.example/\u00e9")))
    store_drafts(store, first)
    by_id = articles.find(store, [first.id, "unknown"])
    assert by_id.keys() == {first.id}
    assert by_id[first.id].article == first
    assert by_id[first.id].pending
    assert by_id[first.id].place == 0


def test_changed_article_keeps_its_first_arrival(store: Store) -> None:
    first = article("a")
    store_drafts(store, first)
    store_drafts(store, replace(first, text="Other text.", fetched=hours(5)))
    stored = articles.find(store, [first.id])[first.id].article
    assert stored.text == "Other text."
    assert stored.fetched == NOON


def test_pending_articles_come_newest_first_and_undated_ones_by_arrival(store: Store) -> None:
    early = article("early", published=hours(-2))
    late = article("late", published=hours(2))
    undated = article("undated", published=None)
    store_drafts(store, late, undated, early)
    assert [each.article.title for each in articles.pending(store, 10)] == [
        "Title late",
        "Title undated",
        "Title early",
    ]
    assert articles.count_pending(store) == (3, 0)


def test_analysis_comes_back(store: Store) -> None:
    item = article("a")
    analysis = Analysis(
        item.id,
        (Sentence(0, 11, article_id=item.id),),
        (),
        (Quote(0, 4, "Ann", article_id=item.id),),
        Terms({"titl": 1}, {"ann": 2}, {"happen": 3}),
    )
    store_drafts(store, item)
    assert articles.annotated(store, item.id) is not None
    write_threads.write(store, Threading((analysis,), {item.id: "t1"}, (record("t1", item),), NOON))
    annotated = articles.annotated(store, item.id)
    assert annotated is not None
    assert annotated.analysis == analysis
    assert [member.analysis for member in articles.members(store, [item.id])] == [analysis]
    assert articles.count_pending(store) == (0, 0)


def test_edited_article_is_pending_again_and_knows_its_thread(store: Store) -> None:
    item = article("a")
    with_thread(store, "t1", item)
    store_drafts(store, replace(item, text="Edited."))
    assert [(each.article.id, each.thread_id) for each in articles.pending(store, 10)] == [(item.id, "t1")]
    assert articles.count_pending(store) == (0, 1)


def test_pages_are_due_newest_first_within_the_budget(store: Store) -> None:
    items = [article(str(number), published=hours(number)) for number in range(4)]
    plan = Plan(SourceState(source()), (), tuple(Draft(item, wants_page=True) for item in items))
    sources.write_plan(store, plan)
    due = [pending.article for pending in articles.pages_due(store, NOON)]
    assert [item.title for item in due] == ["Title 3", "Title 2", "Title 1", "Title 0"]
    article_pages.limit_pages_due(store, [item.id for item in due[:2]], NOON, hours(1), NOON)
    assert [item.article.title for item in articles.pages_due(store, NOON)] == ["Title 3", "Title 2"]
    assert len(articles.pages_due(store, hours(1))) == 4
    article_pages.limit_pages_due(store, [], hours(1), hours(2), too_old=hours(1))
    assert articles.pages_due(store, hours(9)) == []


def test_page_that_failed_is_due_later_and_outside_of_the_budget_until_then(store: Store) -> None:
    items = [article(str(number), published=hours(number)) for number in range(3)]
    sources.write_plan(store, Plan(SourceState(source()), (), tuple(Draft(item, wants_page=True) for item in items)))
    article_pages.record_failed_page(store, items[0].id, hours(1))
    article_pages.record_failed_page(store, items[1].id, None)
    article_pages.limit_pages_due(store, [], NOON, hours(9), hours(9))
    assert articles.pages_due(store, NOON) == []
    (later,) = articles.pages_due(store, hours(1))
    assert (later.article.id, later.tries) == (items[0].id, 1)
    store_drafts(store, items[0])
    assert articles.pages_due(store, hours(1)) == []


def test_only_known_entries_are_heard(store: Store) -> None:
    plan = Plan(SourceState(source()), (SeenEntry("k1", "f1", "a1"), SeenEntry("k2", "f2", "a2")))
    sources.write_plan(store, plan)
    assert {key: known.fingerprint for key, known in sources.entries(store, source().id, ["k1", "k3"]).items()} == {
        "k1": "f1"
    }
    assert sources.entries(store, source("b").id, ["k1"]) == {}
    assert sources.article_of(store, source().id, "k2") == "a2"
    assert sources.article_of(store, source().id, "k3") == ""


def test_lone_surrogates_do_not_break_the_store(store: Store) -> None:
    item = replace(article("a"), text="bad \ud800 mark", title="\udfff")
    store_drafts(store, item)
    stored = articles.find(store, [item.id])[item.id].article
    assert stored.text == "bad ? mark"
    assert len(stored.text) == len(item.text)


def test_entries_are_found_by_identifier_and_by_address_with_all_that_is_known_of_them(store: Store) -> None:
    one = SeenEntry("k1", "f1", "a1", "guid", "a1", "title", datetime(2026, 3, 1, tzinfo=UTC), "its text is empty")
    two = SeenEntry("k2", "f2", "a2", "", "a1", "title")
    sources.write_plan(store, Plan(SourceState(source()), (one,)))
    sources.write_plan(
        store, Plan(SourceState(source("b")), (two, replace(one, key="k3", article_id="a3", address="a3")))
    )

    def alike(guids: list[str], addresses: list[str]) -> set[str]:
        return {heard.key for heard in sources.entries_alike(store, source().id, guids, addresses)}

    assert sources.entries(store, source().id, ["k1"]) == {"k1": one}
    assert alike(["guid"], []) == {"k1"}
    assert alike([], ["a1", "a3"]) == {"k1"}
    assert alike([""], []) == alike([], []) == set()


def test_article_that_nobody_has_seen_leaves_its_id_to_another(store: Store) -> None:
    store_drafts(store, article("x"))
    old = article("x").id
    heard = SeenEntry("k", "f", old, address=old)
    sources.write_plan(store, Plan(SourceState(source("b")), (heard,)))
    plan = Plan(SourceState(source()), drafts=(Draft(replace(article("y"), id=old)),), renamed={old: "new"})
    sources.write_plan(store, plan)
    assert {id_: row.article.title for id_, row in articles.find(store, [old, "new"]).items()} == {
        old: article("y").title, "new": article("x").title
    }  # fmt: skip
    assert sources.entries(store, source("b").id, ["k"])["k"].article_id == "new"


def test_what_is_stored_beside_an_article(store: Store) -> None:
    one, two = article("one"), article("two")
    with_thread(store, "t1", one)
    articles.write_drafts(store, [Draft(two, wants_page=True)])
    by_id = articles.find(store, [one.id, two.id])
    assert [(by_id[each.id].pending, by_id[each.id].wants_page, by_id[each.id].thread_id) for each in (one, two)] == [
        (False, False, "t1"),
        (True, True, ""),
    ]
    assert articles.stored(store, [one.id, "unknown"]) == {one.id}
    assert articles.threads_of(store, [one.id, two.id, "unknown"]) == ["t1"]
    assert articles.analysed_texts(store, [one.id, "unknown"]) == {one.id: one.text}


def test_marks_on_the_articles_of_a_thread(store: Store) -> None:
    one, two = article("one"), article("two")
    with_thread(store, "t1", one, two)
    store.run("UPDATE article SET read = id = ?1, starred = id <> ?1, unfolded = id = ?1", (one.id,))
    store.run("INSERT INTO article_tag (number, tag) SELECT number, 'top' FROM article WHERE id = ?", (one.id,))
    states = articles.states(store, "t1")
    assert [(states[each.id].read, states[each.id].starred, states[each.id].tags) for each in (one, two)] == [
        (True, False, ("top",)),
        (False, True, ()),
    ]
    assert articles.unfolded(store, ["t1", "t2"]) == {one.id}


def test_articles_of_threads_by_arrival(store: Store) -> None:
    one, two, three = article("one"), article("two", arrived=hours(1)), article("three", arrived=hours(2))
    with_thread(store, "t1", two, one)
    with_thread(store, "t2", three)
    assert articles.ids_in_thread(store, "t1") == [one.id, two.id]
    assert {id_: sorted(ids) for id_, ids in articles.in_threads(store, ["t1", "t2", "t3"]).items()} == {
        "t1": sorted([one.id, two.id]),
        "t2": [three.id],
    }
    assert articles.in_threads(store, ["t1", "t2"], hours(1)) == {"t1": [one.id]}
    assert articles.ids_until(store, "t1", NOON) == [one.id]
    store.run("UPDATE article SET edited = ? WHERE id = ?", (to_micros(hours(1)), one.id))
    assert articles.ids_until(store, "t1", NOON) == []
    assert articles.ids_like(store, three.id[:6], 9) == [three.id]


def test_terms_of_another_stemmer_are_counted_again_unless_they_are_wanted_as_stored(store: Store) -> None:
    from briefing.text.terms import STEMMER

    item = article("a")
    store_drafts(store, item)
    analysis = Analysis(item.id, terms=Terms({"odd": 1}))
    write_threads.write(store, Threading((analysis,), {item.id: "t1"}, (record("t1", item),), NOON))
    for stemmer, as_stored, is_kept in ((STEMMER, False, True), (STEMMER - 1, False, False), (STEMMER - 1, True, True)):
        store.run("UPDATE content SET stemmer = ?", (stemmer,))
        (member,) = articles.members(store, [item.id], as_stored=as_stored)
        assert (member.analysis.terms == analysis.terms) is is_kept


def test_text_that_an_analysis_refers_to_stays_until_the_next_one(store: Store) -> None:
    item = replace(article("a"), links=(Link(0, 1, "https://a.example/"),))
    with_thread(store, "t1", item)
    for text in ("First edit.", "Second edit."):
        store_drafts(store, replace(item, text=text))
        assert articles.analysed_texts(store, [item.id]) == {item.id: item.text}
        assert articles.find(store, [item.id])[item.id].article.text == text
        annotated = articles.annotated(store, item.id)
        assert annotated and (annotated.article.text, annotated.article.links) == (item.text, ())
    assert articles.annotated(store, "unknown") is None
