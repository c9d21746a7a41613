"""A fixed briefing, with what outlets write that is odd: markup, wide characters, copies, no address."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from briefing.model import (
    Article,
    ArticleRef,
    Brief,
    Briefing,
    Citation,
    Document,
    FeedReport,
    Finding,
    Health,
    JournalEntry,
    KeyQuote,
    Line,
    LinePart,
    Link,
    Rehearsal,
    RelatedThread,
    SearchHit,
    SourceFailure,
    Summary,
    Thread,
    ThreadRow,
    ThreadState,
    TimelineEvent,
)

MONDAY = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)


def day(number: int) -> datetime:
    return MONDAY + timedelta(days=number)


def cite(id_: str, outlet: str = "North Post", number: int = 0, url: str | None = None, title: str = "") -> Citation:
    address = f"https://example.org/{id_}" if url is None else url
    return Citation(id_, 10, 40, outlet, title or f"Ministers meet: part {id_}", address, day(number))


def line(text: str, source: Citation, number: int = 0, support: int = 1, part: LinePart = "") -> Line:
    return Line(text, source, support, day(number), part=part)


def ref(source: Citation, number: int = 0, copy_of: str = "", wire: str = "") -> ArticleRef:
    return ArticleRef(
        source.article_id, source.title, source.outlet, source.url, source.published, day(number), copy_of, wire
    )


A = cite("a1")
B = cite("b2", "Noticias del Sur 🇨🇴", 1, title="Ministros se reúnen *otra vez* en Bogotá")
C = cite("c3", "", 1, url="")
LONG = (
    "The ministers of Ruritania and Graustark met on Monday in the border town of Strelsau to speak about the railway"
)
LEAD = (
    line(f"{LONG}.", A, support=2, part="in_short"),
    line("Snow fell on <b>both</b> sides & stopped the [train](https://evil.example).", B, 1, part="in_short"),
    line("The old railway was closed in 1991.", A, part="before"),
)
QUOTES = (
    KeyQuote(
        "We will build the line together, station by station, until it is done", "Anna Keller", (A, B), added=day(0)
    ),
    KeyQuote("鉄道は平和の道である。私たちは共にそれを築く", "Kenji Tanaka", (B,), added=day(1)),
    KeyQuote("not a penny more", None, (C,), kind="partial", added=day(1)),
)
DOUBTED = KeyQuote("Line of Peace", None, (A,), kind="partial", confidence=0.3, added=day(0), evidence="term")
RAILWAY = Brief(
    Thread(
        "k7f3qa",
        "Keller–Rassendyll: railway across the border",
        ("a1", "b2", "c3"),
        ("Anna Keller", "Rudolf Rassendyll"),
        ("railway",),
        day(0),
        day(1),
    ),
    LEAD,
    (replace(LEAD[1], part=""), line("A second meeting is planned for May.", C, 1), line("The mail was late.", B, 1)),
    QUOTES,
    (
        TimelineEvent(datetime(2025, 12, 24, tzinfo=UTC), line("It was on 24 December 2025.", A), day_only=True),
        TimelineEvent(day(0), line("The first surveyors came to Strelsau.", A)),
        TimelineEvent(day(1), line("Workers left the station & went home.", B, 1)),
    ),
    (ref(B, 1), ref(C, 1, copy_of="a1", wire="AP"), ref(A, 0)),
    ("North Post", "Noticias del Sur 🇨🇴"),
    2,
    1,
    3.0,
    related=(RelatedThread("x4", "Graustark: *strike*", 14.5), RelatedThread("y5", "", 10.25)),
)
QUAKE_SOURCE = cite("q9", "Coast Radio", 1)
QUAKE = Brief(
    Thread("m2", "Earthquake off the coast", ("q9",), first=day(1), last=day(1), state=ThreadState(followed=True)),
    (line("The ground shook for a minute.", QUAKE_SOURCE, 1, part="in_short"),),
    (line("The ground shook for a minute.", QUAKE_SOURCE, 1),),
    articles=(ref(QUAKE_SOURCE, 1),),
    outlets=("Coast Radio",),
    independent=1,
)
HEALTH = Health(
    11,
    (
        SourceFailure("https://north.example/rss", "HTTP 404 Not Found", "North Post"),
        SourceFailure("https://www.east.example/feed", "the host cannot be looked up"),
        SourceFailure("https://west.example/feed", "the host cannot be looked up"),
    ),
    (SourceFailure("https://old.example/", "nothing new since 2026-01-01", "Old Times"),),
    day(1),
)
BRIEFING = Briefing(day(1) + timedelta(hours=1), day(0), day(1), (QUAKE, RAILWAY), HEALTH)
ROWS = (
    ThreadRow(QUAKE.thread, 1, 1, 1, 1, 4.0, "new"),
    ThreadRow(RAILWAY.thread, 3, 2, 0, 0, 3.0, "quiet"),
)

SUMMARIES = (
    Summary("a1", A.title, (ref(A),), ("north.html",), LEAD[:1], QUOTES[:1]),
    Summary("k7f3qa", "Keller: *railway*", RAILWAY.articles, ("b.eml", "-:3", "north.html"), LEAD, QUOTES[:2]),
    Summary("c3", "", (ref(C),), ("-",)),
)
DOCUMENTS = (
    Document(
        Article(
            "a1",
            A.url,
            '"Yes": #1 of <b>all</b>',
            f"{LONG}.\n# Not a heading\n---",
            "North Post",
            "Ann",
            day(0),
            links=(Link(4, 13, "https://north.example/railway?a=1&b=2"),),
        ),
        "north.html",
    ),
    Document(Article("c3", "", "true", "One line."), "-"),
)

HITS = (
    SearchHit(
        ref(A, 1),
        "rail-7",
        "Ruritania–Graustark: Railway",
        Line(f"{LONG}.", A, 1, day(1)),
        ((4, 13), (LONG.index("railway"), LONG.index("railway") + 7)),
        ((0, 9),),
        1.25,
    ),
    SearchHit(
        ref(B, 2),
        "rail-7",
        "Ruritania–Graustark: Railway",
        Line("Snow fell on <b>both</b> sides & stopped the [train](https://evil.example).", B, 1, day(1)),
        ((0, 4), (46, 51)),
    ),
    SearchHit(ref(C, 2), "x", "Untitled", Line("No word of it stands here", C, 1, day(1))),
)

FEEDS = (
    FeedReport("https://one.example/feed"),
    FeedReport(
        "https://daily.example/rss?a=1&b=<2>",
        "The [bold]Daily[/bold] News of a town with a name that is far too long for a column",
        ("world", "two words"),
        "ok",
        checked=day(0),
        last_success=day(0),
        last_entry=day(-1),
        entries=120,
        entries_a_week=12.25,
    ),
    FeedReport(
        "https://kyodo.example/feed",
        "共同通信",
        condition="failing",
        checked=day(0),
        last_success=day(-3),
        failures=4,
        error="HTTP 500 Internal Server Error",
        moved_to="https://kyodo.example/neu",
        ask_after=day(1),
        last_entry=day(-3),
        entries=2,
        entries_a_week=0.5,
        failing_since=day(-2),
    ),
    FeedReport(
        "https://gone.example/feed", "Gone\x1b[31m", condition="gone", failures=1, error="gone", failing_since=day(-9)
    ),
)

FINDINGS = (
    Finding("store", "/home/ann/briefing.db", "damaged: row 3 missing", "move it away and refresh"),
    Finding("feed", "https://kyodo.example/feed", "HTTP 500", "`briefing refresh *` tries it", "共同通信", day(-2)),
    Finding("seed", "/home/ann/seed.txt", "is not there", "put it back", serious=False),
)
CHANGES = (
    JournalEntry(2, day(1), "ann", "cli", "tag", 0, 1, "k7f3qa", "Ministers meet", "Bogotá", undone=day(2)),
    JournalEntry(1, day(0), "no gala", "rule", "mute", 2, 2),
)
REHEARSALS = (
    Rehearsal("no gala", "outlet:gala", "mute", 3, 2, muted=ROWS[:1]),
    Rehearsal("stars", "talks", "star", 9, 2, already=1, hits=HITS[:1]),
)
