"""Headlines without outlet, kicker and capitals."""

from __future__ import annotations

from briefing.threads.labels.capitals import calm, is_loud
from briefing.threads.labels.headline_cleaner import LONGEST, clean_headline, is_background
from tests.table import table

OUTLETS = {"Daily Bread", ""}


@table(
    "title",
    [
        *("Storm hits - Daily Bread", "Storm hits | DAILY BREAD", "Storm hits · Daily Bread"),
        "Storm hits — Daily Bread",
        *("Storm hits - Daily Bread - BBC News", "Storm hits - Daily Bread Sunday", "Storm hits - Daily B"),
        *("Storm hits - Island News", "Storm hits - island.com", "Storm hits - The Big Island Post"),
        *("Live: Storm hits", "LIVE | Storm hits", "Live – Storm hits", "Live - Storm hits", "“Live: Storm hits"),
        *("Live: Breaking: Storm hits", "Daily Bread: Storm hits", "Live: Storm hits - Daily Bread"),
        *("  Storm   hits  ", "Storm\nhits", "Storm hits -", "| Storm hits:"),
    ],
)
def test_outlet_and_kicker_are_removed(title: str) -> None:
    assert clean_headline(title, OUTLETS) == "Storm hits"


@table(
    "title",
    [
        *("Storm hits - coast in fear", "Storm hits - the news in a few words", "Storm-hit coast"),
        "Storm hits-Daily Bread",
        *("Storm: the coast in fear", "Alive: the coast", "Storm hits the news - what now for it"),
        *("Storm hits - The Very Big Island Post", "Live:Storm hits"),
    ],
)
def test_other_parts_of_a_headline_stay(title: str) -> None:
    assert clean_headline(title, OUTLETS) == title


@table("title", ["", " ", "Daily Bread", "daily bread", "Daily Bread - Daily Bread", "- |"])
def test_nothing_is_left_of_an_outlet_alone(title: str) -> None:
    assert clean_headline(title, OUTLETS) == ""


def test_a_very_long_headline_is_cut_behind_a_word() -> None:
    assert clean_headline("word " * LONGEST) == "word " * (LONGEST // 5 - 1) + "word…"


@table(
    ("line", "loud"),
    [
        ("STORMCOAS", True),
        ("STORMCOA", False),  # eight letters may be an abbreviation
        ("STORM COAST", True),
        ("STORM coast", False),
        ("THE STORM HAS HIT the COAST OF PERU", True),  # short words do not count
        ("NATO AND the EU SAY Yes", True),
        ("EU AND USA", False),
        ("EU AND USA ON", True),  # only short words: all count
        ("ONEE TWOO THRE FOUR FIVE SIXX SEVN aght nine tenn", False),
        ("ONEE TWOO THRE FOUR FIVE SIXX SEVN EGHT nine tenn", True),
        ("STORMing COASTal", False),
        ("STORMSs COASTALs", True),
        ("STORMSURGE - day 2", False),  # one word in capitals among others
        ("STORMSURGE - DAY 2", True),
        ("1234567890 12", False),
        ("", False),
    ],
)
def test_a_headline_in_capitals_has_nine_letters_and_most_words_in_capitals(line: str, loud: bool) -> None:
    assert is_loud(line) is loud


@table(
    ("line", "written"),
    [
        ("STORM HITS ZORBAK", "Storm hits Zorbak"),
        ("STORM HITS KELPOR AGAIN", "Storm hits kelPor again"),
        ("STORM IS OVER SAYS ZORB", "Storm is over says ZORB"),
        ("STORM IS OVER SAYS ZORBA", "Storm is over says Zorba"),
        ("STORM IS OVER FOR F35S IN THE AIR", "Storm is over for F35S in the air"),
        ("I SAW THE STORM FROM HERE", "I saw the storm from here"),
        ("THEY HAD A STORM WHEN I WAS HERE", "They had a storm when I was here"),
        ("ZORBAK KELPAR MUBAKO", "Zorbak Kelpar Mubako"),
        ("ESA JAXA NASA", "ESA Jaxa Nasa"),
        ("ESA UEFA ILO", "ESA Uefa ILO"),
        ("ESA ILO WTO", "Esa Ilo Wto"),
        ("", ""),
    ],
)
def test_words_in_capitals_are_written_as_in_the_texts_or_as_english_or_as_names(line: str, written: str) -> None:
    assert calm(line, {"kelpor": "kelPor"}) == written


def test_an_english_word_that_the_texts_have_in_capitals_is_not_taken_from_them() -> None:
    assert calm("THE STORM HITS KELPOR", {"storm": "STORM", "kelpor": "KELPOR"}) == "The storm hits KELPOR"
    assert clean_headline("THE STORM HITS KELPOR NOW") == "The storm hits Kelpor now"


@table(
    ("title", "cleaned"),
    [
        ("Storm hits coast of Peru - World news - Americas", "Storm hits coast of Peru"),
        ("Storm hits coast of Peru - weather - World news - Peru", "Storm hits coast of Peru"),
        ("Storm hits coast - World news - Americas", "Storm hits coast - World news - Americas"),  # too short a rest
        ("Storm hits coast of Peru - roads - Americas", "Storm hits coast of Peru - roads - Americas"),
        ("Storm hits coast of Peru - roads closed until Monday - News - Peru", None),
    ],
)
def test_sections_of_a_site_are_removed_from_a_headline_of_five_words(title: str, cleaned: str | None) -> None:
    assert clean_headline(title) == (title if cleaned is None else cleaned)


@table(
    "title",
    [
        *("UPDATE 2-Storm hits", "REFILE-UPDATE 12-Storm hits", "FACTBOX-Storm hits", "(LEAD) Storm hits"),
        *("(2nd LD) Storm hits", "[Video] Storm hits", "Storm hits (video)", "Storm hits (+ video)", "Storm hits[3]"),
        *(
            "Storm hits #weather",
            "Storm hits #weather #peru",
            "🚨 Storm hits 🌧️",
            "🔴 LIVE: Storm hits",
            "Live: storm hits",
        ),
    ],
)
def test_tags_of_agencies_and_media_hashtags_and_pictographs_are_removed(title: str) -> None:
    assert clean_headline(title).capitalize() == "Storm hits"


@table(
    "title",
    [
        *("Update-day for phones", "STORM-Report of the week", "(Storm) hits", "#Storm hits", "Storm hits (Peru)"),
        *("Storm™ hits ®", "Storm hits no. #3", "Live: eBay hits"),
    ],
)
def test_other_tags_and_signs_stay(title: str) -> None:
    assert clean_headline(title).removeprefix("Live: ") == title.removeprefix("Live: ")


@table(
    ("title", "is_one"),
    [
        *(("FACTBOX-Storms in Peru", True), ("UPDATE 2-TIMELINE-Storms in Peru", True)),
        *(("UPDATE 2-Storm hits", False), ("Factbox on storms", False), ("Storms: FACTBOX-", False)),
    ],
)
def test_tags_of_agencies_tell_background(title: str, is_one: bool) -> None:
    assert is_background(title) is is_one


@table("title", ["Q&amp;A on storms", "Q&amp;amp;A on storms", "Q\\&amp;A&nbsp;on storms", "Q&#38;A\\&nbsp;on storms"])
def test_character_references_are_resolved(title: str) -> None:
    assert clean_headline(title) == "Q&A on storms"


@table(
    ("title", "language"),
    [
        *(("Watch live: Storm hits", "en"), ("Video | Storm hits", "en"), ("Storm hits – video", "en")),
        *(("Storm hits | Opinion", "en"), ("#BREAKING: Storm hits", "en"), ("Storm hits : Daily Bread", "en")),
        *(("Storm hits (Daily)", "en"), ("Storm hits | France 24 | 28.11.2026", "en")),
        *(("VÍDEO: Tormenta en Lima", "es"), ("En vivo | Tormenta en Lima", "es")),
        *(("ÚLTIMA HORA: Tormenta en Lima", "es"), ("Tormenta en Lima (vídeo)", "es")),
        *(("EIL: Sturm in Lund", "de"), ("Eilmeldung +++ Sturm in Lund", "de"), ("+++ Sturm in Lund +++", "de")),
        *(("VIDÉO. Orage à Lund", "fr"), ("EN DIRECT. Orage à Lund", "fr"), ("En images : Orage à Lund", "fr")),
        *(("AO VIVO: Chuva em Lund", "pt"), ("Chuva em Lund; veja vídeo", "pt")),
    ],
)
def test_kickers_and_tags_of_five_languages_are_removed(title: str, language: str) -> None:
    kept = {
        "en": "Storm hits",
        "es": "Tormenta en Lima",
        "de": "Sturm in Lund",
        "fr": "Orage à Lund",
        "pt": "Chuva em Lund",
    }
    assert clean_headline(title, OUTLETS, language=language) == kept[language]


def test_initials_of_an_outlet_are_its_name() -> None:
    assert clean_headline("Storm hits - NYT", {"The New York Times"}) == "Storm hits"
    assert clean_headline("Storm hits - NP", {"New Paper"}) == "Storm hits - NP"


@table(
    "title",
    [
        *("Fact check: Storm hits", "Report: Storm hits", "Storm hits - report", "Bulo: Tormenta en Lima"),
        *(
            "Video games sell well",
            "Live music is back",
            "Direct. Honest. Lund.",
            "Storm hits (Lund)",
            "Storm hits; roads shut",
        ),
    ],
)
def test_what_tells_a_doubt_a_source_or_the_matter_stays(title: str) -> None:
    assert clean_headline(title, OUTLETS) == title


@table(
    ("line", "language", "written"),
    [
        ("EL SENADO RECHAZA EL PRESUPUESTO DE ZORBAK", "es", "El senado rechaza el presupuesto de Zorbak"),
        ("ESPAÑA Y LA ONU FIRMAN UN ACUERDO", "es", "España y la ONU firman un acuerdo"),
        ("DER SENAT VON ZORBAK LEHNT DEN HAUSHALT AB", "de", "Der Senat von Zorbak lehnt den Haushalt ab"),
        ("LE SÉNAT DE ZORBAK REJETTE LE BUDGET", "fr", "Le sénat de Zorbak rejette le budget"),
        ("O SENADO DE ZORBAK REJEITA O ACORDO", "pt", "O senado de Zorbak rejeita o acordo"),
        ("NATO AND CHINA AGREE ON TALKS", "en", "NATO and China agree on talks"),
        ("STORM HITS ZORBAK AGAIN", "xx", "Storm hits Zorbak again"),
    ],
)
def test_capitals_become_the_usual_case_of_their_language(line: str, language: str, written: str) -> None:
    assert calm(line, {}, language) == written
