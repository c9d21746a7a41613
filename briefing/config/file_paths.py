"""Where the configuration is, and the folders of the user."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def bundled() -> Path:
    """Folder of the `config.toml` and `seeds/` that ship: inside the wheel, or the project's own in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_bundled"
    return inside if inside.is_dir() else package.parent


def xdg_folder(variable: str, default: str, environ: Mapping[str, str] = os.environ) -> Path:
    """Return one of the folders of the XDG base directory specification.

    Args:
        variable: its name in the environment; what is no absolute path there does not count.
        default: where it is in the home directory.
        environ: the environment.

    Raises:
        RuntimeError: neither the environment nor the system knows a home directory.
    """
    named = environ.get(variable, "")
    if Path(named).is_absolute():
        return Path(named)
    home = environ.get("HOME", "")
    return (Path(home) if Path(home).is_absolute() else _home_of_user()) / default


def _home_of_user() -> Path:
    """Return the home that the system has for the user, whatever the environment says."""
    import pwd

    try:
        return Path(pwd.getpwuid(os.getuid()).pw_dir)
    except KeyError as error:
        raise RuntimeError("no home directory is known") from error


def find_config(explicit: Path | None = None, environ: Mapping[str, str] = os.environ) -> Path:
    """Return the file to read: `--config`, else `$BRIEFING_CONFIG`, else the XDG one, else the one that ships."""
    named = explicit or (Path(environ["BRIEFING_CONFIG"]) if environ.get("BRIEFING_CONFIG") else None)
    if named:
        return named.expanduser()
    own = xdg_folder("XDG_CONFIG_HOME", ".config", environ) / "briefing" / "config.toml"
    try:
        own.stat()
    except (FileNotFoundError, NotADirectoryError):
        return bundled() / "config.toml"
    except OSError:
        pass  # it may be there, and must not be passed over: who reads it is told why it cannot be read
    return own
