"""Commands of the reader: each once, with its keys, its help and its action.

The bindings of every pane, the `?` help, the palette, the foot line and `[keys]` of the configuration come from
`COMMANDS`. The actions are those of the panes, the main screen and the application.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefing.errors import ConfigError, did_you_mean

if TYPE_CHECKING:
    from textual.binding import BindingType

PaneName = Literal["threads", "thread", "article", "help"]

PANES: tuple[PaneName, ...] = ("threads", "thread", "article", "help")
READING: tuple[PaneName, ...] = ("threads", "thread", "article")
LIST, THREAD, ARTICLE, LIST_AND_THREAD = READING[:1], READING[1:2], READING[2:], READING[:2]

Keys = Mapping[str, tuple[str, ...]]
"""Name of a command -> its keys, in Textual's names; the first is the one shown."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command, its keys and its action."""

    name: str
    """Name in `[keys]` of the configuration."""
    keys: tuple[str, ...]
    """Default keys; the first is the one shown."""
    help: str
    """Description in one line."""
    action: str
    """Textual action: of the pane itself, or with `screen.` or `app.` of the screen or application."""
    panes: tuple[PaneName, ...] = PANES
    """Panes in which it can be used."""
    short: str = ""
    """Label in the foot line; empty if it is not shown there."""
    listed: bool = True
    """Whether help and palette list it; False for all but one of a numbered series."""


COMMANDS: tuple[Command, ...] = (
    Command(
        "open",
        ("enter", "l", "right"),
        "Open the item under the cursor; fold or unfold a section",
        "screen.open",
        LIST_AND_THREAD,
        "open",
    ),
    Command(
        "back",
        ("escape", "h", "left"),
        "Go back; a thread that you leave is marked read",
        "screen.back",
        ("thread", "article", "help"),
        "back",
    ),
    Command("fold", ("h", "left"), "Fold the section that the cursor is in", "screen.fold", LIST),
    Command("all_threads", ("escape",), "From a search to the front page; cancel a join", "screen.all_threads", LIST),
    Command("down", ("j", "down"), "Go down", "move(1)"),
    Command("up", ("k", "up"), "Go up", "move(-1)"),
    Command("page_down", ("space", "pagedown", "ctrl+d"), "A page down", "page(1)"),
    Command("page_up", ("b", "pageup", "ctrl+u"), "A page up", "page(-1)"),
    Command("top", ("g", "home"), "To the first line", "end(-1)", ("threads", "help")),
    Command("page_top", ("home",), "To the first line of the page", "end(-1)", ("thread", "article")),
    Command("bottom", ("G", "end"), "To the last line", "end(1)"),
    Command(
        "exchange",
        ("v",),
        "All quotes: who said what to whom; again: by speaker; again: the thread",
        "screen.exchange",
        THREAD,
        "quotes",
    ),
    Command(
        "unfold", ("V",), "Show the quotes that are not certain, and copies; again: hide them", "screen.unfold", THREAD
    ),
    Command(
        "related", ("R",), "Open the most closely related thread; again: the next", "screen.related", LIST_AND_THREAD
    ),
    Command(
        "next_unread",
        ("n",),
        "Next story with news since your last visit; after the last one the end of the news",
        "screen.next_unread",
        LIST_AND_THREAD,
        "new",
    ),
    Command("next_article", ("n",), "Next article of the thread", "screen.next_article(1)", ARTICLE, "next"),
    Command(
        "previous_article", ("p",), "Previous article of the thread", "screen.next_article(-1)", ARTICLE, "previous"
    ),
    Command(
        "why", ("w",), "Reasons for the rank of the thread, or for each of its articles", "screen.why", LIST_AND_THREAD
    ),
    Command("star", ("s",), "Star the article, or in the list the whole thread; again: unstar", "screen.star", READING),
    Command("follow", ("f",), "Follow or unfollow the thread", "screen.follow", READING),
    Command("mute", ("m",), "Mute the thread: it is no longer listed", "screen.mute", READING),
    Command("split", ("x",), "Split the article under the cursor off, as a new thread", "screen.split", THREAD),
    Command("join", ("J",), "Select a thread, then another one to join it with", "screen.join", LIST),
    Command("undo", ("u",), "Undo your last change", "screen.undo", READING),
    Command("redo", ("U",), "Redo the change undone last", "screen.redo", READING),
    Command(
        "fetch_page",
        ("g",),
        "Fetch the article's page now, if only a teaser is there",
        "screen.fetch_page",
        ("thread", "article"),
    ),
    Command(
        "browse",
        ("o",),
        "Open the article's page in the browser, or a file beside it",
        "screen.browse",
        READING,
        "browser",
    ),
    Command("copy", ("y",), "Copy the item under the cursor, with its source", "screen.copy", READING),
    Command("link", ("#",), "Open a link of the article by its number", "screen.link", ARTICLE, "link"),
    *(
        Command(
            f"link_{number}",
            (str(number),),
            f"Open link {number}, or type the rest of a longer number; other digits alike",
            f"screen.link({number})",
            ARTICLE,
            listed=number == 1,
        )
        for number in range(1, 10)
    ),
    Command("pipe", ("|",), "Pipe the thread or article to a command", "screen.pipe", READING),
    Command("export", ("e",), "Save the thread or article in a file", "screen.export", READING),
    Command("mark_read", ("A",), "Mark the whole thread read", "screen.mark_read", READING, "read"),
    Command("search", ("/",), "List only threads that match a query", "screen.search", READING, "search"),
    Command("refresh", ("r",), "Fetch news now", "app.refresh_news", READING, "refresh"),
    Command("add_feed", ("a",), "Add the feed of a site, the feeds of a file, or a bundle", "screen.add_feed", READING),
    Command("jump", ("'",), "Jump to a pane, row or section by its letter", "screen.jump", READING),
    Command(
        "mouse", ("M",), "Leave the mouse to the terminal, for selections; again: take it", "app.toggle_mouse", PANES
    ),
    Command("theme", ("t",), "Choose a theme", "app.choose_theme", READING),
    Command("palette", ("ctrl+p", ":"), "Find a command by its name", "app.command_palette", READING),
    Command("help", ("?",), "Show or close this help", "app.help", PANES, "help"),
    Command("quit", ("q",), "Quit; in the help or a dialog: close it", "app.quit", PANES, "quit"),
)

_MODIFIERS = frozenset({"ctrl", "alt", "shift", "super", "hyper", "meta"})
_SHORT = {"enter": "enter", "escape": "esc", "pagedown": "pgdn", "pageup": "pgup", "space": "space"}
_BY_NAME = {command.name: command for command in COMMANDS}


def key_map(settings: Mapping[str, str]) -> Keys:
    """Keys of every command, with those of `[keys]` in place of the defaults.

    Args:
        settings: name of a command -> key, or several separated by commas or spaces.

    Raises:
        ConfigError: names all unknown commands, unknown keys, and keys of two commands in one pane.
    """
    problems: list[str] = []
    keys = {command.name: tuple(map(_key_name, command.keys)) for command in COMMANDS}
    for name, value in settings.items():
        if name not in keys:
            problems.append(f"keys.{name}: there is no such command{_suggestion(name, _BY_NAME)}")
            continue
        chosen = tuple(_key_name(key) for key in ([value] if value == "," else value.replace(",", " ").split()))
        problems += [
            f"keys.{name}: {key!r} is no key{_suggestion(key, _special_keys())}" for key in chosen if not _is_key(key)
        ]
        if not chosen:
            problems.append(f"keys.{name}: no key is named")
        keys[name] = chosen
    problems += _conflicts(keys)
    if problems:
        raise ConfigError("; ".join(problems))
    return keys


def bindings(pane: PaneName) -> list[BindingType]:
    """Default bindings of a pane; their ids are the commands' names, for the keymap."""
    from textual.binding import Binding

    return [
        Binding(",".join(map(_key_name, command.keys)), command.action, command.help, id=command.name)
        for command in COMMANDS
        if pane in command.panes
    ]


def key_label(key: str) -> str:
    """A key for display: `?` for `question_mark`, `^d` for `ctrl+d`."""
    from textual.keys import format_key

    modifiers, _, base = key.rpartition("+")
    text = _SHORT.get(base) or format_key(base)
    return f"^{text}" if modifiers == "ctrl" else f"{modifiers}+{text}" if modifiers else text


def _conflicts(keys: Keys) -> list[str]:
    """A message for every key that two commands of one pane share."""
    problems = []
    for place, one in enumerate(COMMANDS):
        for other in COMMANDS[place + 1 :]:
            if set(one.panes) & set(other.panes):
                problems += [
                    f"keys: {key_label(key)} would mean both {one.name} and {other.name}; give one of them another key"
                    for key in keys[one.name]
                    if key in keys[other.name]
                ]
    return problems


def _key_name(key: str) -> str:
    """Textual's name of a key written as its character."""
    from textual.binding import Binding

    return "comma" if key == "," else next(iter(Binding.make_bindings([Binding(key, "")]))).key


def _is_key(key: str) -> bool:
    """Whether a terminal can send this key."""
    from textual.keys import REPLACED_KEYS, key_to_character

    *modifiers, base = key.split("+")
    is_named = base in _special_keys() or base in REPLACED_KEYS or key_to_character(base) is not None
    return is_named and set(modifiers) <= _MODIFIERS


def _special_keys() -> frozenset[str]:
    """Names of keys that are no characters."""
    from textual.keys import Keys as Named

    return frozenset(key.value for key in Named if not key.value.startswith("<") and "+" not in key.value)


def _suggestion(word: str, known: Mapping[str, object] | frozenset[str]) -> str:
    near = did_you_mean(word, known)
    return f"; {near}" if near else ""
