from __future__ import annotations

from briefing.tui.drawing.speaker_styles import VOICE_STYLES, speaker_styles


def test_a_speaker_has_the_same_colour_in_every_run() -> None:
    assert speaker_styles(["Donald Trump", "Gustavo Petro"]) == {
        "Donald Trump": "voice-4",
        "Gustavo Petro": "voice-6",
    }


def test_the_leading_speakers_have_different_colours_and_the_first_keeps_its_own() -> None:
    names = [f"Speaker {number}" for number in range(len(VOICE_STYLES))]
    styles = speaker_styles(names)
    assert sorted(styles.values()) == list(VOICE_STYLES)
    assert styles[names[0]] == speaker_styles(names[:1])[names[0]]


def test_more_speakers_than_colours_repeat_theirs() -> None:
    names = [f"Speaker {number}" for number in range(3 * len(VOICE_STYLES))]
    assert set(speaker_styles(names).values()) == set(VOICE_STYLES)
    assert speaker_styles(["\ud800", "\ud800"])
