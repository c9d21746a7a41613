"""The name of an outlet is that of its publisher, whatever its feeds are called."""

import random
import time

from briefing.text.outlets import FeedTitle, outlet_name, outlet_names
from tests.table import table

NAMES = [
    # A section, before or behind the publisher, at any mark.
    ("World - CBSNews.com", "cbsnews.com", "CBS News"),
    ("NPR Topics: World", "npr.org", "NPR"),
    ("Japan Today - Category World", "japantoday.com", "Japan Today"),
    ("The Harbour Gazette | All stories", "harbourgazette.example", "The Harbour Gazette"),
    ("World news | The Harbour Gazette", "harbourgazette.example", "The Harbour Gazette"),
    ("Harbour Gazette » World", "harbourgazette.example", "Harbour Gazette"),
    ("Harbour Gazette > Sports", "harbourgazette.example", "Harbour Gazette"),
    ("Harbour Gazette: Breaking news, politics, crime, tech, and more", "harbourgazette.example", "Harbour Gazette"),
    ("Latest from the Harbour Gazette", "harbourgazette.example", "Harbour Gazette"),
    ("Top Stories - Harbour Gazette RSS Feed", "harbourgazette.example", "Harbour Gazette"),
    ("HGN.com - RSS Channel - World", "hgn.com", "HGN"),
    ("Blog - Lighthouse", "lighthouse.example", "Lighthouse"),
    # `News` behind the name belongs to it, a section does not.
    ("BBC News - World", "bbc.co.uk", "BBC News"),
    ("BBC World", "bbc.co.uk", "BBC"),
    ("Coast News: Latest", "coast.example", "Coast News"),
    ("AP Top News", "apnews.com", "AP"),
    # A long name is shortened as its domain shortens it.
    ("The Christian Science Monitor | All stories", "csmonitor.com", "CSMonitor"),
    ("The Wall Street Journal - World", "wsj.com", "WSJ"),
    ("The Northern Valley Morning Herald", "nvmh.example", "NVMH"),
    ("Deutsche Welle", "dw.com", "Deutsche Welle"),
    ("The New York Times - Sports", "nytimes.com", "The New York Times"),
    ("NYT > World News", "nytimes.com", "NYT"),
    # Of two parts, the one that spells the domain: best in whole words, else by beginnings of all its words.
    ("NYT: New York Times", "nytimes.com", "New York Times"),
    ("Strandgut - Südküsten Zeitung", "suedkuesten-zeitung.example", "Südküsten Zeitung"),
    ("Сегодня - Вести", "xn--b1agj9af.xn--p1ai", "Вести"),
    ("Tides - Heathcote's", "heathcote.example", "Heathcote's"),
    ("Tides - Friends of Science", "fs.example", "Friends of Science"),
    ("Harbour Lights - Deep Water Diving", "dw.example", "Harbour Lights"),
    ("Harbour Lights - Seawatch", "sea.example", "Harbour Lights"),
    ("Tides - AB", "abacus.example", "Tides"),
    # The domain tells nothing: the first part that is no section.
    ("2026 - Harbour Lights", "x9.example", "Harbour Lights"),
    ("Lantern Review RSS Feed", "x9.example", "Lantern Review"),
    # A domain as a name.
    ("kottke.org", "kottke.org", "kottke.org"),
    ("Lenta.ru : Новости", "lenta.ru", "Lenta.ru"),
    ("Le Fanal.fr - Actualités et infos en France et dans le monde", "lefanal.fr", "Le Fanal"),
    ("Politik - NAZ.NET", "naz.net", "NAZ"),
    # German, French, Spanish, Italian, Portuguese, Dutch.
    ("DER KURIER - Schlagzeilen", "kurier.example", "DER KURIER"),
    ("Nachrichten aus der Schweiz und der Welt | NZZ", "nzz.ch", "NZZ"),
    ("Südküsten Zeitung - Topthemen", "suedkuesten-zeitung.example", "Südküsten Zeitung"),
    ("heise online News", "heise.de", "heise online"),
    ("L'Aurore - Monde", "laurore.example", "L'Aurore"),
    ("International : Toute l'actualité sur Le Fanal.fr.", "lefanal.fr", "Le Fanal"),
    ("EL PUERTO: el periódico global", "elpuerto.example", "EL PUERTO"),
    ("Clarín - Lo Último", "clarin.com", "Clarín"),
    ("Portada // La Orilla", "laorilla.example", "La Orilla"),
    ("Il Faro | Ultime notizie", "ilfaro.example", "Il Faro"),
    ("Jornal da Costa - Últimas notícias - Mundo", "jornaldacosta.example", "Jornal da Costa"),
    ("Het Anker - Buitenland", "hetanker.example", "Het Anker"),
    # Other scripts.
    ("РИА Новости", "ria.ru", "РИА Новости"),
    ("Ведомости. Новости", "vedomosti.ru", "Ведомости"),
    ("Η Καθημερινή - Κόσμος", "kathimerini.gr", "Η Καθημερινή"),
    ("NHKニュース 国際", "nhk.or.jp", "NHKニュース"),
    ("朝日新聞デジタル：国際", "asahi.com", "朝日新聞デジタル"),
    ("新华网 - 国际", "xinhuanet.com", "新华网"),
    ("연합뉴스 - 최신기사", "yna.co.kr", "연합뉴스"),
    ("الجزيرة نت - أخبار", "aljazeera.net", "الجزيرة نت"),
    ("Вести - Главное", "xn--b1agj9af.xn--p1ai", "Вести"),
    # The title names no publisher.
    ("RSS Feed", "cbsnews.com", "cbsnews.com"),
    ("Home", "dw.com", "dw.com"),
    ("Latest news", "harbourgazette.example", "harbourgazette.example"),
    ("Últimas noticias", "laorilla.example", "laorilla.example"),
    ("", "cbsnews.com", "cbsnews.com"),
    # Names that have such words, or marks, as a part.
    ("C++ on a Friday", "knatten.example", "C++ on a Friday"),
    ("Ray Woodford's Latest", "raywoodfordslatest.wordpress.com", "Ray Woodford's Latest"),
    ("Mark Heathcote's Blog", "markheathcote.example", "Mark Heathcote's Blog"),
    ("Sound Code - Mark Heathcote's Blog", "markheathcote.example", "Mark Heathcote's Blog"),
    ("J-F Gagnon's SQL Blog", "jfg-sql.blogspot.com", "J-F Gagnon's SQL Blog"),
    ("Jonathan Bell [thundergolf]", "thundergolf.example", "Jonathan Bell [thundergolf]"),
    ("(Fabio Locati|Falo)'s blog", "falo.example", "(Fabio Locati|Falo)'s blog"),
    ("Al Jazeera – Breaking News, World News and Video from Al Jazeera", "aljazeera.com", "Al Jazeera"),
    # No site is known, or publishers share it: only what surely is a section is left out.
    ("Art of the Problem", "", "Art of the Problem"),
    ("Tom Scott - Extra", "", "Tom Scott - Extra"),
    ("The Evening Post - Home", "", "The Evening Post"),
    ("Latest news", "", "Latest news"),
    ("", "", ""),
]


@table("title, site, name", NAMES)
def test_name_of_the_outlet_of_a_single_feed(title: str, site: str, name: str) -> None:
    assert outlet_name(title, site) == name


@table("title, site, name", NAMES)
def test_a_name_stays_when_it_is_the_title(title: str, site: str, name: str) -> None:
    assert outlet_name(name, site) == name


SITE = "harbourgazette.example"


def names(*titles: str, site: str = SITE) -> list[str]:
    return outlet_names([FeedTitle(title, site) for title in titles])


@table(
    "titles, name",
    [
        (("Harbour Gazette - World", "Sports | Harbour Gazette", "Latest news", ""), "Harbour Gazette"),
        (("Harbour News", "Harbour Sport", "Harbour Gahuza"), "Harbour"),
        (("Harbour Sesh", "Harbour Gahuza"), "Harbour"),
        (("The Harbour Gazette", "HarbourGazette.example - World"), "The Harbour Gazette"),
        (("HARBOUR - World", "HARBOUR - Sport", "The Harbour Gazette: Sport"), "The Harbour Gazette"),
        (("Sunday Lookout", "The Harbour Gazette"), "The Harbour Gazette"),  # its magazine
    ],
)
def test_feeds_of_a_publisher_on_its_own_domain_are_one_outlet(titles: tuple[str, ...], name: str) -> None:
    site = "harbour.example" if name == "Harbour" else SITE
    assert set(names(*titles, site=site)) == {name}


def test_feeds_whose_titles_share_a_part_are_one_outlet() -> None:
    titles = ("Rhein-Main - Allgemeine Umschau", "Allgemeine Umschau - Oberland", "Neueste Nachrichten")
    assert set(names(*titles, site="aurhein.example")) == {"Allgemeine Umschau"}


def test_feeds_that_share_only_a_domain_are_outlets_of_their_own() -> None:
    """Such as the pages of teachers at a university."""
    titles = ("Prof. Ada Brook", "Ring Theory Notes", "Home")
    assert names(*titles, site="uni-north.example") == ["Prof. Ada Brook", "Ring Theory Notes", "uni-north.example"]


def test_feeds_of_shared_hosts_are_never_joined() -> None:
    assert names("Chess Club - Videos", "Chess Club - Games", site="") == ["Chess Club", "Chess Club - Games"]


def test_equal_titles_of_different_sites_stay_apart_where_they_name_no_publisher() -> None:
    feeds = [FeedTitle("Latest news", "one.example"), FeedTitle("Latest news", "two.example")]
    assert outlet_names(feeds) == ["one.example", "two.example"]


def test_a_configured_title_wins_for_all_feeds_of_the_publisher() -> None:
    feeds = [FeedTitle("My paper: World", SITE, configured=True), FeedTitle("Harbour Gazette - Sport", SITE)]
    assert outlet_names(feeds) == ["My paper: World"] * 2


def test_configured_titles_share_a_name_if_they_spell_the_domain() -> None:
    feeds = [FeedTitle(title, "bbc.co.uk", configured=True) for title in ("BBC World", "BBC Sport")]
    assert outlet_names([*feeds, FeedTitle("News", "bbc.co.uk")]) == ["BBC"] * 3


def test_a_user_may_distinguish_feeds_of_one_site() -> None:
    feeds = [FeedTitle(title, SITE, configured=True) for title in ("Morning paper", "Evening paper")]
    assert outlet_names([*feeds, FeedTitle("World", SITE)]) == ["Morning paper", "Evening paper", SITE]


def test_a_configured_title_without_site_is_taken_as_it_is() -> None:
    assert outlet_names([FeedTitle("Ann:  World", configured=True)]) == ["Ann: World"]


def test_names_do_not_depend_on_the_order_of_the_feeds() -> None:
    feeds = [FeedTitle(title, site) for title, site, _ in NAMES]
    shuffled = random.Random(7).sample(feeds, len(feeds))
    assert dict(zip(feeds, outlet_names(feeds), strict=True)) == dict(
        zip(shuffled, outlet_names(shuffled), strict=True)
    )


@table("word", ["a", "A ", "a - ", "| ", ": ", "ab ", "the ", "a of "])
def test_hostile_titles_take_little_time(word: str) -> None:
    start = time.process_time()
    outlet_name(word * 2000, "a" * 60 + ".example")
    assert time.process_time() - start < 0.5
