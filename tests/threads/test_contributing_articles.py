"""Where a thread has a report, what galleries, lists and opinion say is not what the thread says."""

from __future__ import annotations

from dataclasses import replace

from briefing.model import AnnotatedArticle
from briefing.threads.contributing_articles import contributing_articles
from briefing.threads.labels.labelled_thread import make_thread
from tests.table import table
from tests.threads import factories as f
from tests.threads.factories import item

REPORT = item(f.QUAKE, "Quake in Peru", at=f.NOON)
GALLERY = item(
    "From the carnival in Oruro to the strong quake in Peru, the best images by Lena Brandt.",
    "In pictures: the week in South America",
    at=f.hours(2),
)


def titles(*members: AnnotatedArticle, kinds: dict[str, str] | None = None) -> list[str]:
    return [each.article.title for each in contributing_articles(members, kinds)]


def test_a_gallery_is_left_out_where_there_is_a_report() -> None:
    assert titles(GALLERY, REPORT) == ["Quake in Peru"]
    assert titles(GALLERY) == ["In pictures: the week in South America"]


@table("kind", ["", "live", "question", "video", "blog"])
def test_reports_in_any_form_and_posts_contribute(kind: str) -> None:
    other = item(f.QUAKE_TWO, "Other")
    kinds = {REPORT.article.id: "", other.article.id: kind}
    assert titles(REPORT, other, kinds=kinds) == ["Quake in Peru", "Other"]


@table(
    "kind",
    ["analysis", "fact-check", "gallery", "list", "opinion", "page", "podcast", "quiz", "review", "round-up"],
)
def test_all_other_kinds_do_not(kind: str) -> None:
    other = item(f.QUAKE_TWO, "Other")
    assert titles(REPORT, other, kinds={REPORT.article.id: "", other.article.id: kind}) == ["Quake in Peru"]


def test_a_known_kind_goes_before_that_of_the_form() -> None:
    kinds = {GALLERY.article.id: "", REPORT.article.id: "page"}
    assert titles(GALLERY, REPORT, kinds=kinds) == ["In pictures: the week in South America"]


def test_a_headline_alone_makes_a_report() -> None:
    assert titles(GALLERY, item("", "Quake in Peru")) == ["Quake in Peru"]
    nameless = replace(REPORT, article=replace(REPORT.article, title=""))
    assert titles(GALLERY, nameless) == [""]


def test_a_report_without_any_words_makes_none() -> None:
    assert len(titles(GALLERY, item("", ""))) == 2


def test_title_names_and_keywords_come_from_the_reports() -> None:
    alone = make_thread("x", [REPORT])
    thread = make_thread("x", [GALLERY, REPORT])
    assert (thread.title, thread.names, thread.keywords) == (alone.title, alone.names, alone.keywords)
    assert set(thread.article_ids) == {GALLERY.article.id, REPORT.article.id}
    assert thread.last == f.hours(2)


def test_the_language_of_a_thread_is_one_of_its_reports() -> None:
    spanish = item("Las mejores fotos de la semana, del carnaval de Oruro al terremoto de Perú.", "En imágenes: Perú")
    spanish = replace(spanish, article=replace(spanish.article, language="es"))
    assert make_thread("x", [spanish, REPORT], languages=["es"]).title == "Quake in Peru"
