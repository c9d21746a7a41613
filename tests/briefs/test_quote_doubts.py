"""Which quotes are certain enough for key quotes, and why others are not."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from briefing.briefs.quote_doubts import CERTAIN, IndexedArticle, find_doubt, find_form
from briefing.model import Analysis, AnnotatedArticle, Article, Name, Quote, Sentence
from briefing.text.analysis import analyse
from tests.table import table


@cache
def read(text: str) -> AnnotatedArticle:
    article = Article.from_text(text.replace("¶", "\n"), outlet="Herald")
    return AnnotatedArticle(article, analyse(article))


def doubt_of(item: AnnotatedArticle, quote: Quote) -> str:
    return find_doubt(IndexedArticle.of(item), quote)


def doubts(text: str) -> dict[str, str]:
    item = read(text)
    return {item.article.text[quote.start : quote.end]: doubt_of(item, quote) for quote in item.analysis.quotes}


@table(
    "text",
    [
        "“The dam will hold for us all,” Ana Duarte said.",
        "“It is late,” Ana Duarte laughed.",
        "Ana Duarte said the plan was “dead on arrival” in the Senate.",
        "Ana Duarte called the plan “unacceptable” on Monday.",
        "The plan was described by Ana Duarte as “unfair” on Monday.",
        "Ana Duarte said it was “unfair” to the valley.",
        "Ana Duarte said he had “lied” to her.",
        "Ana Duarte vowed to “fight back” in court.",
        "According to Ana Duarte, the plan is “a waste of money.”",
        "The talks were called “good and positive” by the Chilean government.",
        "Ana Duarte had publicly labelled him a “fool.”",
        "Years after the flood, Ana Duarte would later say: “We were lucky that night.”",
        "“It is better than some might suppose,” Ana Duarte said.",
        "Ana Duarte posted: “THANK YOU NORVILLE”",
        "US envoy Paul Weber described the Norville talks as “constructive and useful.”",
        "Ana Duarte said the talks in Norville were “constructive.”",
        "Ana Duarte warned of a “bloodbath” in the valley.",
        "Ana Duarte expressed “deep regret” for the fire.",
        "La ministra Ana Ruiz expresó su «más profundo pesar».",
        "Clara Busch sprach von einem „schwarzen Tag“.",
        "Das Treffen, vom chilenischen Ministerium als „offen und nützlich“ beschrieben, endete mittags.",
        "La réunion, décrite par le ministère chilien comme « franche et utile », a pris fin à midi.",
        "La reunión, descrita por el Ministerio chileno como “franca y útil”, acabó al mediodía.",
        "A reunião, descrita pelo Ministério chileno como “franca e útil”, acabou ao meio-dia.",
        "The meeting, described by the Chilean ministry as “frank and useful,” ended at noon.",
    ],
)
def test_words_of_a_named_speaker_beside_a_word_of_saying_are_certain(text: str) -> None:
    assert set(doubts(text).values()) == {""}


@table(
    ("text", "reason"),
    [
        ("“It is far too late for the valley,” she said.", "no speaker is named"),
        ("“It is far too late for the valley,” a senior official said.", "the speaker has no name"),
        ("“It is far too late for the valley,” said one woman who fled.", "the speaker has no name"),
        ("Ana Duarte would say: “It is far too late for the valley.”", "never said"),
        ("Ana Duarte did not say “it is far too late for the valley.”", "never said"),
        ("If Ana Duarte says “it is far too late for us,” the dam is lost.", "never said"),
        ("Never has Ana Duarte said: “It is far too late for the valley.”", "never said"),
        ("Ana Ruiz debería decir: “Es muy tarde para el valle y su gente”.", "never said"),
        ("Ana Duarte deveria dizer: “É tarde demais para o vale e sua gente”.", "never said"),
        ("Jamais Paul Weber n’a dit : « Il est trop tard pour la vallée et ses gens. »", "never said"),
        ("Clara Busch sollte sagen: „Es ist viel zu spät für das Tal und seine Leute.“", "never said"),
        ("Ana Duarte said on Sunday the “far left” was behind the fire.", "a term, no statement"),
        ("Ana Duarte said the “popular” dam will hold.", "a term, no statement"),
        ("Ana Duarte said both agreed on “guiding principles” in Geneva.", "a term, no statement"),
        ("Ana Duarte was called “a danger to the whole river.”", "no speaker is named"),
        ("Ana Duarte said she had “information” on the fire.", "a term, no statement"),
        (
            "Norville Energy announced a new kind of battery, a 100 MWh “sand battery” for homes.",
            "a term, no statement",
        ),
        ("Dix ans après « La Nuit des tuiles », Paul Weber publie un roman.", "a term, no statement"),
        ("It is what Ana Duarte calls the “false stem” of the boat.", "a term, no statement"),
        ("Ana Duarte praised at length “Rivers of Light and Stone” on Monday.", "a title or name"),
        ("“And yet,” Ana Duarte said, “the river will take all of it back.”", "part of a statement"),
    ],
)
def test_others_have_a_reason(text: str, reason: str) -> None:
    assert reason in doubts(text).values()


def quote_of(evidence: str, cue: str = "said", speaker: str = "Ana Duarte", confidence: float = 0.9) -> str:
    text = f"Ana Duarte {cue} “hold for a hundred years” and more."
    start, end = text.index("hold"), text.index("”")
    article = Article.from_text(text)
    item = AnnotatedArticle(article, analyse(article))
    return doubt_of(item, Quote(start, end, speaker, speaker, 0, 10, cue, "partial", confidence, evidence))


@table("evidence", sorted(CERTAIN.keys() - {"carried on", "colon"}))
def test_evidence_that_names_the_speaker_is_certain(evidence: str) -> None:
    assert quote_of(evidence) == ""


def test_going_on_is_as_certain_as_the_quote_before() -> None:
    text = "“The dam will hold,” Ana Duarte said. “It will not break this year.”"
    item = read(text)
    first, second = item.analysis.quotes
    assert second.evidence == "carried on"
    assert doubt_of(item, second) == ""
    for earlier in (replace(first, evidence="subject"), replace(first, speaker="Paul Weber")):
        other = replace(item, analysis=replace(item.analysis, quotes=(earlier, second)))
        assert doubt_of(other, second) == "no word of saying names the speaker"


def test_a_name_in_the_headline_is_a_name() -> None:
    item = read("“I saw no evidence of it at all. Really!”")
    quote = Quote(1, 40, "Duarte", "", confidence=0.8, evidence="headline")
    assert doubt_of(item, quote) == "the speaker has no name"
    titled = replace(item, article=replace(item.article, title="Duarte says the dam was dry"))
    assert doubt_of(titled, quote) == ""


def test_a_mention_nearby_is_certain_with_a_word_of_saying() -> None:
    assert quote_of("near", cue="said of") == ""
    assert quote_of("near", cue="paid for") == "no word of saying names the speaker"
    text = "The talks, described by Ana Duarte as “good and positive,” were long."
    start, mention = text.index("good"), text.index("Ana")
    quote = Quote(start, start + 17, "Ana Duarte", "Ana Duarte", mention, mention + 10, "", "partial", 0.6, "near")
    assert doubt_of(read(text), quote) == ""


@table("evidence", ["subject", "sentence before", "retold", "anything new"])
def test_other_evidence_is_not(evidence: str) -> None:
    assert quote_of(evidence) == "no word of saying names the speaker"


def test_a_verb_of_doing_names_no_speaker_before_a_quote() -> None:
    assert quote_of("cue before", cue="needs") == "no word of saying names the speaker"


def test_a_pronoun_is_no_institution_and_no_place() -> None:
    text = "Norville paid. “The dam will hold for us all,” he said."
    start = text.index("The")
    quote = Quote(start, start + 28, "Norville", "he", len(text) - 8, len(text) - 6, "said", evidence="cue after")
    item = read(text)
    names = (Name("Norville", "place", ((0, 8),)),)
    analysis = replace(item.analysis, names=names)
    assert doubt_of(replace(item, analysis=analysis), quote) == "the speaker is uncertain"
    assert doubt_of(replace(item, analysis=analysis), replace(quote, speaker_as_written="Norville")) == ""


def test_somebody_of_a_person_is_not_that_person() -> None:
    text = "Ana Duarte’s family said: “The dam will hold for us all.”"
    quote = Quote(text.index("The"), len(text) - 2, "Ana Duarte", "Ana Duarte", 0, 10, "said", evidence="cue before")
    assert doubt_of(read(text), quote) == "the speaker is uncertain"


def test_a_nickname_is_no_quote() -> None:
    text = "Ana “Big Dog” Duarte said so."
    quote = Quote(5, 12, "Ana Duarte", "Duarte", 14, 20, "said", "partial", 0.9, "cue after")
    assert doubt_of(read(text), quote) == "a title or name"


def test_an_improbable_quote_is_uncertain_if_it_is_long() -> None:
    assert quote_of("cue before", confidence=0.5) == "the speaker is uncertain"
    item = read("Ana Duarte said it was “unfair” to all.")
    (quote,) = item.analysis.quotes
    assert doubt_of(item, replace(quote, confidence=0.5)) == ""


def test_a_participle_of_saying_joins_a_verb_of_doing_to_the_quote() -> None:
    assert quote_of("cue before", cue="issued") == "no word of saying names the speaker"
    text = "Ana Duarte issued a paper about the dam, stating, “It is late.”"
    item = read(text)
    quote = Quote(text.index("It"), len(text) - 2, "Ana Duarte", "Ana Duarte", 0, 10, "issued", evidence="cue before")
    assert doubt_of(item, quote) == ""


def test_what_is_said_of_the_speaker_is_not_said_by_her() -> None:
    assert quote_of("cue before", cue="was described, and said") == ""
    assert quote_of("cue before", cue="had a plan called") == "no word of saying names the speaker"
    assert quote_of("cue before", cue="was newly described as") == "no word of saying names the speaker"


def test_another_verb_of_saying_with_a_subject_of_its_own_takes_the_words() -> None:
    names_other = "maintains that the towns of the valley agreed on"
    assert quote_of("cue before", cue=names_other) == "no word of saying names the speaker"
    assert quote_of("cue before", cue="maintains its warning and says it will") == ""
    assert quote_of("cue before", cue="continued to") == "no word of saying names the speaker"


@table(
    ("speaker", "named"),
    [
        ("Ana Duarte", True),
        ("Chilean government", True),
        ("Norville Water Board", True),
        ("Ana Duarte’s mother", True),
        ("Belgian authorities", True),
        ("Pakistani minister", False),
        ("senior Board officials", False),
        ("one Italian newspaper", False),
        ("press", False),
        ("anonymous Orange County staffer", False),
        ("multiple sources", False),
        ("Multiple sources", False),
    ],
)
def test_named_are_persons_and_institutions(speaker: str, named: bool) -> None:
    assert (quote_of("cue after", speaker=speaker) == "") is named


def test_a_name_and_a_colon_are_certain_for_persons() -> None:
    text = "Ana Duarte: “The dam will hold for us all.”"
    start = text.index("The dam")
    for kind, expected in (("person", ""), ("unknown", "no word of saying names the speaker")):
        item = read(text)
        names = (Name("Ana Duarte", kind, ((0, 10),)),)  # type: ignore[arg-type]
        analysis = type(item.analysis)(item.article.id, item.analysis.sentences, names)
        quote = Quote(start, len(text) - 1, "Ana Duarte", "Ana Duarte", 0, 10, ":", "direct", 0.8, "colon")
        assert doubt_of(AnnotatedArticle(item.article, analysis), quote) == expected


@table(
    ("text", "form"),
    [
        ('Run it with the flag set: "x = {1, 2}" said Ana Duarte.', "code"),
        ("Use <code>run</code> and say “it is done” to the page.", "code"),
        ("Ana Duarte typed the prompt “write me a poem about a dam” and waited.", "a prompt"),
        ("Ana Duarte said: “It will cost $500 million, and we will pay it.”", ""),
    ],
)
def test_code_and_prompts_are_nobodys_speech(text: str, form: str) -> None:
    item = read(text)
    marks = [text.find(mark) for mark in '“"' if mark in text]
    quote = Quote(marks[0] + 1, max(text.rfind("”"), text.rfind('"')), "Ana Duarte")
    assert find_form(item, quote) == form


def test_spanish_quotes_follow_the_same_rules() -> None:
    said = "La ministra Ana Ruiz calificó el plan de «inaceptable» en una entrevista con el diario de la capital."
    assert set(doubts(said).values()) == {""}


def doubt_in(text: str, **changes: object) -> str:
    """Doubt about the words between the curly marks of a text that begins with its speaker, Ana Duarte."""
    start, end = text.rindex("“") + 1, text.rindex("”")
    quote = Quote(start, end, "Ana Duarte", "Ana Duarte", 0, 10, "said", "partial", 0.9, "cue before")
    names = (Name("Ana Duarte", "person", ((0, 10),)), Name("Norville", "place"), Name("Weber", "person"))
    article = Article.from_text(text, title="Weber wins")
    item = AnnotatedArticle(article, Analysis(article.id, names=names))
    return doubt_of(item, replace(quote, **changes))  # type: ignore[arg-type]


def test_words_that_somebody_repeats_are_not_certain() -> None:
    assert doubt_in("Ana Duarte said “it is far too late.”") == ""
    assert doubt_in("Ana Duarte said “it is far too late.”", within=0) == "repeated by somebody else"


@table(
    ("words", "doubt"),
    [
        ("Rivers of Light and Stone", "a title or name"),
        ("2020 Rivers of the Light", "a title or name"),
        ("RIVERS OF LIGHT AND STONE", ""),
        ("Rivers of light and stone now", ""),
        ("Rivers of Light and Stone!", ""),
        (" ".join(["Rivers"] * 14), "a title or name"),
        (" ".join(["Rivers"] * 15), ""),
        ("Rivers of the and for", ""),
    ],
)
def test_a_title_has_capitals_and_no_stop(words: str, doubt: str) -> None:
    assert doubt_in(f"Ana Duarte said “{words}” and more.") == doubt
    assert doubt_in(f"Ana Duarte said “{words}” and more.", evidence="cue after") == ""


@pytest.mark.parametrize(
    ("words", "confidence", "doubt"),
    [
        ("it is far too late", 0.6, ""),
        ("it is far too late", 0.59, "the speaker is uncertain"),
        ("it is late", 0.59, ""),
    ],
)
def test_more_than_three_words_need_a_likely_speaker(words: str, confidence: float, doubt: str) -> None:
    assert doubt_in(f"Ana Duarte said: “{words}.”", confidence=confidence) == doubt


def test_whoever_belongs_to_the_speaker_is_not_the_speaker() -> None:
    for mark in "’'":
        text = f"Ana Duarte{mark}s family said “it is far too late.”"
        assert doubt_in(text) == "the speaker is uncertain"
        assert doubt_in(text, speaker_as_written=f"Ana Duarte{mark}s", source_end=10) == ""


def test_a_pronoun_is_no_place() -> None:
    text = "She of Norville said “it is far too late.”"
    assert doubt_in(text, speaker="Norville", speaker_as_written="she", source_end=3) == "the speaker is uncertain"
    assert doubt_in(text, speaker="Norville", speaker_as_written="it", source_end=3) == ""
    assert doubt_in(text, speaker="Ana Duarte", speaker_as_written="she", source_end=3) == ""


@table(
    ("speaker", "is_named"),
    [
        *(("Weber", True), ("Zorbak", False), ("zorbak", False), ("Police", False), ("Parliament", True)),
        *(("Norville officials", False), ("Norville authorities", True), ("Norville police", True)),
        *(("one Norville paper", False), ("council of Norville mills", True), ("songs of Norville mills", False)),
        *(("Zorbak council", False), ("the Zorbak council", True), ("Weber’s wife", True)),
    ],
)
def test_a_speaker_is_named_by_names_of_the_article_and_institutions(speaker: str, is_named: bool) -> None:
    text = "Ana Duarte said “it is far too late.”"
    assert (doubt_in(text, speaker=speaker) != "the speaker has no name") is is_named


def test_a_short_part_of_a_statement_is_no_key_quote_of_its_own() -> None:
    text = "Ana Duarte said “It is late.”"
    assert doubt_in(text, continues=3) == "part of a statement"
    assert doubt_in(text.replace("late", "far too late"), continues=3) == ""
    assert doubt_in(text.replace("It is late", "it is far too late"), continues=3) == "part of a statement"


@table(
    "statement",
    [
        "“A hundred years of luck,” said Ana Duarte, “and one night without it.”",
        '"A hundred years of luck," the engineer Ana Duarte said, "and one night without it."',
        "“A hundred years of luck,” said Ana Duarte, “… and one night without it.”",
        "«Fueron cien años de suerte», dijo Ana Duarte, «y una sola noche sin ella».",
        "«Fueron cien años de suerte —dijo Ana Duarte—, y una sola noche sin ella».",
        "“Foram cem anos de sorte”, disse Ana Duarte, “e uma única noite sem ela.”",
        "« Ce furent cent ans de chance, a dit Ana Duarte, et une seule nuit sans elle. »",
        "„Es waren hundert Jahre Glück“, sagte Ana Duarte, „und eine einzige Nacht ohne.“",
    ],
)
def test_a_statement_that_its_cue_divides_is_shown_by_its_first_part(statement: str) -> None:
    assert [*doubts(statement).values()] == ["", "part of a statement"]


@pytest.mark.parametrize(
    "statement",
    [
        "“The dam has had its day,” said Ana Duarte. “It will break within a year.”",
        "“The dam has had its day,” said Ana Duarte, “It will break within a year.”",
        "Ana Duarte said the dam was “old and tired of it”, and that “no one would repair it”.",
    ],
)
def test_statements_of_their_own_are_shown_each(statement: str) -> None:
    assert [*doubts(statement).values()] == ["", ""]


@table(
    ("kind", "form"),
    [
        *(("caption", "a caption"), ("byline", "a byline"), ("boilerplate", "not part of the text")),
        *(("prose", ""), ("list", "")),
    ],
)
def test_captions_and_the_like_are_nobodys_speech(kind: str, form: str) -> None:
    text = "So it is. “It is late.” Then."
    sentences = (Sentence(0, 9, 0), Sentence(10, 23, 1, kind), Sentence(24, 29, 2))  # type: ignore[arg-type]
    item = AnnotatedArticle(Article("a", "", "", text), Analysis("a", sentences))
    assert find_form(item, Quote(11, 22)) == form
    assert find_form(item, Quote(1, 4)) == ""
    assert find_form(item, Quote(25, 27)) == ""
    assert find_form(replace(item, analysis=Analysis("a")), Quote(11, 22)) == ""
    assert find_form(replace(item, analysis=Analysis("a", sentences[1:2])), Quote(24, 28)) == ""


@table(
    ("text", "form"),
    [
        *(("He said “a = b”", "code"), ("He said “a b”", ""), ("He said “run() now”", "code")),
        ("He said “x_y”", "code"),
        *(("He said “so” => x", "code"), ("He said <b>“so”</b>", "code"), (f"<b>{'x' * 60}“so”", "")),
        (f"“so”{'x' * 60}=>", ""),
    ],
)
def test_syntax_in_or_near_a_quote_makes_it_code(text: str, form: str) -> None:
    item = AnnotatedArticle(Article("a", "", "", text), Analysis("a"))
    assert find_form(item, Quote(text.index("“") + 1, text.index("”"))) == form


@table(
    ("text", "reason"),
    [
        (
            "The Service says “all requests go to this target.” Each has one service.",
            "the speaker has no name",
        ),
        ("El Servicio dijo: “Todo va bien por ahora”. Un servicio basta.", "the speaker has no name"),
        ("The Guardian said “all is well in this city.” One paper is enough.", ""),
        ("The Senate said “all is well in this city.” It is a large senate.", ""),
    ],
)
def test_a_common_noun_with_a_capital_is_no_name(text: str, reason: str) -> None:
    assert [*doubts(text).values()] == [reason]
