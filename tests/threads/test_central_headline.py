"""The headline that most of the newest reports agree on, by hand-made articles."""

from __future__ import annotations

from datetime import datetime

from briefing.model import Analysis, AnnotatedArticle, Article, Terms
from briefing.text.report_ages import HALVING_HOURS
from briefing.threads.labels.central_headline import ASIDE, Headline, choose_headline
from tests.table import table
from tests.threads.factories import NOON, hours

AGREED = "zorbak kelpor mubako risela tadara"
OTHER = "vinlope gortase nekbari dobolu sakuri"
LATER = "lampone dirvas tokelu barime fosteno"


def headline(
    line: str,
    outlet: str = "",
    *,
    at: datetime | None = NOON,
    lead: str = "",
    kind: str = "",
    arrived: datetime | None = None,
    wire: str = "",
) -> Headline:
    """A headline in a language without lists of phrases, whose words are its terms."""
    words = [word for word in line.split() if word.isalpha()]
    terms = Terms(title=dict.fromkeys(words, 1), lead=dict.fromkeys(lead.split(), 1), language="fi")
    article = Article(f"{outlet}{line}{at}", "", line, lead, outlet, published=at, fetched=arrived, wire=wire)
    return Headline(line, AnnotatedArticle(article, Analysis(article.id, terms=terms)), kind)


def english(line: str, **others: object) -> Headline:
    """The same in English."""
    made = headline(line, **others)  # type: ignore[arg-type]
    item = made.item
    terms = Terms(title=item.analysis.terms.title, lead=item.analysis.terms.lead, language="en")
    return Headline(line, AnnotatedArticle(item.article, Analysis(item.article.id, terms=terms)), made.kind)


def test_there_is_no_title_without_a_line() -> None:
    assert choose_headline([]) == ""
    assert choose_headline([headline("")]) == ""
    assert choose_headline([headline(""), headline("zorbak")]) == "zorbak"


def test_other_outlets_decide_not_the_headlines_own() -> None:
    members = [headline(f"{OTHER} {LATER}", "One"), headline(AGREED, "Two"), headline(f"{AGREED} dirvas", "Three")]
    assert choose_headline(members).startswith(AGREED)


def test_articles_of_one_outlet_or_agency_have_one_voice() -> None:
    two = [headline(AGREED, "One"), headline(f"{AGREED} a", "Two")]
    assert choose_headline([*[headline(f"{OTHER} {n}", "Three") for n in "bcd"], *two]) == AGREED
    assert choose_headline([*[headline(f"{OTHER} {n}", n, wire="Wire") for n in "bcd"], *two]) == AGREED
    assert choose_headline([*[headline(f"{OTHER} {n}", n) for n in "bcd"], *two]).startswith(OTHER)


def test_the_first_words_of_texts_agree_half() -> None:
    one, other = headline(AGREED, "One"), headline(OTHER, "Two")
    assert choose_headline([one, other, headline("", "Three", lead=OTHER)]) == OTHER
    assert choose_headline([one, other, headline("", "Three", lead=OTHER), headline(f"{AGREED} a", "Four")]) == AGREED


def test_the_newest_of_equal_headlines_is_the_title() -> None:
    assert choose_headline([headline(AGREED, "One"), headline(OTHER, "Two", at=hours(1))]) == OTHER
    assert choose_headline([headline(AGREED, "One", at=hours(1)), headline(OTHER, "Two")]) == AGREED


def test_reports_of_a_day_before_agree_half() -> None:
    now = hours(HALVING_HOURS)
    both = [headline(AGREED, "One", at=now), headline(OTHER, "Two", at=now), headline("", "Three", at=now, lead=AGREED)]
    old = [headline("", outlet, lead=OTHER) for outlet in "abc"]
    assert choose_headline([both[1], both[0], both[2], old[0]]) == AGREED
    assert choose_headline([*both, *old]) == OTHER


def test_an_undated_article_is_as_old_as_halves_its_weight() -> None:
    undated, dated = headline(AGREED, "One", at=None), headline(OTHER, "Two")
    assert choose_headline([undated, dated]) == OTHER
    newest = headline(LATER, "Three", lead=f"{AGREED} {OTHER}")
    assert choose_headline([headline(OTHER, "Two", at=hours(-3.5 * HALVING_HOURS)), undated, newest]) == AGREED
    assert choose_headline([undated, headline(OTHER, "Two", at=hours(-0.5 * HALVING_HOURS)), newest]) == OTHER
    assert choose_headline([undated, headline(OTHER, "Two", at=None)]) == AGREED


@table("kind", ["opinion", "blog", "round-up", "list"])
def test_what_is_no_report_makes_no_title_and_no_report_older(kind: str) -> None:
    late = headline(OTHER, "Two", at=hours(100), kind=kind)
    assert choose_headline([headline(AGREED, "One"), late]) == AGREED
    assert choose_headline([headline(AGREED, "One", at=None), late]) == AGREED
    assert choose_headline([late]) == OTHER


@table("kind", ["live", "video"])
def test_live_reports_and_videos_are_reports(kind: str) -> None:
    assert choose_headline([headline(AGREED, "One"), headline(OTHER, "Two", at=hours(1), kind=kind)]) == OTHER


def test_what_is_no_report_agrees_less() -> None:
    two = [headline(AGREED, "One"), headline(OTHER, "Two")]
    assert (
        choose_headline([*two, headline(f"{OTHER} a", "Three", kind="blog"), headline("", "Four", lead=AGREED)])
        == AGREED
    )
    assert 2 * ASIDE < 1.0


def test_a_question_makes_no_report_older() -> None:
    event, later = english(f"{AGREED} hits", outlet="One"), english(f"{OTHER}?", outlet="Two", at=hours(100))
    assert choose_headline([event, later]) == event.line


PREVIEW = "zorbak to meet kelpor in mubako tadara"


def with_previews(*events: Headline, at: datetime | None = NOON) -> str:
    """The title of two previews and these headlines."""
    return choose_headline([english(PREVIEW, outlet="One", at=at), english(PREVIEW, outlet="Two", at=at), *events])


@table("at", [NOON, None])
def test_a_preview_is_overtaken_by_a_report_that_has_half_of_its_terms(at: datetime | None) -> None:
    event = "zorbak hits kelpor in mubako"
    assert with_previews(english(event, outlet="Three", at=at), at=at) == event
    met = "kelpor leaves zorbak in tokelu"
    assert with_previews(english(met, outlet="Three", at=at, lead="mubako tadara"), at=at) == met
    assert with_previews(english(met, outlet="Three", at=at, lead="dirvas barime"), at=at) == PREVIEW
    assert with_previews(english(event, outlet="Three", at=at, kind="opinion"), at=at) == PREVIEW


def test_a_report_that_is_older_or_announces_the_event_again_overtakes_no_preview() -> None:
    event = "zorbak hits kelpor in mubako"
    assert with_previews(english(event, outlet="Three", at=NOON), at=hours(0.1)) == PREVIEW
    assert with_previews(english(event, outlet="Three", at=None), at=hours(0.1)) == event
    assert with_previews(english("zorbak is set to meet kelpor in mubako", outlet="Three")) == PREVIEW


def test_of_headlines_that_say_the_same_the_first_to_be_published_is_the_title() -> None:
    def published(after: float, line: str) -> list[Headline]:
        return [headline(AGREED, "One"), headline(line, "Two", at=hours(after))]

    same = AGREED.replace("tadara", "lampone")
    for members in (published(1, same), published(1, same)[::-1]):
        assert choose_headline(members) == AGREED
    assert choose_headline([*published(24, same), headline(f"{same} dirvas", "Three", at=hours(24))]) == same
    assert choose_headline(published(1, OTHER)) == OTHER


def test_the_title_is_the_same_however_often_one_fetches() -> None:
    def fetched(*times: float) -> list[Headline]:
        first = headline(AGREED, "One", arrived=hours(times[0]))
        other = headline(OTHER, "Two", at=hours(1), arrived=hours(times[1]))
        return [first, other, headline(f"{OTHER} dirvas", "Three", at=hours(2), arrived=hours(times[2]))]

    assert choose_headline(fetched(3, 3, 3)) == choose_headline(fetched(0, 1, 2)) == OTHER


def test_a_title_that_announces_does_not_stay_where_a_report_is_better() -> None:
    announced = headline(PREVIEW, "One", arrived=NOON)
    reported = headline(OTHER, "Two", at=hours(1), arrived=hours(1))
    other = headline(OTHER, "Three", at=hours(1), arrived=hours(1))
    assert choose_headline([announced]) == PREVIEW
    assert choose_headline([announced, reported, other]) == OTHER
