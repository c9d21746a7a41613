"""`schedule`: prints a crontab line and systemd units for a daily briefing with this installation."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, get_args

import click

from briefing.cli import logbook, stdout
from briefing.cli.options import file_options
from briefing.cli.param_types import OneOf, Words
from briefing.cli.settings import Settings
from briefing.errors import EXIT_OK, UsageError

Kind = Literal["cron", "systemd"]

_FOLDERS = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
"""Variables that cron does not set: if set now, the schedule must set them."""


@click.command()
@click.option(
    "--at",
    "time",
    type=Words(),
    default="06:30",
    show_default=True,
    metavar="HH:MM",
    help="Local time of the briefing.",
)
@click.option(
    "--mail",
    type=Words(),
    default="",
    metavar="ADDRESS",
    help="Send the briefing by `sendmail -t -i`; separate several addresses by commas.",
)
@click.option("--output", "path", type=click.Path(path_type=Path), metavar="FILE", help="Write the briefing to FILE.")
@click.option("--site", type=click.Path(path_type=Path), metavar="DIR", help="Write the day as static pages to DIR.")
@click.option("--kind", type=OneOf(get_args(Kind)), help="Print only the crontab line or the systemd units.")
@file_options
@click.pass_obj
def schedule(settings: Settings, time: str, mail: str, path: Path | None, site: Path | None, kind: Kind | None) -> int:
    """Print a crontab line and systemd units for a daily briefing.

    Nothing is installed: copy the line or the units to where the comments say. They use this installation and the
    current configuration and store.

    \b
    Examples:
      briefing schedule --at 07:15 --kind cron
      briefing schedule --mail me@example.org
      briefing schedule --site public/news --kind cron
      (crontab -l; briefing schedule --kind cron) | crontab -
    """
    hour, minute = _clock(time)
    if sum(map(bool, (mail, path, site))) > 1:
        raise UsageError("schedule: use one of --mail, --output and --site")
    if mail:
        _check_addresses(mail)
    line = command_line(settings, mail, path, site)
    _check_printable(line, str(logbook.log_path()))
    parts = []
    if kind != "systemd":
        parts.append(cron_lines(line, hour, minute))
    if kind != "cron":
        parts.append(systemd_units(line, hour, minute))
    stdout.write("\n".join(parts))
    return EXIT_OK


def _check_printable(*texts: str) -> None:
    """Refuse control characters, which neither cron nor systemd accept and a terminal should not get.

    Raises:
        UsageError: a path or address has control characters.
    """
    from unicodedata import category

    for text in texts:
        if wrong := next((char for char in text if category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")), ""):
            raise UsageError(
                f"a path or address has a control character ({wrong!a}), which is not allowed in a schedule"
            )


def command_line(settings: Settings, mail: str, path: Path | None, site: Path | None) -> str:
    """Shell command that delivers the briefing, or writes the site, independent of the environment."""
    command = ["site", str(site.expanduser().absolute())] if site else ["daily"]
    words = [*_program(), *command, "--quiet", "--fail-on", "all"]
    if settings.config or os.environ.get("BRIEFING_CONFIG"):
        words += ["--config", str(settings.config_path().absolute())]
    if settings.store or os.environ.get("BRIEFING_STORE"):
        words += ["--store", str(settings.store_path().absolute())]
    if mail:
        sendmail = shlex.quote(shutil.which("sendmail") or "/usr/sbin/sendmail")
        words += ["--format", "mail", "--to", mail, "--deliver-to", f"{sendmail} -t -i"]
    if path:
        words += ["--output", str(path.expanduser().absolute())]
    return shlex.join([*_folders(os.environ), *words])


def cron_lines(command: str, hour: int, minute: int) -> str:
    """Crontab line with installation notes; percent signs are escaped, as cron turns them into line breaks."""
    quoted = command.replace("%", r"\%")
    return (
        "# For cron: `crontab -e`, and add this line. Cron mails its output to you. Failing sources are reported\n"
        f"# only if all fail; the log has all failures: {logbook.log_path()}\n"
        f"{minute} {hour} * * *  {quoted}\n"
    )


def systemd_units(command: str, hour: int, minute: int) -> str:
    """Service and timer units; percent and dollar signs are escaped, as systemd expands them."""
    quoted = command.replace("%", "%%").replace("$", "$$").replace("\\", "\\\\").replace('"', '\\"')
    return f"""\
# For systemd: put the two parts into these files, then
# `systemctl --user daemon-reload && systemctl --user enable --now briefing.timer`.

# ~/.config/systemd/user/briefing.service
[Unit]
Description=News briefing

[Service]
Type=oneshot
ExecStart=/bin/sh -c "{quoted}"

# ~/.config/systemd/user/briefing.timer
[Unit]
Description=News briefing every day

[Timer]
OnCalendar=*-*-* {hour:02}:{minute:02}:00
Persistent=true

[Install]
WantedBy=timers.target
"""


def _program() -> Sequence[str]:
    """Command of this program with its full path."""
    beside = Path(sys.executable).with_name("briefing")
    if os.access(beside, os.X_OK):
        return [str(beside)]
    return [sys.executable, "-m", "briefing"]


def _check_addresses(words: str) -> None:
    from briefing.mail_addresses import parse_addresses

    try:
        parse_addresses(words)
    except ValueError as error:
        raise UsageError(f"schedule: --mail {error}") from error


def _folders(environ: Mapping[str, str]) -> list[str]:
    variables = [f"{name}={environ[name]}" for name in _FOLDERS if environ.get(name)]
    return ["env", *variables] if variables else []


def _clock(words: str) -> tuple[int, int]:
    hour, colon, minute = words.partition(":")
    if colon and hour.isdecimal() and minute.isdecimal() and int(hour) < 24 and int(minute) < 60:
        return int(hour), int(minute)
    raise UsageError(f"--at {words}: not a time such as 06:30")
