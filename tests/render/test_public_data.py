"""Values as other programs get them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from briefing.model import Article
from briefing.render.public_data import public_data


def test_times_are_written_in_utc() -> None:
    noon = datetime(2026, 1, 7, 12, tzinfo=timezone(timedelta(hours=-5)))
    assert public_data(Article("a", "", "", "", published=noon))["published"] == "2026-01-07T17:00:00Z"


def test_a_value_without_json_form_is_refused() -> None:
    with pytest.raises(TypeError, match="no JSON form for set"):
        public_data({1, 2})
