"""Options that every command takes, and the configuration and store that they select."""

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
    """Values of the options before and after the command; one object per run."""

    config: Path | None = None
    """`--config`: configuration file; None for the default."""
    store: Path | None = None
    """`--store`: store file; None for the default."""
    quiet: bool = False
    """`--quiet`: print no progress."""
    verbose: bool = False
    """`--verbose`: list every source that failed."""
    color: When | None = None
    """`--color`: when to style text; None for the configuration's."""
    no_pager: bool = False
    """`--no-pager`: write long text directly to the terminal."""

    def load(self) -> Config:
        """Load the configuration in use.

        Raises:
            ConfigError: it cannot be read or is not valid.
        """
        from briefing.config import load_config

        return load_config(self.config_path())

    def load_if_any(self) -> Config:
        """Load the configuration in use; the defaults if no home directory is known.

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
        """Path of the configuration file."""
        from briefing.config import find_config

        return _at_home(lambda: find_config(self.config))

    def uses_bundled_config(self) -> bool:
        """Whether the bundled configuration is in force, as the user has none."""
        from briefing.config import bundled

        return self.config_path() == bundled() / "config.toml"

    def store_path(self) -> Path:
        """Path of the store."""
        from briefing.newsroom import store_path

        return _at_home(lambda: store_path(self.store))

    def open(self, *, readonly: bool = False, existing: bool = False) -> Store:
        """Open the store; arguments and errors as for `newsroom.open_store`.

        Args:
            readonly: see there.
            existing: whether it must exist, for changes that would find nothing in a new one.
        """
        from briefing.newsroom import open_store

        if existing and not self.store_path().exists():
            readonly = True  # raises the error with its remedy
        return open_store(self.store_path(), readonly=readonly)


def _at_home(find: Callable[[], Path]) -> Path:
    try:
        return find()
    except RuntimeError as error:  # no $HOME, and no entry for the user
        raise UsageError("no home directory is known; set HOME, or use --config and --store") from error
