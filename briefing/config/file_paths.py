"""Paths of the configuration file and of the user's XDG folders."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def bundled() -> Path:
    """Folder of the bundled `config.toml` and `seeds/`: inside the wheel, or the project root in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_bundled"
    return inside if inside.is_dir() else package.parent


def xdg_folder(variable: str, default: str, environ: Mapping[str, str] = os.environ) -> Path:
    """A folder of the XDG base directory specification.

    Args:
        variable: name of the environment variable; a value that is not an absolute path is ignored.
        default: path relative to the home directory.
        environ: the environment.

    Raises:
        RuntimeError: neither the environment nor the user database gives a home directory.
    """
    named = environ.get(variable, "")
    if Path(named).is_absolute():
        return Path(named)
    home = environ.get("HOME", "")
    return (Path(home) if Path(home).is_absolute() else _home_of_user()) / default


def _home_of_user() -> Path:
    """Home directory of the user in the system's user database."""
    import pwd

    try:
        return Path(pwd.getpwuid(os.getuid()).pw_dir)
    except KeyError as error:
        raise RuntimeError("no home directory is known") from error


def find_config(explicit: Path | None = None, environ: Mapping[str, str] = os.environ) -> Path:
    """The file to read: `--config`, else `$BRIEFING_CONFIG`, else the XDG one, else the bundled one."""
    named = explicit or (Path(environ["BRIEFING_CONFIG"]) if environ.get("BRIEFING_CONFIG") else None)
    if named:
        return named.expanduser()
    own = xdg_folder("XDG_CONFIG_HOME", ".config", environ) / "briefing" / "config.toml"
    try:
        own.stat()
    except (FileNotFoundError, NotADirectoryError):
        return bundled() / "config.toml"
    except OSError:
        pass  # it may exist and must not be skipped: reading it reports the error
    return own
