from __future__ import annotations

from briefing.model import Health, SourceFailure
from briefing.tui.drawing.notices import help_page, no_match, trouble, welcome
from briefing.tui.drawing.page_layout import Block
from briefing.tui.key_bindings import COMMANDS, PaneName, key_map

KEYS = key_map({})


def text(blocks: tuple[Block, ...]) -> str:
    return "\n".join(p.text.text for b in blocks for p in b.paragraphs)


def test_a_reader_without_threads_tells_that_articles_wait() -> None:
    page = text(welcome(KEYS, 3, False, waiting=2600))
    assert "2,600 articles stored, no thread yet. They appear here if another briefing is at work." in page
    assert "Nothing is stored" not in page


def test_the_help_names_every_command() -> None:
    page = text(help_page(KEYS, Health()))
    assert all(command.help in page for command in COMMANDS if command.listed)


def test_the_help_begins_with_the_pane_that_has_the_focus() -> None:
    def titles(first: PaneName) -> list[str]:
        named = {"In the list", "In a thread", "In an article", "Everywhere"}
        return [line for line in text(help_page(KEYS, Health(), first)).split("\n") if line in named]

    assert titles("threads") == ["In the list", "Everywhere", "In a thread", "In an article"]
    assert titles("article") == ["In an article", "Everywhere", "In the list", "In a thread"]


def test_the_help_shows_the_keys_of_the_configuration() -> None:
    assert "z Z " in text(help_page(key_map({"open": "z,Z"}), Health()))


def test_the_help_tells_why_sources_failed() -> None:
    page = text(help_page(KEYS, Health(failed=(SourceFailure("https://a.example", "timed out", "A"),))))
    assert page.startswith("Keys\n1 of 1 source failed: A: timed out\n")
    assert page.endswith("Failed sources\nA  timed out")
    assert "failed" not in text(help_page(KEYS, Health())).casefold()


def test_the_help_begins_with_how_many_sources_failed_and_ends_with_their_list() -> None:
    reasons = [("A", "timed out"), ("B", "no such host"), ("", "no such host")]
    failed = tuple(SourceFailure(f"https://{n}.example", why, name) for n, (name, why) in enumerate(reasons))
    lines = text(help_page(KEYS, Health(7, failed))).splitlines()
    first = "3 of 10 sources failed: no such host (2×), timed out (1×); they are listed at the end"
    assert lines[:2] == ["Keys", first]
    assert lines[-3:] == ["Failed sources", "B, https://2.example  no such host", "A  timed out"]


def test_the_welcome_says_what_to_do() -> None:
    assert "Press r to fetch news" in text(welcome(KEYS, 3, False))
    assert "Press z to fetch news" in text(welcome(key_map({"refresh": "z"}), 3, False))
    assert "first time" in text(welcome(KEYS, 3, True))
    assert "No source is configured yet" in text(welcome(KEYS, 0, False))
    assert "[[feeds]]" in text(welcome(KEYS, 0, False))


def test_without_a_network_the_welcome_says_so_and_what_to_do() -> None:
    failed = (SourceFailure("https://a.example", "the name cannot be resolved", "A"),)
    page = text(welcome(KEYS, 1, False, failed))
    assert "No source could be read: the name cannot be resolved." in page
    assert "Is this machine online? r tries again" in page
    assert "1 of 3 sources could not be read" in text(welcome(KEYS, 3, False, failed))


def test_a_store_that_cannot_be_read_is_told_with_what_to_do() -> None:
    page = text(trouble("/x/briefing.db: damaged", KEYS))
    assert "/x/briefing.db: damaged" in page and "briefing doctor" in page and "r tries again" in page


def test_a_search_without_result_names_the_words() -> None:
    assert "petro [b]" in text(no_match("petro [b]", KEYS))
