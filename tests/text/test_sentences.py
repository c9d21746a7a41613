from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import wordlists
from briefing.text.boilerplate import dateline_end, phrases_in
from briefing.text.sentence_splitter import split_sentences
from tests.conftest import SHARED_EVAL
from tests.table import table

PROSE = "The two presidents spoke for half an hour on Wednesday, and both called the talk a friendly one."
PIECES = st.sampled_from([*".!?…\"'”’“)]( \n\u2028—-,:;ABc1", "By ", "Photo: ", "U.S. ", "Monday, May 1, 2020"])
ODD = st.lists(st.one_of(st.characters(), PIECES), max_size=60).map("".join)


def told(text: str) -> list[str]:
    return [text[each.start : each.end] for each in split_sentences(text)]


def kinds(text: str) -> list[str]:
    return [each.kind for each in split_sentences(text)]


@given(ODD)
def test_sentences_are_ordered_stripped_and_cover_all_that_is_not_blank(text: str) -> None:
    found = split_sentences(text)
    at = 0
    for index, each in enumerate(found):
        assert each.index == index
        assert not text[at : each.start].strip()
        assert text[each.start : each.end] == text[each.start : each.end].strip() != ""
        at = each.end
    assert not text[at:].strip()


@table(
    "sentence",
    [
        "Dr. Ana Ruiz met Sen. Joe Doe, R-Tex., at 5 p.m. Monday.",
        "He paid $3.5 million to Acme Corp. Chief Executive Ann Lee.",
        "The U.S. Senate and the U.N. Security Council met in Washington, D.C. on Friday.",
        "J. K. Rowling and George W. Bush live on No. 10 Main St. and like it.",
        "It fell on Jan. 6 and again on Sept. 11, 2001, approx. five times.",
        '"Is it over?" he asked.',
        "Is it over? he asked himself.",
        '"Is it over?" President Ana Ruiz asked on Monday.',
        "“Fire them all!” Rep. Joe Doe, R-Tex., said of the plan.",
        "Black Girls Rock! aired on Tuesday night.",
        "Well ... I don't know about that.",
        "The sins are a) leaving early. b) coming late.",
        'He told them that "It is over. We agree." before he left.',
        "The film Gone With the Wind was shown, and Tales From the Crypt too.",
        "They sang It's Now Or Never and We Are the World.",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(sentence: str) -> None:
    assert told(sentence) == [sentence]


@table(
    ("first", "second"),
    [
        ("He lives in the U.S.", "She does not."),
        ("It opens at 9 a.m.", "Tickets cost a dollar."),
        ("He said no.", "Then he left."),
        ("We think so.", "You do not."),
        ("She took the lead.", "Korea followed."),
        ('He called it "a great honor."', '"We agree," she said.'),
        ('"It is over."', "Smith left the room."),
        ("(It was late.)", "Nobody answered."),
        ("They sell books, maps, etc.", "Nobody buys."),
        ("Really?!", "Yes, really."),
        ("what a day!", "you won it all."),
        ("He heard it from E! News on Monday.", "She did too."),
        ("She had sold it to Yahoo!", "The buyers were glad."),
        ("They wait...", "Nothing happens."),
        ("They waited . . .", "Nothing happened."),
        ("It was proven.[12]", "Others doubt it."),
        ("How did it go so quickly? :)", "It took two years."),
        ("It is called “ bird lung. ”", "But others have it."),
        ("Prices rose by 3.5.", "Wages did not."),
        ("He won in 2015.", "2016 was worse."),
    ],
)
def test_a_stop_that_ends_a_sentence_does(first: str, second: str) -> None:
    assert told(f"{first} {second}") == [first, second]


@table(
    ("caption", "prose"),
    [
        ("The champion of the long race kisses his trophy", "He has won it three times in a row."),
        ("Ana Ruiz of the Harwick Party", "In the northern constituency, seven seats were won."),
        ("The mayor speaks to voters in Harwick", "On Tuesday, the council meets again."),
        ("He has been right", "They've been wrong all along."),
    ],
)
def test_prose_glued_to_a_caption_comes_off(caption: str, prose: str) -> None:
    assert told(f"{caption} {prose}") == [caption, prose]


def test_quotation_marks_stay_with_their_sentence() -> None:
    assert told('He said: "Go. Leave." She went.') == ['He said: "Go.', 'Leave."', "She went."]


def test_full_stops_of_chinese_and_japanese_need_no_space() -> None:
    assert told("今日は晴れ。明日は雨。") == ["今日は晴れ。", "明日は雨。"]


def test_a_line_break_ends_a_sentence() -> None:
    assert told(f"Without a stop\n{PROSE}\u2028{PROSE}") == ["Without a stop", PROSE, PROSE]


def test_the_folds_of_a_narrow_page_do_not() -> None:
    wrapped = (
        "The two presidents spoke for half an hour on Wednesday, and both\n"
        "called the talk a friendly one. They agreed to meet soon, though\n"
        "neither of them named a day or a place for it, officials said on\n"
        "Thursday.\n"
        "\n"
        "Nobody else was in the room, according to two of the aides, who\n"
        "asked not to be named."
    )
    assert [each.replace("\n", " ") for each in told(wrapped)] == [
        "The two presidents spoke for half an hour on Wednesday, and both called the talk a friendly one.",
        "They agreed to meet soon, though neither of them named a day or a place for it, officials said on Thursday.",
        "Nobody else was in the room, according to two of the aides, who asked not to be named.",
    ]


def test_headings_of_the_seed_are_not_glued_to_prose(seed_text: str) -> None:
    headings = [seed_text[each.start : each.end] for each in split_sentences(seed_text) if each.kind == "heading"]
    assert headings == [
        "A Call to Mend Fences After Public Spat",
        "Background of Escalating Tensions",
        "Broader Context of Trump's Latin America Policy",
    ]


@table(
    ("line", "kind"),
    [
        (PROSE, "prose"),
        ("He continued:", "prose"),
        ("What happened then?", "prose"),
        ("Background of Escalating Tensions", "heading"),
        ("Who Will Lead the Party Now?", "heading"),
        ("By JANE DOE, Associated Press", "byline"),
        ("By Jane Doe and John Roe", "byline"),
        ("(Reporting by Jane Doe; Editing by John Roe)", "byline"),
        ("Associated Press writer Jane Doe in Paris contributed to this report.", "byline"),
        ("— Jane Doe (@janedoe) November 3, 2019", "byline"),
        ("By Friday the water had risen to the roofs of the houses.", "prose"),
        ("(Photo: Jane Doe)", "caption"),
        ("FILE - The president speaks on Monday. (AP Photo/Jane Doe)", "caption"),
        ("The president speaks on Monday | Getty Images", "caption"),
        ("• The border stays closed.", "list"),
        ("1. The border stays closed.", "list"),
        ("Sign up for our newsletter", "boilerplate"),
        ("Read more: The border stays closed.", "boilerplate"),
        ("Advertisement", "boilerplate"),
        ("Copyright 2020 The Daily. All rights reserved.", "boilerplate"),
        ("This site uses cookies to improve your visit.", "boilerplate"),
    ],
)
def test_kind_of_a_line(line: str, kind: str) -> None:
    assert kinds(f"{PROSE}\n{line}\n{PROSE}")[1] == kind


def test_an_invitation_behind_prose_is_not_prose() -> None:
    assert kinds(f"{PROSE} Click here to subscribe.") == ["prose", "boilerplate"]


@table(
    "dateline",
    ["WASHINGTON (AP) — ", "LONDON, June 24 (Reuters) - ", "ST. JOSEPH, Mich. (AP) — ", "Paris, France - ", "BERLIN—"],
)
def test_a_dateline_stands_alone(dateline: str) -> None:
    text = dateline + PROSE
    assert dateline_end(text) == len(dateline)
    assert told(text) == [dateline.rstrip(), PROSE]
    assert kinds(text) == ["byline", "prose"]


@table("text", [PROSE, "NATO will not — it said — act.", "Officials — two of them — agreed.", "", "—"])
def test_other_beginnings_are_no_datelines(text: str) -> None:
    assert dateline_end(text) == 0


def test_credits_and_dates_glued_to_a_line_come_off() -> None:
    assert told("The tracks in the gel Image: Jane Doe.") == ["The tracks in the gel", "Image: Jane Doe."]
    assert told("Ants heal themselves Tuesday, September 1, 2015") == [
        "Ants heal themselves",
        "Tuesday, September 1, 2015",
    ]
    assert told("He died on Tuesday, September 1, 2015") == ["He died on Tuesday, September 1, 2015"]


@pytest.mark.parametrize(
    "unit",
    [
        ".",
        '"',
        "a. ",
        "U.S. ",
        "a\n",
        "Photo: ",
        '?" Aa ',
        "1. ",
        "Monday, ",
        "ab cd\nef\n",
        'that "A b. ',
        "on In the a ",
    ],
)
def test_time_is_linear_in_hostile_text(unit: str) -> None:
    began = time.process_time()
    split_sentences(unit * (75_000 // len(unit)))
    assert time.process_time() - began < 1.5


def test_splitting_loads_no_library() -> None:
    code = "import sys, briefing.text.sentence_splitter as s; s.split_sentences('A b. C d.'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"nupunkt", "nltk", "numpy", "sumy"} & set(loaded)


@pytest.mark.skipif(not SHARED_EVAL.exists(), reason="evaluation data is not here")
def test_boundaries_on_gold_news_do_not_get_worse() -> None:
    hit = golds = preds = 0
    with gzip.open(SHARED_EVAL / "data" / "sentences.jsonl.gz", "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            text, at, gold = row["text"], 0, set()
            for sentence in row["sentences"]:
                at = text.index(sentence, at) + len(sentence)
                gold.add(at)
            found = {each.end for each in split_sentences(text)}
            end = len(text.rstrip())
            hit += len((gold & found) - {end})
            golds += len(gold - {end})
            preds += len(found - {end})
    assert 2 * hit / (golds + preds) >= 0.985


@table(
    ("line", "kind"),
    [
        ("Follow Daily News on Facebook, Twitter and Instagram.", "boilerplate"),
        ("This article was originally published in The Daily on May 3, 2019.", "boilerplate"),
        ("This story was reprinted with permission.", "boilerplate"),
        ("To order copies for your colleagues please visit http://www.example.org.", "boilerplate"),
        ("You can try it for free by going to https://example.org/offer", "boilerplate"),
        ("https://example.org/a/very/long/address?with=words", "boilerplate"),
        ("#one #two #three", "boilerplate"),
        ("Editor's note: An earlier version misspelled the name of the mayor.", "boilerplate"),
        ("Thanks for reading!", "boilerplate"),
        ("Lea también: La frontera sigue cerrada", "boilerplate"),
        ("Lesen Sie auch: Die Grenze bleibt geschlossen", "boilerplate"),
        ("Читайте также: Граница закрыта", "boilerplate"),
        ("Foto: Jane Doe", "caption"),
        ("| Driver | Points | Wins |", "list"),
        ("GET YOUR FREE COPY NOW!", "heading"),
        ("Border Stays Closed After Talks of Ministers Fail. Why Nobody in Harwick Should Worry.", "heading"),
        ("The report was published in The Daily on Monday by the ministry.", "prose"),
        ("The crew followed the storm on Twitter, the mayor of Harwick said.", "prose"),
        ("The city asked voters to visit the site www.example.org before Monday, and most did.", "prose"),
        ("President Anna Weber of Norland met Prime Minister Jan Duarte in Harwick.", "prose"),
        ("Anna Weber and Jan Duarte of the Harwick Party won in both towns.", "prose"),
        ("He wrote that #one was better than #two.", "prose"),
    ],
)
def test_the_page_is_told_from_the_world(line: str, kind: str) -> None:
    assert set(kinds(f"{PROSE}\n{line}\n{PROSE}")[1:-1]) == {kind}


@table("phrase", wordlists.entries("text", "sentence_boilerplate_phrases"))
def test_each_phrase_of_boilerplate_is_found_in_any_case(phrase: str) -> None:
    text = f"“You may {phrase.upper()}—now.”"
    assert phrase in phrases_in(text)
    assert kinds(text) == ["boilerplate"]


@table(
    "line",
    [
        "By Ana O’Hara and Joe Doe",
        "(Reporting by Ana Ruiz; Editing by Joe Doe)",
        "(Published: March 3, 2020)",
        "— Ana Ruiz (@ana) March 3, 2020",
        "Thursday, 5 March 2020",
    ],
)
def test_bylines_are_known_by_how_they_begin(line: str) -> None:
    assert kinds(line) == ["byline"]
