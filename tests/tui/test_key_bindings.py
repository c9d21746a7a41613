from __future__ import annotations

import pytest

from briefing.errors import ConfigError
from briefing.store import Store
from briefing.tui.key_bindings import COMMANDS, PANES, bindings, key_label, key_map
from briefing.tui.screens.help import HelpScreen
from briefing.tui.widgets.page import ArticlePage, HelpPage, ThreadPage
from briefing.tui.widgets.thread_list import ThreadList
from tests.table import table
from tests.tui import library

WIDGETS = {"threads": ThreadList, "thread": ThreadPage, "article": ArticlePage, "help": HelpPage}


def test_the_defaults_have_no_conflict() -> None:
    assert set(key_map({})) == {command.name for command in COMMANDS}


def test_names_are_unique() -> None:
    assert len({command.name for command in COMMANDS}) == len(COMMANDS)


def test_every_command_has_its_action(store: Store) -> None:
    app = library.reader(store)
    for command in COMMANDS:
        scope, _, call = command.action.rpartition(".")
        for pane in command.panes:
            screen = HelpScreen if pane == "help" else app.main_screen
            owner = {"app": app, "screen": screen}.get(scope, WIDGETS[pane])
            assert callable(getattr(owner, f"action_{call.partition('(')[0]}", None)), (command.name, pane)


@table("pane", PANES)
def test_bindings_are_those_of_the_pane(pane: str) -> None:
    names = {getattr(binding, "id", None) for binding in bindings(pane)}  # type: ignore[arg-type]
    assert names == {command.name for command in COMMANDS if pane in command.panes}


def test_a_key_of_the_configuration_takes_the_place_of_the_defaults() -> None:
    keys = key_map({"open": "z, space", "page_down": "pagedown", "search": "ctrl+f"})
    assert keys["open"] == ("z", "space")
    assert keys["search"] == ("ctrl+f",)


def test_keys_are_written_as_characters_or_names() -> None:
    assert key_map({"refresh": "!"})["refresh"] == key_map({"refresh": "exclamation_mark"})["refresh"]
    assert key_map({"refresh": ","})["refresh"] == ("comma",)
    assert key_map({"refresh": "é"})["refresh"] == ("é",)


def test_two_commands_may_change_keys() -> None:
    keys = key_map({"down": "k", "up": "j"})
    assert (keys["down"], keys["up"]) == (("k",), ("j",))


@table(
    ("settings", "message"),
    [
        ({"opne": "x"}, "keys.opne: there is no such command; did you mean open?"),
        ({"zzz": "x"}, "keys.zzz: there is no such command"),
        ({"open": "entr"}, "keys.open: 'entr' is no key; did you mean enter?"),
        ({"open": "hyperspace+x"}, "keys.open: 'hyperspace+x' is no key"),
        ({"open": " "}, "keys.open: no key is named"),
        ({"open": "q"}, "keys: q would mean both open and quit; give one of them another key"),
        ({"next_unread": "/"}, "keys: / would mean both next_unread and search; give one of them another key"),
    ],
)
def test_what_cannot_be_meant_is_told(settings: dict[str, str], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        key_map(settings)
    assert str(caught.value) == message


def test_all_problems_are_told_at_once_in_one_line() -> None:
    with pytest.raises(ConfigError) as caught:
        key_map({"opne": "x", "back": "wat", "help": "q"})
    assert str(caught.value).count(";") >= 2
    assert "\n" not in str(caught.value)


def test_one_key_may_mean_different_things_in_different_panes() -> None:
    assert key_map({"join": "p"})["join"] == ("p",)


@table(("key", "text"), [("question_mark", "?"), ("ctrl+d", "^d"), ("escape", "esc"), ("enter", "enter"), ("A", "A")])
def test_keys_are_shown_as_people_write_them(key: str, text: str) -> None:
    assert key_label(key) == text
