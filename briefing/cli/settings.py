"""Options that every command takes, and what they lead to: configuration, store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import UsageError

if TYPE_CHECKING:
    from briefing.config import Config, When
    from briefing.newsroom import Store


@dataclass(slots=True)
class Settings:
    """What the options before and after the command say; one for a run."""

    config: Path | None = None
    """`--config`."""
    store: Path | None = None
    """`--store`."""
    quiet: bool = False
    """`--quiet`: say nothing but errors."""
    verbose: bool = False
    """`--verbose`: name every source that failed."""
    color: When | None = None
    """`--color`."""
    no_pager: bool = False
    """`--no-pager`: write long text to the terminal as it is."""

    def load(self) -> Config:
        """Return the configuration in force.

        Raises:
            ConfigError: it cannot be read or is not valid.
        """
        from briefing.config import load_config

        return load_config(self.config_path())

    def load_if_any(self) -> Config:
        """Return the configuration in force; the defaults where nobody knows where to look for one.

        Raises:
            ConfigError: there is one, and it cannot be read or is not valid.
        """
        from briefing.config import Config, find_config, load_config

        try:
            path = find_config(self.config)
        except RuntimeError:  # no $HOME, and no entry for the user
            return Config()
        return load_config(path)

    def config_path(self) -> Path:
        """Return the file the configuration is read from."""
        from briefing.config import find_config

        return _at_home(lambda: find_config(self.config))

    def store_path(self) -> Path:
        """Return the store's file."""
        from briefing.newsroom import store_path

        return _at_home(lambda: store_path(self.store))

    def open(self, *, readonly: bool = False, existing: bool = False) -> Store:
        """Open the store; arguments and errors as for `newsroom.open_store`.

        Args:
            readonly: see there.
            existing: it must be there, as in a new one there would be nothing to change.
        """
        from briefing.newsroom import open_store

        if existing and not self.store_path().exists():
            readonly = True  # which raises the error that tells what to do
        return open_store(self.store_path(), readonly=readonly)


def _at_home(find: Callable[[], Path]) -> Path:
    try:
        return find()
    except RuntimeError as error:  # no $HOME, and no entry for the user
        raise UsageError("no home directory is known; set HOME, or name --config and --store") from error
