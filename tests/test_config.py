"""The configuration is read as a whole, and an error tells all that is wrong."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from pathlib import Path

import pytest

from briefing.config import Config, FeedConfig, FetchConfig, bundled, find_config, load_config, xdg_folder
from briefing.errors import ConfigError


def write(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_shipped_file_holds_the_defaults() -> None:
    config = load_config(bundled() / "config.toml")
    assert replace(config, feeds=(), seeds=(), watch=()) == Config()
    assert len(config.feeds) >= 12
    assert [seed.path and (seed.path.name, seed.path.is_dir()) for seed in config.seeds] == [("seeds", True)]


def test_empty_file_is_the_defaults(tmp_path: Path) -> None:
    assert load_config(write(tmp_path, "")) == Config()


def test_a_byte_order_mark_before_it_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    for body in (
        b"",
        b"\r\n",
        b"[daily]\r\nlimit = 3\r\n",
        b"# K\xc3\xb6ln\r\n[[feeds]]\r\nurl = 'https://x.example/'\r\n",
    ):
        path.write_bytes(body)
        expected = load_config(path)
        path.write_bytes(b"\xef\xbb\xbf" + body)
        assert load_config(path) == expected
    path.write_bytes("[daily]\n".encode("utf-16"))
    with pytest.raises(ConfigError, match="save it as UTF-8"):
        load_config(path)


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
        [fetch]
        timout = 3
        workers = "many"
        [daily]
        width = 10
        [[feeds]]
        title = "no address"
        [[rules]]
        query = "x"
        action = "burn"
        """,
    )
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    message = str(caught.value)
    assert "\n" not in message
    for part in (
        str(path),
        "fetch.timout: unknown key; did you mean timeout?",
        "fetch.workers: expected a whole number, not 'many'",
        "daily.width: 10 is below 40",
        "feeds[1].url: missing",
        "rules[1].action: 'burn' is not one of mute, star, read",
    ):
        assert part in message
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("feeds = 3", "feeds: expected a list, not 3"),
        ("fetch = 3", "fetch: expected a table, not 3"),
        ("[keys]\nopen = 3", "keys: expected a table of texts"),
        ("[fetch]\nworkers = true", "fetch.workers: expected a whole number, not True"),
        ("[[seeds]]\npath = 3", "seeds[1].path: expected text"),
        ("queries = 3", "queries: expected a table of texts"),
        ('[output]\nlanguages = "en"', "output.languages: expected a list, not 'en'"),
        (
            '[output]\nlanguages = ["en", "English"]',
            "output.languages[2]: 'English' is not a language code of two letters, such as 'en'",
        ),
        ('[output]\nlanguages = ["es", "en", "es"]', "output.languages[3]: 'es' is listed twice"),
        ('[[feeds]]\nurl = "ftp://x"', "feeds[1].url: 'ftp://x' is not an http or https address"),
        (
            '[[feeds]]\nurl = "http://x"\n[[feeds]]\nurl = "http://x"',
            "feeds[2].url: duplicate of another feed: http://x",
        ),
        ('[[rules]]\nquery = "(x"\naction = "mute"', "rules[1].query: query “(x”, column 1: this ( is never closed"),
        ('[[rules]]\nquery = ""\naction = "mute"', "rules[1].query: '' is empty"),
        (
            '[[watch]]\nname = "x"\nquery = "a since:2d"',
            "watch[1].query: since:2d cannot be watched",
        ),
        ('[queries]\n"a b" = "x"', "queries.a b: a name may only have letters, digits, _ and -"),
        ('[queries]\na = "@b"\nb = "@a"', "queries.a: query “@b”, column 1: the saved query b is a part of itself"),
        ("[fetch", "not valid TOML"),
    ],
)
def test_wrong_values_are_named(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(ConfigError, match=r"config\.toml") as caught:
        load_config(write(tmp_path, text))
    assert reason in str(caught.value)


def test_missing_and_undecodable_files_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read the configuration: No such file"):
        load_config(tmp_path / "none.toml")
    path = tmp_path / "latin.toml"
    path.write_bytes(b"[daily]\n# caf\xe9\n")
    with pytest.raises(ConfigError, match="not UTF-8"):
        load_config(path)


def test_whole_numbers_serve_as_numbers_and_paths_start_at_the_file(tmp_path: Path) -> None:
    config = load_config(write(tmp_path, '[fetch]\ntimeout = 3\n[[seeds]]\npath = "a/b.txt"\n[[seeds]]\npath = "/c"'))
    assert config.fetch.timeout == 3.0
    assert [seed.path for seed in config.seeds] == [tmp_path / "a/b.txt", Path("/c")]


def test_search_order_is_option_variable_xdg_shipped(tmp_path: Path) -> None:
    own = tmp_path / "briefing" / "config.toml"
    environ = {"XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path / "home")}
    assert find_config(None, environ) == bundled() / "config.toml"
    own.parent.mkdir()
    own.touch()
    assert find_config(None, environ) == own
    assert find_config(None, {**environ, "BRIEFING_CONFIG": "/x.toml"}) == Path("/x.toml")
    assert find_config(Path("/y.toml"), {**environ, "BRIEFING_CONFIG": "/x.toml"}) == Path("/y.toml")


def test_no_home_is_no_error() -> None:
    assert find_config(None, {}).name == "config.toml"


def test_selector_that_is_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[[feeds]]\nurl = "https://a.example/"\nselector = "div[["\n')
    with pytest.raises(ConfigError, match=r"feeds\[1\]\.selector: 'div\[\[' is not a CSS selector"):
        load_config(path)
    path.write_text('[[feeds]]\nurl = "https://a.example/"\nselector = "div.story > p"\n')
    assert load_config(path).feeds[0].selector == "div.story > p"


def test_keys_of_fetching_are_documented_with_their_defaults() -> None:
    text = (bundled() / "docs" / "fetching.md").read_text(encoding="utf-8")
    documented = dict(re.findall(r"^\| `(\w+)` \| (\S+)", text, re.MULTILINE))
    for field in fields(FetchConfig):
        assert documented[field.name] in (str(field.default).lower(), str(field.default).split()[0])


def test_keys_of_feeds_are_documented() -> None:
    text = (bundled() / "docs" / "configuration.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)) >= {field.name for field in fields(FeedConfig)}


def test_folders_are_those_of_the_environment_if_they_are_absolute(tmp_path: Path) -> None:
    assert xdg_folder("XDG_DATA_HOME", ".local/share", {"XDG_DATA_HOME": "/d", "HOME": "/h"}) == Path("/d")
    for none in ({}, {"XDG_DATA_HOME": ""}, {"XDG_DATA_HOME": "relative"}):
        assert xdg_folder("XDG_DATA_HOME", ".local/share", {**none, "HOME": "/h"}) == Path("/h/.local/share")
    for home in ("", "here"):
        assert xdg_folder("XDG_DATA_HOME", ".local/share", {"HOME": home}).is_absolute()
