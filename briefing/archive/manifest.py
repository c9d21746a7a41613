"""Parameters and versions of a run, kept in the output folder: another run there must have the same."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from briefing.archive.tables import write_whole
from briefing.archive.values import FORMAT, WORK, Options, Partition
from briefing.codec import to_data
from briefing.errors import StoreLockedError, UsageError
from briefing.model import stable_id
from briefing.text import ANALYSIS
from briefing.threads.clustering import CLUSTERING
from briefing.version import __version__

NAME = "manifest.json"
"""File that is written when everything is done."""


@contextmanager
def locked(output: Path) -> Iterator[None]:
    """Hold the lock of an output folder, which is created.

    Raises:
        StoreLockedError: another run writes to it.
        UsageError: it holds other files.
    """
    if output.is_dir() and not (output / WORK).is_dir() and any(output.iterdir()):
        raise UsageError(f"archive: {output}: holds other files; name a new folder with --output")
    (output / WORK).mkdir(parents=True, exist_ok=True)
    handle = os.open(output / WORK / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreLockedError(f"archive: {output}: another run writes to it; wait for its end") from None
        yield
    finally:
        os.close(handle)


def run_parameters(partitions: Sequence[Partition], options: Options) -> dict[str, Any]:
    """What decides about the output, as data."""
    import pyarrow

    config = options.config
    return {
        "inputs": stable_id("\n".join(part.key for part in partitions), 16),
        "dates": to_data((options.since, options.until)),
        "languages": list(options.languages),
        "sample": options.sample,
        "configuration": to_data(
            {"threads": config.threads, "summary": config.summary, "languages": config.output.languages}
        ),
        "versions": {
            "format": FORMAT,
            "analysis": ANALYSIS,
            "clustering": CLUSTERING,
            "briefing": __version__,
            "pyarrow": pyarrow.__version__,
        },
    }


def check_parameters(output: Path, parameters: Mapping[str, Any]) -> None:
    """Compare the parameters with those of the run that the folder holds; the first run stores them.

    Raises:
        UsageError: they differ.
    """
    path = output / WORK / "run.json"
    try:
        stored = json.loads(path.read_bytes())
    except FileNotFoundError:
        write_whole(path, json.dumps(parameters, indent=1).encode())
        return
    except ValueError:
        raise UsageError(f"archive: {path}: damaged; remove {output} and run again") from None
    if other := [name for name in parameters if stored.get(name) != json.loads(json.dumps(parameters[name]))]:
        raise UsageError(
            f"archive: {output}: holds a run with other {' and '.join(other)}; give the same, or name another --output"
        )


def write_manifest(output: Path, parameters: Mapping[str, Any], results: Mapping[str, Any]) -> None:
    """Write the manifest: schema, parameters, versions, inputs and counts."""
    manifest = {"schema": "briefing/1", **parameters, **results}
    write_whole(output / NAME, json.dumps(manifest, indent=1).encode() + b"\n")
