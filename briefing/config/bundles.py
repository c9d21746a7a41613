"""Bundles of well-known feeds, each a topic in one language, to subscribe to together."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.config.feed_checks import bad_feeds
from briefing.config.sections import FeedConfig
from briefing.config.validation import read_section
from briefing.errors import ConfigError, UsageError, did_you_mean

BUNDLES = Path(__file__).parent / "data" / "bundles.toml"


@dataclass(frozen=True, slots=True)
class Bundle:
    """Feeds on one topic in one language."""

    name: str
    """Name on the command line."""
    topic: str
    """Topic, as shown."""
    language: str
    """ISO 639-1 code."""
    feeds: tuple[FeedConfig, ...]
    """At least one feed, with title and tags."""


@dataclass(frozen=True, slots=True)
class _BundleFile:
    bundles: tuple[Bundle, ...]


def shipped_bundles() -> tuple[Bundle, ...]:
    """The bundles of the package, in the order in which they are offered."""
    return read_bundles(BUNDLES.read_text(encoding="utf-8"), BUNDLES.name)


def read_bundles(text: str, name: str) -> tuple[Bundle, ...]:
    """Parse and check a file of bundles.

    Raises:
        ConfigError: it is not TOML, or has wrong keys or values; the message names the file and all problems.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{name}: not valid TOML: {error}") from error
    problems: list[str] = []
    file = read_section(_BundleFile, data, "", problems)
    if file and not problems:
        problems += _bad_bundles(file.bundles)
    if problems or file is None:
        raise ConfigError(f"{name}: " + "; ".join(problems))
    return file.bundles


def named_bundles(names: Sequence[str]) -> tuple[Bundle, ...]:
    """The shipped bundles of these names, each once.

    Raises:
        UsageError: a name is unknown; suggests the nearest.
    """
    bundles = {bundle.name: bundle for bundle in shipped_bundles()}
    for name in names:
        if name not in bundles:
            hint = did_you_mean(name, bundles, "`briefing feeds bundles` lists them")
            raise UsageError(f"{name}: there is no such bundle; {hint}")
    return tuple(bundles[name] for name in dict.fromkeys(names))


def _bad_bundles(bundles: Sequence[Bundle]) -> list[str]:
    problems = [problem for bundle in bundles for problem in bad_feeds(bundle.feeds, f"{bundle.name}.feeds")]
    problems += [f"{bundle.name}: has no feeds" for bundle in bundles if not bundle.feeds]
    for kind, keys in (
        ("name", [bundle.name for bundle in bundles]),
        ("topic and language", [f"{bundle.topic}, {bundle.language}" for bundle in bundles]),
    ):
        problems += [f"two bundles have the {kind} {key!r}" for key in dict.fromkeys(keys) if keys.count(key) > 1]
    return problems
