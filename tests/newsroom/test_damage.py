"""Versions that are clearly worse than the stored ones, and edits."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefing.config import FeedConfig
from briefing.model import Article
from briefing.newsroom import diagnose, open_store, refresh
from briefing.newsroom.ingest.damage import garbled_share, text_damage, title_damage, without_damage
from briefing.sanitizer import clean_text
from briefing.sources.document_titles import title_from
from tests.newsroom.conftest import NOON, hours
from tests.newsroom.content import configure
from tests.newsroom.site import Item, Site
from tests.table import table

LONG = (
    "Der Bürgermeister hat am Freitag die neue Brücke über die Würm eröffnet – nach sieben Jahren. „Endlich“, rief er. "
    "Die Anwohner müssen künftig keine Umwege mehr fahren, und die Fähre fährt nur noch für Gäste. " * 6
)
RUSSIAN = "Мэр открыл новый мост через реку. Жители ждали его семь лет. " * 6
JAPANESE = "市長は金曜日に新しい橋を開通させた。住民は七年待っていた。" * 10
CHINESE = "市长星期五开通了新桥。居民等了七年。联通公司对此表示欢迎，对象是全国用户。" * 8
GREEK = "Ο δήμαρχος άνοιξε τη νέα γέφυρα. Οι κάτοικοι την περίμεναν επτά χρόνια. " * 6
OLD = Article("id", "https://a.example/x", "Bürgermeister eröffnet die neue Brücke", LONG, origin="feed")


def misread(text: str, codec: str) -> str:
    """UTF-8 as it is stored where it is taken for another encoding."""
    return clean_text(text.encode().decode(codec, "replace"))


@table(
    ("text", "codec"),
    [
        (LONG, "cp1252"), (LONG, "latin-1"), (LONG, "cp1250"), (LONG, "cp1251"), (LONG, "ascii"),
        (RUSSIAN, "cp1251"), (RUSSIAN, "latin-1"), (RUSSIAN, "koi8-r"), (RUSSIAN, "cp1252"), (RUSSIAN, "ascii"),
        (JAPANESE, "cp1252"), (JAPANESE, "latin-1"), (JAPANESE, "shift_jis"), (JAPANESE, "gb18030"), 
        (CHINESE, "latin-1"), (CHINESE, "cp1252"), (CHINESE, "gb18030"), (GREEK, "cp1252"), (GREEK, "latin-1"),
        ("The mayor’s new bridge is open – at last. " * 9, "cp1252"), ("Café crème for the mayor. " * 9, "latin-1"),
    ],
)  # fmt: skip
def test_text_in_a_wrong_encoding_is_garbled(text: str, codec: str) -> None:
    assert "garbled" in text_damage(replace(OLD, text=text), replace(OLD, text=misread(text, codec)))
    assert text_damage(replace(OLD, text=misread(text, codec)), replace(OLD, text=text)) == ""


@table("text", [LONG, RUSSIAN, JAPANESE, CHINESE, GREEK, "Żółta łódź płynie."])
def test_question_marks_for_letters_are_garbled(text: str) -> None:
    lossy = text.encode("ascii", "replace").decode()
    assert "garbled" in text_damage(replace(OLD, text=text), replace(OLD, text=lossy))
    assert "garbled" in title_damage(replace(OLD, title=text[:40]), replace(OLD, title=lossy[:40]))
    assert text_damage(replace(OLD, text=lossy), replace(OLD, text=text)) == ""


@table("title", ["Untitled", "(no title)", "[Untitled]", "null", "—", "Ohne Titel", " … ", "无标题"])
def test_words_in_the_place_of_a_title_are_none(title: str) -> None:
    assert title_damage(replace(OLD, title="Mayor opens the bridge"), replace(OLD, title=title)) == "its title is empty"


@pytest.mark.parametrize("title", ["Untitled sketch sold for a million", "None of the above", "Title fight is off"])
def test_titles_that_begin_so_are_titles(title: str) -> None:
    assert title_damage(replace(OLD, title="Mayor opens the bridge"), replace(OLD, title=title)) == ""


def test_questions_are_not_garbled() -> None:
    questions = "Wer hat das gesagt? Was kommt nun?? See https://a.example/?id=1 for more. " * 3
    assert text_damage(OLD, replace(OLD, text=LONG + questions)) == ""


@table("text", [LONG, RUSSIAN, JAPANESE, CHINESE, GREEK, "Ça va ? « Oui », dit-il, “naïve” — Ångström, ß”, Ä“."])
def test_text_of_any_language_is_not_garbled(text: str) -> None:
    assert garbled_share(text) < 0.3
    assert text_damage(OLD, replace(OLD, text=text * 9)) == ""


@table(
    ("text", "why"),
    [
        ("", "empty"),
        ("  \n ", "empty"),
        (LONG[:60], "cut from"),
        ("This article was withdrawn.", "cut from"),
        ("Subscribe to continue reading.", "cut from"),
        (LONG.replace("ü", "\ufffd"), "garbled"),
        (LONG.replace("ü", "\ufffd", 1), "garbled"),
        (LONG[: len(LONG) // 2], ""),
        (LONG + "Mehr folgt.", ""),
        (LONG.replace("Freitag", "Samstag"), ""),
        (LONG.replace("ü", "ue"), ""),
        ("Something else altogether was written about the bridge, by another hand. " * 3, ""),
    ],
)
def test_worse_texts_and_edits(text: str, why: str) -> None:
    assert (why in text_damage(OLD, replace(OLD, text=text))) and bool(why) == bool(
        text_damage(OLD, replace(OLD, text=text))
    )


def test_short_text_may_become_shorter_but_not_empty() -> None:
    old = replace(OLD, text="Five people were hurt when the bridge opened on Friday.")
    assert text_damage(old, replace(old, text="Gone.")) == ""
    assert text_damage(old, replace(old, text="")) == "its text is empty"


@pytest.mark.parametrize(
    "stub",
    [
        "To continue reading, please subscribe. Already a subscriber? Log in.",
        "We use cookies to give you the best experience. Accept all cookies.",
    ],
)
def test_wall_in_place_of_a_text_is_refused(stub: str) -> None:
    old = replace(OLD, text=LONG[:400])
    assert text_damage(old, replace(old, text=stub)) == "its text is that of a wall or an error page"


@table(
    ("title", "why"),
    [
        ("", "its title is empty"),
        (misread(OLD.title, "cp1252"), "its title is garbled by a wrong encoding"),
        (OLD.title.replace("ü", "\ufffd"), "its title is garbled by a wrong encoding"),
        ("Bürgermeister eröffnet…", "its title is cut"),
        ("Bürgermeister eröffnet die neue Br", "its title is cut"),
        ("Bürgermeister eröffnet die ne...", "its title is cut"),
        ("Bürger", "its title is cut"),
        ("Bürgermeister eröffnet die neue", ""),
        ("Brücke eröffnet", ""),
        ("Bürgermeister eröffnet die neue Brücke über die Würm", ""),
    ],
)
def test_worse_titles_and_edits(title: str, why: str) -> None:
    assert title_damage(OLD, replace(OLD, title=title)) == why


def test_title_that_was_cut_is_completed() -> None:
    cut = replace(OLD, title="Bürgermeister eröffnet…", text=LONG[:80] + "…")
    assert without_damage(cut, OLD) == (OLD, "")


def test_good_title_beside_a_worse_text_is_taken() -> None:
    kept, why = without_damage(OLD, replace(OLD, title="Brücke ist offen", text=""))
    assert (kept.title, kept.text, why) == ("Brücke ist offen", LONG, "its text is empty")


def damage(old: str, new: str) -> str:
    return text_damage(replace(OLD, text=old), replace(OLD, text=new))


def worse_title(old: str, new: str, text: str = LONG) -> str:
    return title_damage(replace(OLD, title=old), replace(OLD, title=new, text=text))


def test_text_is_cut_to_a_tenth() -> None:
    words = "Some words. " * 25
    assert (len(words), damage(words, words[:30])) == (300, "its text is cut from 300 to 30 characters")
    assert damage(words, words[:31]) == ""
    assert damage(words[:199], words[:19]) == ""


def test_text_as_long_as_a_wall_may_be_replaced_by_one() -> None:
    wall = "To continue reading, please subscribe. Already a subscriber? Log in."
    assert damage("x" * (len(wall) + 1), wall) == "its text is that of a wall or an error page"
    assert damage("x" * len(wall), wall) == damage(wall * 2, wall) == ""


def test_what_replaces_nothing_or_itself_is_no_damage() -> None:
    mixed = "é" * 40 + "я" * 35 + "a" * 25
    assert damage(mixed, mixed) == damage(" ", misread(LONG, "cp1252")) == damage("", "") == ""
    assert worse_title("Untitled", "Untitled") == worse_title(" ", "Untitled") == ""


@table(
    ("old", "new", "is_garbled"),
    [
        ("a" * 200, "b " * 199 + "\ufffd\ufffd", True),
        ("a" * 200, "b " * 200 + "\ufffd", False),
        ("a" * 200, "b" * 100 + "\ufffd", True),
        ("\ufffd", "b\ufffd", False),
        ("é" * 9, "a?b" + "c" * 197, True),
        ("é" * 9, "a?b" + "c" * 198, False),
        ("ééé?a", "eee?a", False),
        ("é", "?a éé", False),
        ("é", "a?b?c", False),
        ("café", "caf??", False),
        ("ééé", "a???", True),
        ("é à", "Ã© à à", True),
        ("é à", "Ã© à à à", False),
        ("Ã© à à", "Ã© Ã© à", True),
        ("Ã© à", "Ã© Ã© à", False),
    ],
)
def test_share_of_lost_letters_that_makes_a_text_garbled(old: str, new: str, is_garbled: bool) -> None:
    assert ("garbled" in damage(old, new)) is is_garbled


@table(
    ("old", "new", "is_lost"),
    [
        ("я" * 30 + "a" * 60, "ã" * 31 + "a" * 59, True),
        ("я" * 29 + "a" * 61, "ã" * 31 + "a" * 59, False),
        ("я" * 90, "ã" * 30 + "a" * 60, False),
        ("я" * 90, "ã" * 45 + "я" * 44, True),
        ("я" * 90, "ã" * 45 + "я" * 45, False),
        ("я" * 90, "a" * 90, False),
    ],
)
def test_third_of_a_text_in_another_script_that_becomes_accented_is_garbled(old: str, new: str, is_lost: bool) -> None:
    assert ("garbled" in damage(old, new)) is is_lost


@table(
    ("old", "new", "why"),
    [
        ("Bridge opens…", "Bridge opens...", ""),
        ("Bridge opens", "Bridge [...]", "its title is cut"),
        ("Bridge opens today", "Bridge o", "its title is cut"),
        ("Bridge one", "Bridge", ""),
        ("Bridge opens", "Bridge", "its title is cut"),
        ("Bridge opened", "Bridge", "its title is cut"),
        ("Bridge opens: why", "Bridge opens", ""),
        ("Bridge opens", "Bridge opens: why", ""),
    ],
)
def test_title_is_cut_within_a_word_or_to_its_half(old: str, new: str, why: str) -> None:
    assert worse_title(old, new) == why


def test_title_made_of_the_text_replaces_only_one_of_its_kind() -> None:
    made = title_from(LONG)
    assert worse_title("Brücke offen", made) == "its title is empty"
    assert worse_title(made, "Brücke offen") == ""
    assert worse_title(made, title_from(RUSSIAN), RUSSIAN) == ""
    assert worse_title("Brücke offen", "Neue Brücke", "") == ""


@pytest.mark.parametrize("worse", ["", misread(LONG, "cp1252"), LONG[:40], LONG.replace("ü", "\ufffd")])
def test_worse_version_is_refused_and_told_until_a_good_one_comes(site: Site, path: Path, worse: str) -> None:
    good = Item("/bridge", OLD.title, LONG)
    url = site.feed("/one.xml", "One", good)
    config = configure(FeedConfig(url, "One", full_text="never"))

    def texts() -> tuple[str, list[str]]:
        (text,) = store.row("SELECT text FROM content")
        return text.strip(), [each.problem for each in diagnose(config, store, NOON) if "worse version" in each.problem]

    with open_store(path) as store:
        refresh(store, config, now=NOON)
        site.feed("/one.xml", "One", replace(good, text=worse))
        for hour in (1, 2):
            report = refresh(store, config, now=hours(hour))
            assert (report.updated_articles, len(report.refused)) == (0, hour == 1)
            text, findings = texts()
            assert text == LONG.strip() and len(findings) == 1 and OLD.title in findings[0]
        site.feed("/one.xml", "One", replace(good, text=LONG + "Mehr folgt am Abend."))
        assert refresh(store, config, now=hours(3)).updated_articles == 1
        assert texts() == (LONG + "Mehr folgt am Abend.", [])
        site.feed("/one.xml", "One", replace(good, text=worse))
        refresh(store, config, now=hours(4))
        site.feed("/one.xml", "One", replace(good, text=LONG + "Mehr folgt am Abend."))
        refresh(store, config, now=hours(5))
        assert texts() == (LONG + "Mehr folgt am Abend.", [])
