"""Values computed at the first look-up."""

from __future__ import annotations

from briefing.text.computed_values import ComputedValues


def test_values_are_computed_once_and_their_number_is_bounded() -> None:
    computed: list[str] = []

    def length(word: str) -> int:
        computed.append(word)
        return len(word)

    lengths = ComputedValues(length, 2)
    assert [lengths[word] for word in ("one", "three", "one", "seven")] == [3, 5, 3, 5]
    assert computed == ["one", "three", "seven"]
    assert list(lengths) == ["seven"]
