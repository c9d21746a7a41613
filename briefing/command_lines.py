"""Commands as written in the configuration; `external_commands` runs them."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefing.secrets import HIDDEN

EXEC = "exec:"
"""Scheme of the locations of commands."""
HASH_CHARS = 6
"""Length of the hash in a location: enough to tell commands apart, too short to find out a secret by trying."""


MIN_SECRET_CHARS = 6
"""Minimum length of an argument that may be a secret."""


@dataclass(frozen=True, slots=True)
class Command:
    """A program with its arguments, which may be secrets: only the name of the program is shown."""

    written: str | tuple[str, ...] = field(repr=False)
    """A list of words, or one text, which is split like a shell does, without its expansions; `~/` at the start of a
    word is the home directory.
    """
    shell: bool = False
    """Whether a text is given to `/bin/sh -c` instead."""
    name: str = field(init=False, compare=False)
    """Name of the program without its folder, for messages; `sh` for what only a shell can tell."""

    def __post_init__(self) -> None:
        """Check the command.

        Raises:
            ValueError: it is empty, has a quote that is not closed, or is a list for the shell.
        """
        if self.shell and not isinstance(self.written, str):
            raise ValueError("a command for the shell is one text, not a list")
        words = str(self.written).split() if self.shell else _split(self.written)
        if not words or not words[0].strip():
            raise ValueError("the command is empty")
        if any("\0" in word for word in words):
            raise ValueError("the command has a null character")
        name = words[0].rpartition("/")[2] or words[0]
        object.__setattr__(self, "name", name if not self.shell or re.fullmatch(r"[\w+.-]+", name) else "sh")

    @property
    def words(self) -> list[str]:
        """Program and arguments, as the system gets them."""
        if self.shell:
            return ["/bin/sh", "-c", str(self.written)]
        return [os.path.expanduser(w) if w.startswith("~/") else w for w in _split(self.written)]  # noqa: PTH111

    @property
    def has_arguments(self) -> bool:
        """Whether there is more than the program."""
        return len(str(self.written).split() if self.shell else self.words) > 1

    @property
    def location(self) -> str:
        """Name of its output as a source, which differs for other arguments and does not show them."""
        from hashlib import blake2b

        digest = blake2b("\0".join(self.words).encode("utf-8", "surrogatepass")).hexdigest()
        return f"{EXEC}{re.sub(r'[^a-zA-Z0-9_.+-]', '_', self.name)}-{digest[:HASH_CHARS]}"

    def conceal(self, text: str) -> str:
        """A text of the command, such as an error, with the arguments that may be secrets hidden.

        Paths, addresses, options and short words are none; of a script for the shell, words without a digit neither.
        """
        words = str(self.written).split() if self.shell else self.words[1:]
        named = [word.rpartition("=")[2] for word in words if "=" in word]
        plain = [word for word in words if "=" not in word and not word.startswith("-")]
        if self.shell:  # most of its words are those of the script
            plain = [word for word in plain if any(char.isdigit() for char in word)]
        values = {word.strip("'\";") for word in (*named, *plain)} - {self.name}
        secrets = [value for value in values if len(value) >= MIN_SECRET_CHARS and "/" not in value]
        for secret in sorted(secrets, key=len, reverse=True):
            text = text.replace(secret, HIDDEN)
        return text

    @property
    def shown(self) -> str:
        """The command with its arguments hidden."""
        return f"{self.name} {HIDDEN}" if self.has_arguments else self.name


def _split(written: str | Sequence[str]) -> list[str]:
    if not isinstance(written, str):
        return list(written)
    import shlex

    try:
        return shlex.split(written)
    except ValueError as error:
        raise ValueError(f"the command cannot be split into words ({str(error).lower()})") from None
