from __future__ import annotations

from dataclasses import replace

from briefing.render.speaker_roles import role_of
from tests.render.values import QUOTES
from tests.table import table


@table(
    ("written", "speaker", "role"),
    [
        ("US President Donald Trump", "Donald Trump", "US President"),
        ("President Trump", "Donald Trump", "President"),
        ("the Harbour Minister Ana Duarte", "Ana Duarte", "Harbour Minister"),
        ("Ana Duarte, head of the port", "Ana Duarte", "head of the port"),
        ("the port's Ana Duarte", "Ana Duarte", ""),
        ("Duarte", "Ana Duarte", ""),
        ("he", "Ana Duarte", ""),
        ("Food Is Love", "Love", ""),
        ("x" * 61 + " Ana Duarte", "Ana Duarte", ""),
        ("", None, ""),
    ],
)
def test_a_role_is_what_the_source_says_beside_the_name(written: str, speaker: str | None, role: str) -> None:
    assert role_of(replace(QUOTES[0], speaker=speaker, speaker_as_written=written)) == role
