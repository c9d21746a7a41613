"""Dates as feeds, pages, mail and front matter write them are parsed correctly or give None."""

from __future__ import annotations

import io
import time
from datetime import UTC, datetime

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import wordlists
from briefing.dates.date_parser import parse_date
from briefing.dates.utc_times import parse_unix_time
from briefing.model import Source
from briefing.model.days import whole_day
from briefing.sources import article_from_bytes, parse_feed
from tests.table import table

READ = {
    "5 November 2026 - 09:01": "2026-11-05T09:01",
    "Wed, 25 Nov 2026 18:30:00 IST": "2026-11-25T13:00",
    "Wed, 25 Nov 2026 22:52:30+5:30": "2026-11-25T17:22:30",
    "Wed, 25 Nov 2026 22:52:30 +530": "2026-11-25T17:22:30",
    "Wed, 08 Jul 2026 18:30:00 CEST": "2026-07-08T16:30",
    "Wed, 25 Nov 2026 18:30:00 +05": "2026-11-25T13:30",
    "Wed, 25 Nov 2026 18:30:00 −05:00": "2026-11-25T23:30",
    "2026/11/25": "2026-11-25",
    "2026/11/25 15:15": "2026-11-25T15:15",
    "2026/11/25 15:15:30 +0100": "2026-11-25T14:15:30",
    "25.11.2026 15:15": "2026-11-25T15:15",
    "25.11.2026 15.15": "2026-11-25T15:15",
    "25. studenoga 2026. u 15:15": "2026-11-25T15:15",
    "5. srpnja 2026. 15:15": "2026-07-05T15:15",
    "utorak, 13. siječnja 2026. 15:15": "2026-01-13T15:15",
    "25 Nov 2026 15.15.00 +0100": "2026-11-25T14:15",
    "Wed, 25 Nov 2026 10.11.12": "2026-11-25T10:11:12",
    "25. marraskuuta 2026 klo 15.15.20": "2026-11-25T15:15:20",
    "25.11.2026, 15:15 Uhr": "2026-11-25T15:15",
    "25.11.2026 - 15:15 Uhr MEZ": "2026-11-25T14:15",
    "25/11/2026": "2026-11-25",
    "11/25/2026": "2026-11-25",
    "03/04/2026 10:00": "2026-04-03T10:00",
    "11/25/2026 3:15 PM": "2026-11-25T15:15",
    "Nov 25, 2026 3:15 p.m.": "2026-11-25T15:15",
    "Nov. 25, 2026, 3:15 p.m. EST": "2026-11-25T20:15",
    "November 25, 2026 at 3:15 PM ET": "2026-11-25T20:15",
    "July 8, 2026 at 3:15 PM ET": "2026-07-08T19:15",
    "3:15 pm, 25 November 2026": "2026-11-25T15:15",
    "12:05 am 25 Nov 2026": "2026-11-25T00:05",
    "25 Nov 2026 12:05 pm": "2026-11-25T12:05",
    "20261125T151500Z": "2026-11-25T15:15",
    "20261125T1515Z": "2026-11-25T15:15",
    "20261125T151500+0100": "2026-11-25T14:15",
    "20261125T151500.123+01:00": "2026-11-25T14:15",
    "20261125": "2026-11-25",
    "20261125151500": "2026-11-25T15:15",
    "202611251515": "2026-11-25T15:15",
    "Wed, 25 Nov 2026 24:00:00 GMT": "2026-11-26T00:00",
    "2026-11-25T24:00:00Z": "2026-11-26T00:00",
    "Wed, 31 Dec 2025 23:59:60 GMT": "2026-01-01T00:00",
    "2025-12-31T23:59:60Z": "2026-01-01T00:00",
    "1795619700": "2026-11-25T15:15",
    "1795619700000": "2026-11-25T15:15",
    "1795619700.5": "2026-11-25T15:15",
    "mié, 25 nov 2026 15:15:00 +0100": "2026-11-25T14:15",
    "miércoles, 25 de noviembre de 2026": "2026-11-25",
    "25 de novembro de 2026 às 15h15": "2026-11-25T15:15",
    "mercredi 25 novembre 2026 à 15h15": "2026-11-25T15:15",
    "1er août 2026": "2026-08-01",
    "25 févr. 2026 15:15": "2026-02-25T15:15",
    "Mittwoch, 25. November 2026, 15:15 Uhr": "2026-11-25T15:15",
    "25. März 2026": "2026-03-25",
    "Mi, 25 Mär 2026 15:15:00 +0100": "2026-03-25T14:15",
    "mercoledì 25 novembre 2026 ore 15:15": "2026-11-25T15:15",
    "mer, 25 nov 2026 15:15:00 +0100": "2026-11-25T14:15",
    "woensdag 25 november 2026 15:15": "2026-11-25T15:15",
    "25 mrt 2026": "2026-03-25",
    "25 listopada 2026 15:15": "2026-11-25T15:15",
    "25. listopada 2026. 15:15": "2026-10-25T15:15",
    "25. studenoga 2026. 15:15": "2026-11-25T15:15",
    "25 paź 2026": "2026-10-25",
    "Ср, 25 ноя 2026 15:15:00 +0300": "2026-11-25T12:15",
    "25 ноября 2026 г. 15:15": "2026-11-25T15:15",
    "25 ноября 2026, 15:15 МСК": "2026-11-25T12:15",
    "25 листопада 2026 р. 15:15": "2026-11-25T15:15",
    "25 Kasım 2026 Çarşamba 15:15": "2026-11-25T15:15",
    "25 KASIM 2026": "2026-11-25",
    "25 Ağustos 2026": "2026-08-25",
    "25. listopadu 2026 15:15": "2026-11-25T15:15",
    "25. června 2026": "2026-06-25",
    "25 november 2026 kl. 15.15": "2026-11-25T15:15",
    "25. nov. 2026 kl. 15:15": "2026-11-25T15:15",
    "25. marraskuuta 2026 klo 15.15": "2026-11-25T15:15",
    "25.11.2026 klo 15.15": "2026-11-25T15:15",
    "25 Νοεμβρίου 2026 15:15": "2026-11-25T15:15",
    "25 ΝΟΕΜΒΡΙΟΥ 2026": "2026-11-25",
    "2026. november 25. 15:15": "2026-11-25T15:15",
    "2026. 11. 25. 15:15": "2026-11-25T15:15",
    "25 noiembrie 2026 15:15": "2026-11-25T15:15",
    "2026年11月25日 15:15": "2026-11-25T15:15",
    "2026年11月25日(水) 15時15分": "2026-11-25T15:15",
    "2026年11月25日 下午3:15": "2026-11-25T15:15",
    "2026년 11월 25일 (수) 오후 3:15": "2026-11-25T15:15",
    "2026年11月25日": "2026-11-25",
    "２０２６年１１月２５日 １５：１５": "2026-11-25T15:15",
    "Wed, 25 Nov 26 15:15:00 GMT": "2026-11-25T15:15",
    "25/11/26": "2026-11-25",
    "25-Nov-2026 15:15:00": "2026-11-25T15:15",
    "25-Nov-26": "2026-11-25",
    "2026-11-25t15:15:00z": "2026-11-25T15:15",
    "2026-11-25T15:15:00.123456789Z": "2026-11-25T15:15",
    "2026-11-25T15:15:00,5+01:00": "2026-11-25T14:15",
    "2026-11-25 15:15:00 UTC": "2026-11-25T15:15",
    "2026-11-25 15:15:00 +0000 UTC": "2026-11-25T15:15",
    "2026-11-25 15:15": "2026-11-25T15:15",
    "2026-11-25T15:15": "2026-11-25T15:15",
    "2026-11-25T15:15+01": "2026-11-25T14:15",
    "2026-11-25Z": "2026-11-25",
    "2026-11-25+01:00": "2026-11-25",
    "Fri, 25 Nov 2026 15:15:00 +0000": "2026-11-25T15:15",
    "Wed, 25 Nov 2026 15:15:00 +0100 (CET)": "2026-11-25T14:15",
    "Wed, 25 Nov 2026 15:15:00 (CET)": "2026-11-25T14:15",
    "Wed Nov 25 15:15:00 2026": "2026-11-25T15:15",
    "Wed Nov 25 15:15:00 CET 2026": "2026-11-25T14:15",
    "Wed Nov 25 15:15:00 +0100 2026": "2026-11-25T14:15",
    "Wed Nov 25 2026 15:15:00 GMT+0100 (Central European Standard Time)": "2026-11-25T14:15",
    "Wed, 25 Nov 2026 15:15:00 GMT+0200": "2026-11-25T13:15",
    "Wed, 25 Nov 2026 15:15:00 UTC+2": "2026-11-25T13:15",
    "Wed, 25 Nov 2026 15:15:00 GMT +2": "2026-11-25T13:15",
    "Wed, 25 Nov 2026 15:15:00 UT": "2026-11-25T15:15",
    "Wed,25 Nov 2026 15:15:00 GMT": "2026-11-25T15:15",
    "Wednesday, 25 November 2026 15:15:00 GMT": "2026-11-25T15:15",
    "Wednesday, November 25th, 2026": "2026-11-25",
    "25th of November 2026": "2026-11-25",
    "the 25th of November, 2026": "2026-11-25",
    "2026-11-25T15:15:00+01:00[Europe/Berlin]": "2026-11-25T14:15",
    "2026-11-25T15:15:00 +01:00": "2026-11-25T14:15",
    "25 Nov 2026": "2026-11-25",
    "2026 Nov 25": "2026-11-25",
    "Sept. 3, 2026": "2026-09-03",
    "Wed, 25 Nov 2026 15:15:00 AEDT": "2026-11-25T04:15",
    "Wed, 25 Nov 2026 15:15:00 NZDT": "2026-11-25T02:15",
    "Wed, 25 Nov 2026 15:15:00 -0000": "2026-11-25T15:15",
    "Wed, 25 Nov 2026 15:15 PST": "2026-11-25T23:15",
    "25.11.2026 um 15 Uhr": "2026-11-25T15:00",
    "25 Nov 2026 15:15h": "2026-11-25T15:15",
    "25/11/2026 15h": "2026-11-25T15:00",
    "25-11-2026 15:15": "2026-11-25T15:15",
    "15:15 25/11/2026": "2026-11-25T15:15",
    "15:15 Uhr, 25. November 2026": "2026-11-25T15:15",
    "15:15 CET, 25 Nov 2026": "2026-11-25T14:15",
    "٢٥ نوفمبر ٢٠٢٦": "2026-11-25",
    "25 नवंबर 2026": "2026-11-25",
    "25. 11. 2026 15:15": "2026-11-25T15:15",
    "25 / 11 / 2026": "2026-11-25",
    "25 nov. 2026 15:15:00": "2026-11-25T15:15",
    "Wed 25 Nov 2026 03:15:00 PM": "2026-11-25T15:15",
    "Wed, 25 Nov 2026 3:15:00 PM GMT": "2026-11-25T15:15",
    "Nov 25 2026 03:15PM": "2026-11-25T15:15",
    "2026-11-25 03:15:00 PM": "2026-11-25T15:15",
    "2026-11-25, 15:15": "2026-11-25T15:15",
    "2026-11-25 @ 15:15": "2026-11-25T15:15",
    "2026-11-25 | 15:15": "2026-11-25T15:15",
    "25 novembre 2026 | 15:15": "2026-11-25T15:15",
    "Wed, 25 Nov 2026 15:15:00 +01:00": "2026-11-25T14:15",
    "Wed, 25 Nov 2026 15:15:00 +0530 IST": "2026-11-25T09:45",
    "2026-11-25T15:15:00.000+0100": "2026-11-25T14:15",
    "25 November, 2026 15:15 BST": "2026-11-25T14:15",
    "Wed, 25 November 2026 15:15:00 Z": "2026-11-25T15:15",
    "Wed, 5 Nov 2026 9:01:05 GMT": "2026-11-05T09:01:05",
    "Mittw, 25 Nov 2026 15:15:00 GMT": "2026-11-25T15:15",
    "Mon, 25 Nov 2026 15:15:00 GMT": "2026-11-25T15:15",
    "25 ноября 2026, 15:15 (МСК)": "2026-11-25T12:15",
    "25 Nov 2026 15:15 (UTC+1)": "2026-11-25T14:15",
    "25 Nov 2026 15:15 (Wed)": "2026-11-25T15:15",
    "25 Nov 2026 15:15:00 GMT-0500 (EST)": "2026-11-25T20:15",
    "25 Nov 2026 GMT": "2026-11-25",
    "2026-11-25T15:15:00+5:30": "2026-11-25T09:45",
    "2026年11月25日 15時15分30秒 JST": "2026-11-25T06:15:30",
    "Thu 26 November 2026 12:00 AM": "2026-11-26",
}

NOT_READ = [
    "Wed, 25 Nov 2026 15:15:00 XYZT",
    "Wed, 25 Nov 2026 15:15:00 SST",
    "Wed, 25 Nov 2026 15:15:00 +2500",
    "Wed, 25 Nov 2026 15:15:00 (XYZT)",
    "2 hours ago",
    "yesterday",
    "2026",
    "2026-11",
    "November 2026",
    "11/2026",
    "31 Feb 2026",
    "2026-02-30",
    "2026-13-01",
    "25.13.2026",
    "99/99/2026",
    "Wed, 25 Nov 2026 25:00:00 GMT",
    "Wed, 25 Nov 2026 24:01:00 GMT",
    "Wed, 25 Nov 2026 15:61:00 GMT",
    "Wed, 25 Nov 2026 15:15:61 GMT",
    "26-11-25",
    "25 Foo 2026",
    "12345",
    "99999-11-25",
    "Wed, 25 Nov 12026 15:15:00 GMT",
    "0000-00-00T00:00:00Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59-14:00",
    "1970-01-01T00:00:00Z",
    "25 Nov 2026 or 26 Nov 2026",
    "price 25.11.2026 EUR",
    "Updated at 25 Nov 2026",
    "12:30",
    "25 Nov 2026 13:15 am",
    "25 Nov 2026 00:15 pm",
    "5 November 2026 -09:01",
    "2026-W48-3",
    "2026-329",
    "15:15:00 2026",
    "99999999999999999999",
    "Wed, 25 Nov 2026 15:15:00 GMT extra",
    "1.2.3.4",
    "25 พ.ย. 2026",
    "Wed, 25 Nov 2026 15:15:00 EST5EDT",
    "2026-11-25T15-15-00",
    "2026-11-25T15:15:00Z+01:00",
    "2026-11-25T15:15:00 Europe/Berlin",
    "Wed, 25 Nov 2026 15:15:00 +1500",
    "Wed, 25 Nov 2026 15:15:00 +0175",
    "25 Nov 2026 15:15 CET 16:15",
    "25 Nov 2026 15:15 +0100 +0100",
    "25 Nov 2026 15:15 A",
    "25 Nov 2026 15:15 (XYZT)",
    "25 Nov 2026 15:15 CET/CEST",
    "25 Nov 2026 XYZT",
    "published at 25 Nov 2026",
    "29 Feb 2026",
    "2026/02/30 10:00",
    "0",
    "-1",
    "nan",
    "1e99",
    "999999999999999999999-01-01T00:00:00Z",
    "10000-01-01T00:00:00Z",
    "25 Nov 99999",
    "\x00",
    "",
    "   ",
    "x" * 5000,
]


@table("text", READ)
def test_date_is_read(text: str) -> None:
    moment, read = parse_date(text), datetime.fromisoformat(READ[text]).replace(tzinfo=UTC)
    assert moment == (read if "T" in READ[text] else whole_day(read))
    assert parse_date(f" {text}\n ") == moment


@table("text", NOT_READ)
def test_unreadable_text_is_no_date(text: str) -> None:
    assert parse_date(text) is None


ZONES = """
Z 0, UT 0, UTC 0, GMT 0, WET 0, WEST 1, CET 1, CEST 2, MET 1, MEST 2, MEZ 1, MESZ 2, BST 1, EET 2, EEST 3, MSK 3,
SAST 2, GST 4, PKT 5, IST 5.5, NPT 5.75, ICT 7, WIB 7, PHT 8, SGT 8, HKT 8, AWST 8, JST 9, KST 9, ACST 9.5,
ACDT 10.5, AEST 10, AEDT 11, NZST 12, NZDT 13, BRT -3, ART -3, CLST -3, CLT -4, VET -4, COT -5, PET -5, NST -3.5,
AST -4, ADT -3, EST -5, EDT -4, CST -6, CDT -5, MST -7, MDT -6, PST -8, PDT -7, AKST -9, AKDT -8, HST -10,
IRST 3.5, WAT 1, EAT 3, CAT 2, IDT 3
"""


@table(("zone", "ahead"), [entry.split() for entry in ZONES.replace("\n", " ").split(",")])
def test_zones_by_name(zone: str, ahead: str) -> None:
    noon = datetime(2026, 11, 25, 12, tzinfo=UTC).timestamp()
    for name in (zone, zone.lower(), f"({zone})"):
        moment = parse_date(f"Wed, 25 Nov 2026 12:00:00 {name}")
        assert moment and noon - moment.timestamp() == float(ahead) * 3600


@table(
    ("offset", "minutes"),
    [
        ("+05:30", 330),
        ("+0530", 330),
        ("+5:30", 330),
        ("+530", 330),
        ("+05", 300),
        ("+5", 300),
        ("-05:00", -300),
        ("\u221205:00", -300),
        ("\u201105:00", -300),
        ("UTC+2", 120),
        ("UTC +2", 120),
        ("GMT+0200", 120),
        ("GMT-3", -180),
        ("UTC+05:30", 330),
        ("+01:00 CET", 60),
        ("+14:00", 840),
        ("-0000", 0),
    ],
)
def test_offsets(offset: str, minutes: int) -> None:
    noon = datetime(2026, 11, 25, 12, tzinfo=UTC).timestamp()
    for text in (f"Wed, 25 Nov 2026 12:00:00 {offset}", f"2026-11-25T12:00:00 {offset}", f"25.11.2026 12:00 {offset}"):
        moment = parse_date(text)
        assert moment and (noon - moment.timestamp()) / 60 == minutes


def test_zones_of_america_that_change_with_the_season() -> None:
    assert parse_date("Jan 5, 2026 3 p.m. ET") == datetime(2026, 1, 5, 20, tzinfo=UTC)
    assert parse_date("July 5, 2026 3 p.m. ET") == datetime(2026, 7, 5, 19, tzinfo=UTC)
    assert parse_date("July 5, 2026 3 p.m. PT") == datetime(2026, 7, 5, 22, tzinfo=UTC)


MONTHS = {
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ru short": "янв фев мар апр май июн июл авг сен окт ноя дек",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "no": "januar februar mars april mai juni juli august september oktober november desember",
    "fi": "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta "
    "marraskuuta joulukuuta",
    "el": "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου "
    "Δεκεμβρίου",
    "hu": "január február március április május június július augusztus szeptember október november december",
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
}


@table("language", MONTHS)
def test_months_by_name(language: str) -> None:
    for number, name in enumerate(MONTHS[language].split(), 1):
        day = "7" if language == "pl" else "7."  # `7. listopada` is Croatian
        for text in (
            f"7 {name} 2026",
            f"{day} {name.upper()} 2026, 10:30",
            f"2026. {name} 7.",
            f"{name} 7, 2026 10:30",
        ):
            moment = parse_date(text)
            assert moment and (moment.year, moment.month, moment.day) == (2026, number, 7)
            assert (moment.hour, moment.minute) in ((0, 0), (10, 30))


def test_lists_are_sorted_and_each_name_stands_once() -> None:
    for name in ("months", "time_zones", "date_words"):
        names = [line.rpartition(" ")[0] or line for line in wordlists.entries("dates", name)]
        assert names == sorted(set(names))


def test_unix_times() -> None:
    moment = datetime(2026, 11, 25, 15, 15, tzinfo=UTC)
    for number in (1795619700, 1795619700.0, 1795619700_000, 1795619700_000_000):
        assert parse_unix_time(number) == moment
    for number in (0, -1, 1e300, float("inf"), float("nan"), 5e9):
        assert parse_unix_time(number) is None


@given(st.text(max_size=120) | st.text("0123456789:-+./ ,TZapm()JanovUTC", max_size=60))
def test_any_text_is_a_sane_date_or_none(text: str) -> None:
    moment = parse_date(text)
    assert moment is None or (1980 <= moment.year <= 2100 and moment.tzinfo is UTC)


@pytest.mark.parametrize("text", ["1", "1:", "1 ", "1.", "nov ", "1 nov ", "(", "()", "+1", "1h", "a", "1月", "de "])
def test_hostile_dates_take_no_time(text: str) -> None:
    start = time.process_time()
    for _ in range(200):
        parse_date((text * 100)[:100])
        parse_date((text * 100_000)[:100_000])
    assert time.process_time() - start < 2


@given(
    st.builds(
        "{}, {} {} {:04} {}:{}:{} {}".format,
        st.sampled_from(["Sun", "mon", "Tue"]),
        st.integers(1, 28),
        st.sampled_from(["Jan", "FEB", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]),
        st.integers(1990, 2099),
        *[st.sampled_from(["00", "09", "23"])] * 3,
        st.sampled_from(["GMT", "UTC", "Z", "+0000", "-0530", "+1400", "EST"]),
    )
    | st.builds(
        "{:04}-{:02}-{:02}T{}:{}:{}{}".format,
        st.integers(1990, 2099),
        st.integers(1, 12),
        st.integers(1, 28),
        *[st.sampled_from(["00", "09", "23"])] * 2,
        st.sampled_from(["00", "59", "00.5", "59.999999"]),
        st.sampled_from(["Z", "z", "+00:00", "-05:30", "+14:00", "", "+0100"]),
    )
)
def test_dates_are_read_as_by_feedparser(text: str) -> None:
    body = f"<rss version='2.0'><channel><item><pubDate>{text}</pubDate></item></channel></rss>".encode()
    (theirs,) = feedparser.parse(io.BytesIO(body)).entries
    parsed, ours = theirs.get("published_parsed"), parse_date(text)
    assert (ours and ours.timetuple()[:6]) == (parsed and tuple(parsed)[:6])


def test_dates_of_all_sources_are_read_alike() -> None:
    text, moment = "25. November 2026, 15:15 Uhr MEZ", datetime(2026, 11, 25, 14, 15, tzinfo=UTC)
    source = Source("one", "feed", "x")
    for body in (
        f"<rss><channel><item><title>A</title><pubDate>{text}</pubDate></item></channel></rss>",
        f"<rss><channel><item><title>A <b>&x</b></title><pubDate>{text}</pubDate></item></channel></rss>",
        f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>A</title><updated>{text}</updated></entry></feed>",
        f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{{"id": "1", "date_published": "{text}"}}]}}',
    ):
        (entry,) = parse_feed(body.encode(), source, url="https://x.example/").entries
        assert entry.published == moment
    for body in (
        f"---\ntitle: A\ndate: {text}\n---\nThe text.",
        f"From: a@x.example\nSubject: A\nDate: {text}\n\nThe text.\n",
    ):
        assert article_from_bytes(body.encode()).published == moment


def test_the_first_date_of_an_entry_that_can_be_read_counts() -> None:
    dates = "<pubDate>soon</pubDate><dc:date xmlns:dc='http://purl.org/dc/elements/1.1/'>2026-11-25</dc:date>"
    body = f"<rss><channel><item><title>A</title>{dates}</item></channel></rss>"
    (entry,) = parse_feed(body.encode(), Source("one", "feed", "x"), url="https://x.example/").entries
    assert entry.published == whole_day(datetime(2026, 11, 25))
