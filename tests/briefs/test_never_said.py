"""Words that nobody said: negated, denied, supposed, from fiction, or on a sign."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from briefing.briefs.never_said import is_never_said
from briefing.briefs.quote_context import read_context
from briefing.briefs.quote_doubts import IndexedArticle, find_doubt
from briefing.model import AnnotatedArticle, Article, Quote
from briefing.text.analysis import analyse
from briefing.text.language_packs import pack
from tests.table import table

ENGLISH = pack("en")


def quoted(text: str, cue: str = "") -> Quote:
    """The words between the last curly marks, by `Ana`."""
    start, end = text.rindex("“") + 1, text.rindex("”")
    source = text.find("Ana")
    first, last = (source, source + 3) if source >= 0 else (None, None)
    return Quote(start, end, "Ana", "Ana", first, last, cue, "partial", 0.9, "cue before")


def unsaid(text: str, cue: str = "", language: str = "en") -> bool:
    return is_never_said(text, read_context(text, quoted(text, cue)), pack(language))


@cache
def reasons(text: str) -> tuple[str, ...]:
    """Why the quotes of a text are not certain."""
    article = Article.from_text(text, outlet="Herald")
    item = AnnotatedArticle(article, analyse(article))
    indexed = IndexedArticle.of(item)
    return tuple(find_doubt(indexed, quote) for quote in item.analysis.quotes)


@table(
    "text",
    [
        'Minister Joe Hill denied telling the judge to "pack her bags and go".',
        'Minister Joe Dale denied that he had ever said "women belong at home".',
        'No one at the bank said "sell everything today", a spokeswoman, Kim Pardo, said.',
        'Neither Rob Hale nor Ann Bell said "we are sorry for the delay".',
        'It is false that Mayor Tom Hurst said "the hospital is safe for everybody".',
        'Mayor Ann Bell refused to say "we were wrong about the market".',
        'Mayor Liz Stone stopped short of calling it "a national disgrace for us".',
        'Imagine a president, Ann Lowe, who tells voters "I lied to you all".',
        "El ministro Luis Parra negó haber llamado “payaso inútil de feria” al juez.",
        "Luis Parra no dijo “lo siento mucho por esto”, sino que pidió un abogado.",
        "Le maire, Paul Roy, dément avoir dit « je vais tout raser ».",
        'O ministro Luís Prado negou ter chamado o juiz de "palhaço de circo".',
        "Der Minister Hans Kohl bestreitet, den Richter „eine Schande für das Land“ genannt zu haben.",
        "Der Minister Fritz Lang sagte nicht „Wir schaffen das ganz sicher“, sondern schwieg.",
        "Hätte der Minister Karl Voss „Ich war es nicht gewesen“ gesagt, wäre alles gut.",
        'In the film, Tom Hanks says "Houston, we have a problem" and closes his eyes.',
        '"This is a disgrace," Paul Weber (Tom Hanks) tells his wife (Meryl Streep).',
        "In the game, press A when Mario says \"It's me, Mario, let's go\".",
        'Paul Weber wore a shirt that said "I told you so last year".',
        '"What a day this was," the caption under Ana Duarte\'s picture said.',
        "Nobody in the cabinet called it “a mistake that costs us all,” Ana Duarte said.",
        "Ana Duarte avoided calling the vote “a theft of our future.”",
        "Rather than say “we were wrong from the start,” Ana Duarte blamed the weather.",
        "Es falso que Ana Ruiz dijera “el hospital es seguro para todos”.",
        "Ana Roy refuse de dire « nous avons eu tort sur ce marché ».",
        "Il est faux que Paul Roy ait dit « l’hôpital est sûr pour tous ».",
        "Ana Duarte evitou chamar a votação de “um roubo do nosso futuro”.",
        "Clara Busch vermied es, den Plan „eine Schande für das Land“ zu nennen.",
    ],
)
def test_denied_negated_supposed_and_invented_words_are_never_said(text: str) -> None:
    assert set(reasons(text)) == {"never said"}


@table(
    "text",
    [
        "Niemand habe „verkauft alles noch heute“ gesagt, erklärte Clara Busch.",
        "Personne n’a dit « vendez tout dès ce soir », assure Ana Roy.",
        "Nadie en el banco dijo “vendan todo hoy mismo”, aseguró la portavoz Ana Ruiz.",
        "Ana Ruiz evitó llamarlo “un desastre para todos los vecinos”.",
        "Ninguém disse “vendam tudo hoje mesmo”, garantiu Ana Duarte.",
        "Weber trug ein Schild, auf dem „Ich habe es euch gesagt“ stand.",
    ],
)
def test_others_that_nobody_said_are_not_certain_either(text: str) -> None:
    assert all(reasons(text))


@table(
    "text",
    [
        "Ana Duarte denied the claim, saying it was “a lie from the first word to the last.”",
        "Ana Duarte denied it: “I never said a word about that.”",
        "“I never said a word about that,” Ana Duarte said, denying the claim.",
        "Ana Duarte refused to resign and said the plan was “dead on arrival in the Senate.”",
        "Ana Duarte, who would not resign, said the plan was “dead on arrival in the Senate.”",
        "Ana Duarte did not resign but said the plan was “dead on arrival in the Senate.”",
        "“Nobody is safe in this valley,” Ana Duarte said.",
        "Ana Duarte said nobody was “safe from the river this year.”",
        "Asked why nobody left, Ana Duarte said they were “too tired to walk.”",
        "Ana Ruiz no dimitió, pero dijo que el plan era “un desastre para todos los vecinos”.",
        "“No vamos a pagar ni un euro”, dijo Ana Ruiz.",
        "Ana Ruiz negó los hechos y dijo que eran “una mentira de principio a fin”.",
        "Ana Roy dément et dit que c’est « un mensonge du début à la fin ».",
        "Clara Busch bestreitet die Tat und sagte, sie sei „den ganzen Abend zu Hause“ gewesen.",
        "Clara Busch sagte nicht viel. „Wir gehen jetzt nach Hause“, sagte Clara Busch.",
        "Ana Duarte negou o crime e disse que era “uma mentira do começo ao fim”.",
        "In the book, Ana Duarte writes that the river was “too wide for any of us.”",
        "In the interview, Ana Duarte says “we were far too late for them.”",
        "Paul Weber denied claims by Ana Duarte that he was “drunk on his own voice.”",
        "Paul Weber dismissed it as “a game for small boys and their fathers.”",
    ],
)
def test_a_denial_in_another_clause_denies_nothing(text: str) -> None:
    assert set(reasons(text)) == {""}


@table(
    ("text", "cue", "spoken"),
    [
        ("Ana said “so it is”", "said", True),
        ("Ana said “so it is”", "", True),
        ("Ana would say “so it is”", "say", False),
        ("Ana did not say “so it is”", "say", False),
        ("Ana could hardly ever say “so it is”", "say", False),
        ("Ana would later say “so it is”", "say", True),
        ("Ana would, Bo said, say “so it is”", "say", True),  # not next to the verb
        ("If so, Ana may say “so it is”", "say", False),
        ("“So it is,” Ana would say.", "say", False),
        ("“So it is,” Ana says.", "says", True),
        ("They would say, and Ana would not say “so it is”", "say", False),
        ("They would not. Ana says “so it is”", "says", True),
        ("Ana declined to say “so it is”", "say", False),
    ],
)
def test_words_that_only_might_be_said_are_not_spoken(text: str, cue: str, spoken: bool) -> None:
    assert unsaid(text, cue) is not spoken


def test_a_surname_is_no_auxiliary() -> None:
    text = "Theresa May said “so it is”"
    quote = replace(quoted(text, "said"), speaker_as_written="Theresa May")
    assert not is_never_said(text, read_context(text, quote), ENGLISH)


@table(
    ("language", "cue", "spoken"),
    [("es", "diría", False), ("fr", "dirait", False), ("es", "dijo", True), ("de", "diría", True)],
)
def test_a_conditional_of_saying_is_not_spoken(language: str, cue: str, spoken: bool) -> None:
    text = f"Ana {cue} “so it is”"
    assert unsaid(text, cue, language) is not spoken


@table(
    ("text", "supposed"),
    [
        *(("If Ana says “so it is”", True), ("If old Ana says “so it is”", True), ("Unless Ana says “so it is”", True)),
        *(("If the big Ana says “so it is”", False), ("Ana says “so it is”", False)),
        *(("“so it is”, if Ana says so", True), ("If “so it is”, Ana says", False)),
    ],
)
def test_a_condition_before_the_speaker_supposes_the_quote(text: str, supposed: bool) -> None:
    assert unsaid(text) is supposed


def test_a_quote_without_a_speaker_in_the_text_supposes_nothing() -> None:
    assert not unsaid("If she says “so it is”")
