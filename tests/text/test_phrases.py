"""Words by which phrases are looked up before a pattern runs: no phrase of a list may be lost."""

from __future__ import annotations

from itertools import chain

from briefing import wordlists
from briefing.summary.listed_phrases import has_listed_phrase
from briefing.summary.page_text import is_page_text
from briefing.text.lexicon import LANGUAGES, lines
from briefing.text.phrases import folded_words, rare_words, rarest_word
from briefing.text.previews import is_preview


def test_words_are_runs_of_letters_in_any_case() -> None:
    assert folded_words("The PM's 2nd “Ümlaut”, v2") == {"the", "pm", "s", "nd", "ümlaut", "v"}


def test_the_rarest_word_is_the_longest_that_is_no_stop_word() -> None:
    assert rarest_word("on this week's") == "week"
    assert rarest_word("of them") == "them"
    assert rare_words(("ahead of", "Is about to")) == {"ahead", "about"}


def test_a_phrase_is_found_by_its_rarest_word() -> None:
    captions = chain(*(wordlists.entries("summary", name) for name in ("caption_phrases", "notices")))
    assert not [phrase for phrase in captions if not is_page_text(f"Rain fell, {phrase.upper()} once more.")]
    for language in LANGUAGES:
        reports = wordlists.entries("summary", f"report_words_{language}")
        assert not [word for word in reports if not has_listed_phrase(f"Rain, {word} it.", "report_words", language)]
        previews = (phrase for phrase in lines(f"previews_{language}") if not phrase.startswith("to "))
        assert not [phrase for phrase in previews if not is_preview(f"Rain {phrase} again.", language)]
