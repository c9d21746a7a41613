from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from briefing.model import AnnotatedArticle, Article, Name
from briefing.text.analysis import analyse
from briefing.threads.labels.capitals import is_loud
from briefing.threads.labels.headline_cleaner import clean_headline
from briefing.threads.labels.headline_forms import is_teaser
from briefing.threads.labels.labelled_thread import document_title, make_thread
from briefing.threads.labels.leading_names import rank_names
from tests.table import table
from tests.threads import factories as f
from tests.threads.factories import item


@table(
    ("title", "cleaned"),
    [
        ("Storm hits the coast - BBC News", "Storm hits the coast"),
        ("Storm hits the coast | The Island Post", "Storm hits the coast"),
        ("Storm hits the coast – Daily Bread", "Storm hits the coast"),
        ("Watch: Storm hits the coast", "Storm hits the coast"),
        ("BREAKING: LIVE UPDATES: Storm hits the coast", "Storm hits the coast"),
        ("STORM HITS THE COAST OF PERU", "Storm hits the coast of Peru"),
        ("Peace talks - the third round", "Peace talks - the third round"),
        ("Iran: talks begin", "Iran: talks begin"),
        ("Daily Bread", ""),
        ("DAILY BREAD - Daily Bread", ""),
    ],
)
def test_headline_loses_outlet_kicker_and_shouting(title: str, cleaned: str) -> None:
    assert clean_headline(title, {"Daily Bread"}, {"peru": "Peru"}) == cleaned


@table(
    ("title", "written"),
    [
        ("ESP32-S3 USB UVC WebCam", "ESP32-S3 USB UVC WebCam"),
        ("EA SPORTS FC™ 25", "EA sports FC™ 25"),
        ("NATO AND EU WARN MOSCOW OF F-35 FLIGHTS", "NATO and EU warn Moscow of F-35 flights"),
        ("FIRE AT McDONALD'S", "Fire at McDonald's"),
        ("UN CHIEF MEETS GUTERRES' DEPUTY IN KYIV", "UN chief meets Guterres' deputy in Kyiv"),
        ("NASA ESA JAXA", "Nasa ESA Jaxa"),
        ("WORLD WAR I", "World war I"),
        ("SMITE 2", "SMITE 2"),
        ("STORM", "STORM"),
    ],
)
def test_only_what_shouts_is_made_small(title: str, written: str) -> None:
    forms = {"nato": "NATO", "moscow": "Moscow", "mcdonald's": "McDonald's", "guterres": "Guterres", "kyiv": "Kyiv"}
    assert clean_headline(title, (), forms) == written


def test_words_of_a_headline_in_capitals_are_written_as_the_texts_write_them() -> None:
    told = "Officials of NATO met in Vilnius on Monday. They spoke of drones, and of NATO in Vilnius."
    assert make_thread("x", [item(told, "NATO OFFICIALS MEET IN VILNIUS")]).title == "NATO officials meet in Vilnius"


def test_capitals_are_written_in_the_language_of_most_articles_of_the_thread() -> None:
    shout = item("Norland y Sudria firmaron", "NORLAND Y SUDRIA FIRMAN ACUERDO EN LA CAPITAL")
    texts = (
        f"Los ministros de Norland y Sudria firmaron un acuerdo en la capital, dijo el portavoz número {n}."
        for n in "12"
    )
    assert make_thread("x", [shout, *map(item, texts)]).title == "Norland y Sudria firman acuerdo en la capital"


@given(st.text(max_size=300))
def test_any_headline_is_taken(title: str) -> None:
    line = clean_headline(title, {title[:5]}, {title[5:9].lower(): title[5:9]})
    assert "\n" not in line and isinstance(is_teaser(line), bool)


def test_title_is_the_headline_most_like_the_others() -> None:
    members = [
        item(f.QUAKE, "Rescue teams on their way"),
        item(f.QUAKE_TWO, "Strong earthquake strikes coast of Peru"),
        item(f.QUAKE_THREE, "Earthquake in Peru: emergency on the coast"),
    ]
    assert make_thread("x", members).title == "Strong earthquake strikes coast of Peru"


@table("title", ["Here is why you should care", "Will Trump and Petro talk?", "About", "Why?"])
def test_the_only_headline_is_the_title_whatever_its_form(title: str) -> None:
    assert make_thread("x", [item(f.CALL, title)]).title == title


@table(
    "other",
    [
        *("Will the earthquake on the coast of Peru change the country?", "The earthquake on the coast of Peru…"),
        *("What to know about the earthquake on the coast of Peru", "The coast of Peru", "Earthquake"),
        "From the beach of Peru to the market of Arequipa, the earthquake changed the coast",
        "FACTBOX-Earthquakes that struck the coast of Peru near Arequipa",
        "Opinion: Earthquake struck the coast of Peru near Arequipa and nobody cares",
        "Rescue teams of many towns say that the strong earthquake struck the coast of Peru near Arequipa at night",
    ],
)
def test_a_headline_that_tells_the_event_is_the_title_before_newer_ones_that_do_not(other: str) -> None:
    newer = item(f.QUAKE, other, at=f.hours(3), outlet="Two")
    assert make_thread(
        "x", [newer, item(f.QUAKE_TWO, "Earthquake strikes coast of Peru", at=f.NOON, outlet="One")]
    ).title == ("Earthquake strikes coast of Peru")


def test_a_preview_is_no_title_once_a_later_report_tells_the_event() -> None:
    early = item(f.CALL, "Trump and Petro to hold telephone call about drugs", at=f.NOON, outlet="One")
    more = item(f.CALL, "Trump to hold telephone call with Petro about drugs", at=f.hours(2), outlet="Two")
    late = item(f.CALL_TWO, "Trump and Petro wrap up telephone call about drugs", at=f.hours(4), outlet="Three")
    assert make_thread("x", [early, more]).title in (early.article.title, more.article.title)
    assert make_thread("x", [early, more, late]).title == late.article.title
    assert make_thread("x", [late, early, more]).title == late.article.title


def test_a_preview_of_another_event_stays() -> None:
    preview = item(f.CALL_TWO, "Petro to visit the White House in March", at=f.hours(1), outlet="One")
    other = item(f.CALL_TWO, "White House of Trump prepares to visit Petro in March", at=f.hours(1), outlet="Two")
    call = item(f.CALL, "Trump and Petro speak of drugs", at=f.hours(2), outlet="Three")
    assert "White House" in make_thread("x", [preview, other, call]).title


def test_the_newest_reports_outweigh_older_ones() -> None:
    old = [item(f.QUAKE, "Strong earthquake strikes coast of Peru", at=f.NOON, outlet=name) for name in ("One", "Two")]
    new = [
        item(f.QUAKE_THREE, "Peru declares emergency after earthquake", at=f.hours(60), outlet="Three"),
        item(f.QUAKE_THREE, "President of Peru declares emergency in Arequipa", at=f.hours(62), outlet="One"),
    ]
    assert "emergency" in make_thread("x", [*old, *new]).title


def test_an_outlet_with_many_reports_has_one_voice() -> None:
    busy = [
        item(f.QUAKE, f"Miners of Arequipa strike over wages, day {day}", at=f.NOON, outlet="Busy") for day in range(4)
    ]
    others = [
        item(f.QUAKE_TWO, "Earthquake strikes coast of Peru", at=f.NOON, outlet="One"),
        item(f.QUAKE_THREE, "Earthquake in Peru strikes the coast", at=f.NOON, outlet="Two"),
    ]
    assert "Earthquake" in make_thread("x", [*busy, *others]).title


def test_a_newsroom_gives_the_title_before_a_blog() -> None:
    blog = item(f.QUAKE_TWO, "My coast of Peru shakes in a strong earthquake", at=f.hours(1), outlet="Blog")
    news = item(f.QUAKE, "Strong earthquake strikes coast of Peru", at=f.NOON, outlet="News")
    assert make_thread("x", [news, blog], kinds={blog.article.id: "blog"}).title == news.article.title
    assert make_thread("x", [news, blog], kinds={news.article.id: "blog"}).title == blog.article.title


def test_a_title_stays_until_another_headline_is_clearly_better() -> None:
    first = item(f.QUAKE, "Strong earthquake strikes coast of Peru", at=f.NOON, outlet="One")
    same = item(f.QUAKE_TWO, "Strong earthquake hits coast of Peru", at=f.hours(2), outlet="Two")
    better = item(f.QUAKE_THREE, "Peru declares emergency after earthquake", at=f.hours(40), outlet="Three")
    more = item(f.QUAKE_THREE, "Emergency declared in Peru, president says", at=f.hours(41), outlet="Four")
    stored = [f.arrived(each, each.article.published or f.NOON) for each in (first, same, better, more)]
    assert [make_thread("x", stored[:number]).title for number in (1, 2, 4)] == [
        first.article.title,
        first.article.title,
        better.article.title,
    ]


def test_of_equal_headlines_the_first_to_arrive_is_the_title() -> None:
    titles = ["Earthquake strikes coast of Peru", "Coast of Peru strikes earthquake"]
    for order in (titles, titles[::-1]):
        members = [item(f.QUAKE, title, outlet=name) for title, name in zip(order, ("One", "Two"), strict=True)]
        assert make_thread("x", members).title == order[0]


LONG_CALL = (
    "In a late turn, Norwegian Prime Minister Karin Aldous and Swedish Foreign Minister Bo Lindqvist have signed their"
    " first direct fishing agreement. The fishing agreement ends a dispute of years, Karin Aldous said on Monday. "
    "Bo Lindqvist praised Karin Aldous for the agreement."
)


@table("title", ["", "headline"])
def test_a_text_without_a_headline_is_titled_by_two_persons_and_what_they_did(title: str, seed_text: str) -> None:
    opening = seed_text.partition(", ")[2].partition(", lasting")[0]
    thread = make_thread("x", [item(seed_text, title and opening)])
    assert thread.title == "Trump–Petro: first direct telephone conversation"
    assert thread.names[:2] == ("Donald Trump", "Gustavo Petro")
    assert "call" in thread.keywords
    made = make_thread("x", [item(LONG_CALL, title and LONG_CALL.partition(", ")[2].partition(".")[0])]).title
    assert made == "Aldous–Lindqvist: first direct fishing agreement"


def test_a_long_opening_as_headline_is_broken_off_where_it_names_no_two_persons() -> None:
    opening = "The council of the old town of Norville voted for the new budget of the year on Monday evening at ten"
    text = f"{opening}. The mayor left."
    assert make_thread("x", [item(text, opening)]).title == f"{opening[:76]}…"
    assert document_title(item(text, opening)) == f"{opening[:76]}…"
    assert make_thread("x", [item("The mayor left.", opening)]).title == opening
    assert document_title(item("The mayor left.", opening)) == opening
    assert make_thread("x", [item(text, opening[:62])]).title == opening[:62]


def _said(language: str, text: str, title: str, at: float, outlet: str) -> AnnotatedArticle:
    article = Article.from_text(text, title=title, published=f.hours(at), outlet=outlet)
    article = replace(article, language=language)
    return AnnotatedArticle(article, analyse(article))


@table(
    ("language", "announced", "question", "report"),
    [
        (
            "en",
            "Senate of Halden to vote on budget on Sunday",
            "Will the government survive?",
            "The Senate of Halden rejected the budget by 48 votes to 44|, and Prime Minister Krag offered to go.",
        ),
        (
            "en",
            "Senate of Halden to vote on budget on Sunday",
            "The Halden Vote",
            "The Senate of Halden rejected the budget on Sunday|.",
        ),
        (
            "es",
            "El Senado de Halden votará el presupuesto el domingo",
            "¿Caerá el Gobierno?",
            "El Senado de Halden rechazó el domingo el presupuesto|, y la ministra de las islas ofreció su renuncia.",
        ),
        (
            "de",
            "Senat von Halden stimmt am Sonntag über Haushalt ab",
            "Stürzt die Regierung?",
            "Der Senat von Halden hat am Sonntag den Haushalt abgelehnt|, und die Regierung bot ihren Rücktritt an.",
        ),
        (
            "fr",
            "Le Sénat de Halden votera dimanche le budget",
            "Le gouvernement va-t-il tomber ?",
            "Le Sénat de Halden a rejeté dimanche le budget|, et la ministre des îles a proposé sa démission au roi.",
        ),
        (
            "pt",
            "Senado de Halden votará orçamento no domingo",
            "O governo vai cair?",
            "O Senado de Halden rejeitou no domingo o orçamento|, e a ministra das ilhas ofereceu ao rei a renúncia.",
        ),
    ],
)
def test_an_announcement_is_no_title_once_the_lead_of_a_report_under_another_headline_tells_the_event(
    language: str, announced: str, question: str, report: str
) -> None:
    members = [
        _said(language, f"{announced}.", announced, 0, "One"),
        _said(language, f"{announced}!", announced, 1, "Two"),
    ]
    late = _said(language, report.replace("|", ""), question, 30, "One")
    assert make_thread("x", members).title == announced
    assert make_thread("x", [*members, late]).title == report.split("|")[0]
    assert make_thread("x", [late, *members]).title == report.split("|")[0]


def test_an_announcement_stays_the_title_where_a_later_question_only_announces_it() -> None:
    early = item(f.CALL, "Trump and Petro to hold telephone call about drugs", at=f.NOON, outlet="One")
    asked = "Trump and Petro are set to hold a telephone call about drugs on Wednesday."
    late = item(asked, "Will the telephone call of Trump and Petro end the drugs?", at=f.hours(4), outlet="Two")
    assert make_thread("x", [early, late]).title == early.article.title


def test_a_headline_without_a_verb_gives_way_to_its_lead_where_others_announced_the_event() -> None:
    early = item("King Olav will open parliament with a speech.", "King Olav set to open parliament", outlet="One")
    lead = "King Olav opened the parliament with a speech of four minutes."
    late = item(lead, "A short speech and a long silence", at=f.hours(3), outlet="Two")
    assert make_thread("x", [early, late]).title == lead.rstrip(".")
    same = item("Lanterns of Lund glowed.", "A lantern of the old town", outlet="One")
    assert make_thread("x", [same, late]).title == late.article.title


def test_an_announcement_of_something_else_is_no_title_once_a_later_report_tells_what_another_announced() -> None:
    first = item(
        "Parliament of Norland will vote on the dam.", "Parliament set to vote on dam", at=f.NOON, outlet="One"
    )
    other = item("Ana Prado of Norland plans a march.", "Prado plans to lead march", at=f.hours(20), outlet="Two")
    late = item("Parliament approved the dam by two votes.", "Water and anger", at=f.hours(40), outlet="Three")
    assert make_thread("x", [first, other, late]).title == "Parliament approved the dam by two votes"
    before = item("Parliament approved the dam by two votes.", "Water and anger", at=f.hours(10), outlet="Three")
    assert make_thread("x", [first, before, other]).title != "Parliament approved the dam by two votes"


def test_a_lead_with_a_parenthesis_between_dashes_is_not_cut() -> None:
    opening = "The council of Lund debated the vote – or the lack of one – on a bridge for the port"
    lead = f"{opening}, and it went on until late at night."
    members = [item(lead, f"Lund {name}", outlet=name) for name in ("Bridge", "Vote")]
    assert make_thread("x", members).title.startswith("Lund ")


def test_an_announcement_in_the_lead_is_one() -> None:
    early = item(
        "Parliament waits for the speech of King Olav on Tuesday.",
        "Parliament waits for King Olav",
        at=f.NOON,
        outlet="One",
    )
    lead = "King Olav opened the parliament on Tuesday with a speech of four minutes."
    late = item(lead, "What did the king say?", at=f.hours(60), outlet="Two")
    assert make_thread("x", [early]).title == early.article.title
    assert make_thread("x", [early, late]).title == lead.rstrip(".")


def test_labels_of_several_outlets_give_way_to_the_lead_of_a_report_but_not_those_of_one() -> None:
    text = "Norland and Kestia signed a treaty on Sunday that lets workers cross the border."
    members = [item(f"{text} {name}", f"Lund {name}", outlet=name) for name in ("Treaty", "Accord")]
    assert make_thread("x", members).title == text.rstrip(".")
    assert make_thread("x", members[:1]).title == "Lund Treaty"
    same = [replace(each, article=replace(each.article, outlet="One")) for each in members]
    assert make_thread("x", same).title.startswith("Lund ")
    anecdote = [item(f"It was a day in Lund. {text} {name}", f"Lund {name}", outlet=name) for name in ("One", "Two")]
    assert make_thread("x", anecdote).title.startswith("Lund ")


def test_a_title_is_the_same_at_each_refresh_without_a_new_article() -> None:
    texts = ("Senate of Halden to vote on budget", "Halden budget vote expected Sunday", "Will the government survive?")
    lead = "The Senate of Halden rejected the budget by 48 votes to 44 on Sunday."
    members = [
        f.arrived(
            item(lead if number == 2 else f"{title}.", title, at=f.hours(number), outlet=str(number)), f.hours(number)
        )
        for number, title in enumerate(texts)
    ]
    titles = [make_thread("x", members[:number]).title for number in (1, 2, 3)]
    assert titles == [texts[0], titles[1], lead.rstrip(".")] and titles[1] in texts[:2]
    assert [make_thread("x", members).title for _ in range(2)] == [titles[2]] * 2
    again = f.arrived(
        item("The king of Halden went to church.", "King goes to church", at=f.hours(3), outlet="4"), f.hours(3)
    )
    assert make_thread("x", [*members, again]).title != texts[0]


def test_an_outlet_is_no_leading_name() -> None:
    text = "Island Post reporters asked Island Post readers. " + f.CALL
    assert "Island Post" not in make_thread("x", [item(text, outlet="Island Post")]).names


@table(("full", "short", "shown"), [(1, 3, "Gustavo Petro"), (1, 4, "Petro"), (2, 6, "Gustavo Petro")])
def test_a_leading_name_is_shown_in_full_where_that_is_usual(full: int, short: int, shown: str) -> None:
    names = ["Gustavo Petro"] * full + ["Petro"] * short
    members = [item(f"{f.CALL} {number}") for number in range(len(names))]
    members = [
        replace(member, analysis=replace(member.analysis, names=(Name(name, "person", ((0, 5),)),)))
        for member, name in zip(members, names, strict=True)
    ]
    assert [name.full for name in rank_names(members)] == [shown]


def test_the_readers_name_for_a_watched_thread_is_its_title() -> None:
    assert make_thread("x", [item(f.CALL, "A headline of three")], watch_name="Mine").title == "Mine"


def test_articles_of_a_thread_stand_in_order_of_publication() -> None:
    late, early = item(f.QUAKE, at=f.hours(2)), item(f.QUAKE_TWO, at=f.NOON)
    thread = make_thread("x", [late, early])
    assert thread.article_ids == (early.article.id, late.article.id)
    assert (thread.first, thread.last) == (f.NOON, f.hours(2))


@table(
    ("title", "made"),
    [
        ("The council of the old…", "The council of the old town votes"),
        ("The council of the old...", "The council of the old town votes"),
        ("The COUNCIL of the old town ....", "The council of the old town votes"),
        ("The council of the old", "The council of the old"),
        ("A council of the old…", "A council of the old…"),
    ],
)
def test_a_cut_beginning_of_the_text_is_completed(title: str, made: str) -> None:
    assert make_thread("x", [item("The council of the old town votes. The mayor left.", title)]).title == made


def test_a_long_sentence_completes_a_cut_headline_as_far_as_it_fits() -> None:
    start, end = "The council of the old town of Norville voted for the new budget of the", "year on Monday at ten"
    assert make_thread("x", [item(f"{start} {end}.", "The council of…")]).title == (
        "The council of the old town of Norville voted for the new budget of the year…"
    )
    quoted = "The council of the old town said “yes and no."
    assert make_thread("x", [item(quoted, "The council of…")]).title == "The council of…"


@table("title", ["Island Post", "ISLAND POST", "Live: Island Post"])
@table("text", ["", f.CALL, "The of and."])
def test_no_outlet_is_a_title(title: str, text: str) -> None:
    made = make_thread("x", [item(text, title, outlet="Island Post")]).title
    assert made and "island post" not in made.casefold()


PIECES = ("STORM", "HITS", "EA", "NASA", "ESP32", "PERU", "coast", "Why", "?", "…", "|", "-", "BBC", "News")
HEADLINES = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join))


@given(st.lists(st.tuples(st.text(max_size=120), HEADLINES), min_size=1, max_size=3), st.sampled_from(["", "BBC News"]))
def test_any_articles_give_a_title_that_is_calm_and_of_one_line(told: list[tuple[str, str]], outlet: str) -> None:
    made = make_thread("x", [item(text, title, outlet=outlet) for text, title in told]).title
    assert made and "\n" not in made
    assert not is_loud(made) and made != outlet


def test_the_first_sentence_titles_a_single_article_whose_headline_is_too_long_and_says_the_same() -> None:
    long = (
        "Engineers who had said that the old dam of Norland would hold for a hundred years withdraw their report after"
        " finding that numbers in two of its three tables had been mixed up"
    )
    opening = "Engineers withdrew a report that the old dam of Norland would hold for a hundred years."
    assert make_thread("x", [item(f"{opening} Numbers were mixed up.", long)]).title == opening.rstrip(".")
    assert make_thread("x", [item("My garden was full of snails this morning.", long)]).title == long
    assert make_thread("x", [item(opening, "Engineers withdraw report")]).title == "Engineers withdraw report"


def test_the_first_sentence_titles_a_single_article_below_the_name_of_a_section() -> None:
    opening = "Voters in Lund chose a baker as their mayor."
    assert make_thread("x", [item(opening, "Live updates")]).title == opening.rstrip(".")
    assert make_thread("x", [item("", "Live updates")]).title == "Live updates"


def test_half_a_quotation_is_completed_from_the_text_or_loses_its_mark() -> None:
    text = "“We stay here. We were first,” said Ana Prado. The dam is to be built in May."
    whole = "“We stay here. We were first,” said Ana Prado"
    assert make_thread("x", [item(text, "“We stay here")]).title == whole
    assert make_thread("x", [item("", "“We stay here")]).title == "We stay here"
    assert make_thread("x", [item(text, "Farmers of the valley stay")]).title == "Farmers of the valley stay"


def test_capitals_at_the_start_of_a_sentence_are_no_spelling_and_us_is_a_country_where_the_text_says_so() -> None:
    loud = "MINISTERS LEAVE AFTER US WARNING, AND NO NEW MEETING IS PLANNED"
    text = "Ministers left after the US warning. No new meeting is planned. No date was named."
    assert (
        make_thread("x", [item(text, loud)]).title == "Ministers leave after US warning, and no new meeting is planned"
    )
    assert " us " in make_thread("x", [item("Ministers left.", loud)]).title
