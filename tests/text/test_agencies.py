from __future__ import annotations

import pytest

from briefing.text.agencies import find_agency, signs_datelines


@pytest.mark.parametrize(
    ("text", "author", "agency"),
    [
        ("BOGOTA, Colombia (AP) — The president said", "", "AP"),
        ("LONDON, Jan 5 (Reuters) - Prices rose", "", "Reuters"),
        ("MADRID (EFE).- El gobierno", "", "EFE"),
        ("Prices rose.", "John Smith, Associated Press", "AP"),
        ("Prices rose.\nCopyright 2026 The Associated Press. All rights reserved.", "", "AP"),
        ("Prices rose, Reuters reported on Monday.", "", ""),
        ("An ap is a small thing (ap) in the middle.", "", ""),
        ("BOGOTA, Colombia (BBC) — The president said", "", ""),
        ("", "", ""),
    ],
)
def test_agency_is_named_where_the_text_is_signed(text: str, author: str, agency: str) -> None:
    assert find_agency(text, author) == agency


@pytest.mark.parametrize("name", ["AP", "Reuters", "Associated Press", "BBC", "CNN Business", "dpa"])
def test_agencies_and_broadcasters_sign_datelines(name: str) -> None:
    assert signs_datelines(name)


@pytest.mark.parametrize("name", ["", "laughs", "Business CNN", "Apple"])
def test_other_words_in_brackets_are_no_signature(name: str) -> None:
    assert not signs_datelines(name)
