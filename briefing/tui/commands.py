"""What the reader can be told to do: each command once, with its keys, its help and what it calls.

The bindings of every pane, the `?` help, the foot line and `[keys]` of the configuration come from `COMMANDS`. Doing
it is left to the panes and screens, whose actions the commands name.
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

Keys = Mapping[str, tuple[str, ...]]
"""Name of a command -> its keys, in Textual's names; the first is the one to show."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to tell the reader."""

    name: str
    """How `[keys]` calls it."""
    keys: tuple[str, ...]
    """Default keys, the one to show first."""
    help: str
    """What it does, in a line."""
    action: str
    """The Textual action: of the pane itself, or with `screen.` or `app.` of what is around it."""
    panes: tuple[PaneName, ...] = PANES
    """Where it can be used."""
    short: str = ""
    """A word or two for the foot line; empty if it is not shown there."""
    listed: bool = True
    """Whether help and palette name it; False for one of many alike."""


COMMANDS: tuple[Command, ...] = (
    Command(
        "open", ("enter", "l", "right"), "Open what the cursor is on", "screen.open", ("threads", "thread"), "open"
    ),
    Command(
        "back",
        ("escape", "h", "left"),
        "Go back; a thread you leave is read",
        "screen.back",
        ("thread", "article", "help"),
        "back",
    ),
    Command("all_threads", ("escape",), "List all threads again after a search", "screen.all_threads", ("threads",)),
    Command("down", ("j", "down"), "Go down", "move(1)"),
    Command("up", ("k", "up"), "Go up", "move(-1)"),
    Command("page_down", ("space", "pagedown", "ctrl+d"), "A page down", "page(1)"),
    Command("page_up", ("b", "pageup", "ctrl+u"), "A page up", "page(-1)"),
    Command("top", ("g", "home"), "To the first line", "end(-1)"),
    Command("bottom", ("G", "end"), "To the last line", "end(1)"),
    Command(
        "exchange",
        ("v",),
        "All quotes: who said what to whom; again: by speaker; again: the thread",
        "screen.exchange",
        ("thread",),
        "quotes",
    ),
    Command("next_unread", ("n",), "Next unread thread", "screen.next_unread", ("threads", "thread"), "unread"),
    Command("next_article", ("n",), "Next article of the thread", "screen.next_article(1)", ("article",), "next"),
    Command(
        "previous_article",
        ("p",),
        "Previous article of the thread",
        "screen.next_article(-1)",
        ("article",),
        "previous",
    ),
    Command(
        "why",
        ("w",),
        "Why it is here: the thread in the list, or its articles in it",
        "screen.why",
        ("threads", "thread"),
    ),
    Command(
        "star", ("s",), "Star the article, or in the list the whole thread; again: no longer", "screen.star", READING
    ),
    Command("follow", ("f",), "Follow the thread, or no longer", "screen.follow", READING),
    Command("mute", ("m",), "Mute the thread: it is left out from now on", "screen.mute", READING),
    Command(
        "split", ("x",), "Take the article under the cursor out, as a thread of its own", "screen.split", ("thread",)
    ),
    Command("join", ("J",), "Pick a thread, then another one to join it with", "screen.join", ("threads",)),
    Command("undo", ("u",), "Take back what you did last", "screen.undo", READING),
    Command("redo", ("U",), "Do again what you took back last", "screen.redo", READING),
    Command("browse", ("o",), "Open the article's page in the browser", "screen.browse", READING, "browser"),
    Command("copy", ("y",), "Copy what the cursor is on, with its source", "screen.copy", READING),
    Command("link", ("#",), "Open a link of the article by its number", "screen.link", ("article",), "link"),
    *(
        Command(
            f"link_{number}",
            (str(number),),
            f"Open link {number}, or the one whose number begins so; the other digits too",
            f"screen.link({number})",
            ("article",),
            listed=number == 1,
        )
        for number in range(1, 10)
    ),
    Command("pipe", ("|",), "Let a command read the thread or article", "screen.pipe", READING),
    Command("export", ("e",), "Write the thread or article to a file", "screen.export", READING),
    Command("mark_read", ("A",), "Mark the whole thread read", "screen.mark_read", READING, "read"),
    Command("search", ("/",), "List only threads that a query finds", "screen.search", ("threads",), "search"),
    Command("refresh", ("r",), "Fetch news now", "app.refresh_news", READING, "refresh"),
    Command("add_feed", ("a",), "Add the feed of a site", "screen.add_feed", READING),
    Command("jump", ("'",), "Jump to a pane, row or section by its letter", "screen.jump", READING),
    Command(
        "mouse", ("M",), "Let the mouse go, for the terminal's own selection; again: take it", "app.let_mouse_go", PANES
    ),
    Command("theme", ("t",), "Choose the colours", "app.choose_theme", READING),
    Command("palette", ("ctrl+p", ":"), "Find a command by its name", "app.command_palette", READING),
    Command("help", ("?",), "Show or leave these keys", "app.help", PANES, "help"),
    Command("quit", ("q",), "Quit", "app.quit", PANES, "quit"),
)

_MODIFIERS = frozenset({"ctrl", "alt", "shift", "super", "hyper", "meta"})
_SHORT = {"enter": "enter", "escape": "esc", "pagedown": "pgdn", "pageup": "pgup", "space": "space"}
_BY_NAME = {command.name: command for command in COMMANDS}


def key_map(wanted: Mapping[str, str]) -> Keys:
    """Return the keys of every command, with those of `[keys]` in place of the defaults.

    Args:
        wanted: name of a command -> key, or several with commas or spaces between them.

    Raises:
        ConfigError: names all unknown commands, unknown keys, and keys that mean two things in one place.
    """
    problems: list[str] = []
    keys = {command.name: tuple(map(_named, command.keys)) for command in COMMANDS}
    for name, value in wanted.items():
        if name not in keys:
            problems.append(f"keys.{name}: there is no such command{_nearest(name, _BY_NAME)}")
            continue
        chosen = tuple(_named(key) for key in ([value] if value == "," else value.replace(",", " ").split()))
        problems += [f"keys.{name}: {key!r} is no key{_nearest(key, _special())}" for key in chosen if not _known(key)]
        if not chosen:
            problems.append(f"keys.{name}: no key is named")
        keys[name] = chosen
    problems += _conflicts(keys)
    if problems:
        raise ConfigError("; ".join(problems))
    return keys


def bindings(pane: PaneName) -> list[BindingType]:
    """Return the default bindings of a pane; their ids are the commands' names, for the keymap."""
    from textual.binding import Binding

    return [
        Binding(",".join(map(_named, command.keys)), command.action, command.help, id=command.name)
        for command in COMMANDS
        if pane in command.panes
    ]


def shown(key: str) -> str:
    """Return a key as people write it: `?` for `question_mark`, `^d` for `ctrl+d`."""
    from textual.keys import format_key

    modifiers, _, base = key.rpartition("+")
    text = _SHORT.get(base) or format_key(base)
    return f"^{text}" if modifiers == "ctrl" else f"{modifiers}+{text}" if modifiers else text


def _conflicts(keys: Keys) -> list[str]:
    """Tell every pair of commands that would answer to one key in one pane."""
    problems = []
    for place, one in enumerate(COMMANDS):
        for other in COMMANDS[place + 1 :]:
            if set(one.panes) & set(other.panes):
                problems += [
                    f"keys: {shown(key)} would mean both {one.name} and {other.name}; give one of them another key"
                    for key in keys[one.name]
                    if key in keys[other.name]
                ]
    return problems


def _named(key: str) -> str:
    """Return Textual's name of a key written as its character."""
    from textual.binding import Binding

    return "comma" if key == "," else next(iter(Binding.make_bindings([Binding(key, "")]))).key


def _known(key: str) -> bool:
    """Tell whether a terminal can send this key."""
    from textual.keys import REPLACED_KEYS, key_to_character

    *modifiers, base = key.split("+")
    named = base in _special() or base in REPLACED_KEYS or key_to_character(base) is not None
    return named and set(modifiers) <= _MODIFIERS


def _special() -> frozenset[str]:
    """Return the names of keys that are no characters."""
    from textual.keys import Keys as Named

    return frozenset(key.value for key in Named if not key.value.startswith("<") and "+" not in key.value)


def _nearest(word: str, known: Mapping[str, object] | frozenset[str]) -> str:
    near = did_you_mean(word, known)
    return f"; {near}" if near else ""
