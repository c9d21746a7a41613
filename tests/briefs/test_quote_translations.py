"""One quote in several languages is one quote with its translations; where that is not sure, it stays apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.briefs.key_quotes import rank_quotes
from briefing.model import AnnotatedArticle, Article, KeyQuote, Translation
from briefing.text.analysis import analyse
from tests.table import table
from tests.threads.factories import hours


def report(language: str, text: str, at: float = 0) -> AnnotatedArticle:
    made = Article.from_text(text, title="", outlet=f"Outlet {language}", published=hours(at))
    made = replace(made, language=language, fetched=hours(at))
    return AnnotatedArticle(made, analyse(made))


EN = "We will rebuild all 212 schools in Trinidad before the end of the year with money from the World Bank"
ES = "Reconstruiremos las 212 escuelas de Trinidad antes de fin de año con dinero del Banco Mundial"
FR = "Nous reconstruirons les 212 écoles de Trinidad avant la fin de l'année avec l'argent de la Banque mondiale"


def english(words: str, at: float = 0) -> AnnotatedArticle:
    return report("en", f"The governor of Beni spoke on Sunday in the capital. “{words},” said Elena Quiroga.", at)


def spanish(words: str, at: float = 0) -> AnnotatedArticle:
    text = f"La gobernadora de Beni habló el domingo en la capital. «{words}», dijo Elena Quiroga a los periodistas."
    return report("es", text, at)


def french(words: str, at: float = 0) -> AnnotatedArticle:
    text = f"La gouverneure du Beni a parlé dimanche dans la capitale. « {words} », a déclaré Elena Quiroga."
    return report("fr", text, at)


def quotes(*members: AnnotatedArticle, languages: Sequence[str] = ("en",)) -> list[KeyQuote]:
    return rank_quotes(members, languages=languages)


def test_a_quote_and_its_translation_are_one() -> None:
    (quote,) = quotes(english(EN), spanish(ES, at=2))
    assert quote.text == EN and quote.speaker == "Elena Quiroga"
    assert quote.translations == (Translation("es", ES),) and quote.variants == (ES,)
    assert [source.outlet for source in quote.sources] == ["Outlet en", "Outlet es"]


def test_its_words_are_those_of_the_language_of_the_thread() -> None:
    (quote,) = quotes(english(EN), spanish(ES), languages=["es"])
    assert quote.text == ES and quote.translations == (Translation("en", EN),)


def test_it_has_a_translation_into_each_language() -> None:
    (quote,) = quotes(english(EN), spanish(ES), french(FR))
    assert {each.language for each in quote.translations} == {"es", "fr"}


def test_translations_of_a_translation_are_translations_of_the_quote() -> None:
    spanish_words = "No tenemos otra salida; perdimos 310 millones de dólares en dos años"
    english_words = "We have no other way out; we lost 310 million dollars in two years"
    french_words = "Nous n'avons pas d'autre issue, nous avons perdu 310 millions de dollars en deux ans"
    (quote,) = quotes(spanish(spanish_words), english(english_words), french(french_words), languages=["es"])
    assert quote.text == spanish_words
    assert {each.language for each in quote.translations} == {"en", "fr"}


@table(
    "other",
    [
        ES.replace("212", "12"),  # another number
        ES.replace("Trinidad", "Guayaramerín"),  # another name
        ES.replace("Banco Mundial", "FMI"),  # another body
        "Reconstruiremos 212 casas en Trinidad",  # much shorter
        "En Trinidad trabajaron 212 médicos durante la noche y nadie del Banco Mundial vino a preguntar nada",
    ],
)
def test_where_names_numbers_or_words_differ_they_stay_apart(other: str) -> None:
    assert len(quotes(english(EN), spanish(other))) == 2


def test_words_of_another_person_or_of_another_week_stay_apart() -> None:
    assert len(quotes(english(EN), spanish(ES, at=24 * 5))) == 2
    text = spanish(ES).article.text.replace("Elena Quiroga", "Rosendo Tapia")
    assert len(quotes(english(EN), report("es", text))) == 2


def test_of_two_quotes_that_may_be_the_translation_neither_is() -> None:
    again = "Reconstruiremos 212 escuelas en Trinidad con dinero del Banco Mundial y antes del fin de año"
    text = spanish(ES).article.text + f" «{again}», dijo Elena Quiroga después."
    assert [quote.translations for quote in quotes(english(EN), report("es", text))] == [(), (), ()]


def test_what_says_too_little_stays_apart() -> None:
    assert (
        len(quotes(english("It is for my old man, who taught me"), spanish("Es para mi viejo, que me enseñó todo")))
        == 2
    )


def test_words_without_numbers_and_names_need_more_in_common() -> None:
    one = "The reform of pensions protects the economy and the budget of the government"
    same = "La reforma de las pensiones protege la economía y el presupuesto del gobierno"
    other = "La reforma del presupuesto divide a los sindicatos, y los maestros preparan una huelga"
    assert len(quotes(english(one), spanish(same))) == 1
    assert len(quotes(english(one), spanish(other))) == 2


def test_in_one_language_nothing_is_a_translation() -> None:
    (quote,) = quotes(english(EN), english(EN, at=2))
    assert quote.translations == ()


PROMISE_EN = "We will not leave anybody alone on this side of the river, and we will come back tomorrow"
PROMISE_ES = "No vamos a abandonar a nadie en esta orilla y mañana estaremos aquí otra vez"
PROMISE_FR = "Nous n'abandonnerons personne de ce côté du fleuve et nous serons là demain"


def reasons(*members: AnnotatedArticle, languages: Sequence[str]) -> list[tuple[str, str]]:
    """Words and reason of each quote, in order."""
    return [(quote.text, quote.reason) for quote in quotes(*members, languages=languages)]


@table(
    ("languages", "key"),
    [(("en", "es"), PROMISE_EN), (("es", "en"), PROMISE_ES), (("de", "fr"), PROMISE_FR), (("fr",), PROMISE_FR)],
)
def test_of_what_may_be_one_sentence_the_version_in_the_readers_language_is_a_key_quote(
    languages: Sequence[str], key: str
) -> None:
    versions = english(PROMISE_EN), spanish(PROMISE_ES), french(PROMISE_FR)
    for members in (versions, versions[::-1]):
        first, *others = reasons(*members, languages=languages)
        assert first == (key, "")
        assert len(others) == 2 and {reason for _, reason in others} == {"may be a translation of a key quote"}


def test_without_languages_one_version_is_a_key_quote_too() -> None:
    assert [bool(reason) for _, reason in reasons(english(PROMISE_EN), spanish(PROMISE_ES), languages=[])] == [0, 1]


def test_key_quotes_of_other_speakers_follow_those_in_the_readers_languages() -> None:
    other = report("es", f"Perdimos la cosecha. «{ES}», dijo Julio Paredes a los periodistas.")
    spoken = reasons(other, english(PROMISE_EN), languages=["en"])
    assert spoken == [(PROMISE_EN, ""), (ES, "")]
    assert reasons(other, english(PROMISE_EN), languages=["es"]) == spoken[::-1]


def test_several_quotes_in_the_readers_language_are_no_translations() -> None:
    assert {reason for _, reason in reasons(english(PROMISE_EN), english(EN), languages=["en"])} == {""}


def test_words_that_articles_in_two_languages_have_are_in_both() -> None:
    untranslated = spanish(PROMISE_EN, at=1)
    (quote,) = quotes(untranslated, english(PROMISE_EN), languages=["en"])
    assert not quote.reason and len(quote.sources) == 2
    assert [reason for _, reason in reasons(untranslated, english(PROMISE_EN), english(EN), languages=["en"])] == [
        "",
        "",
    ]


def test_in_an_unknown_language_nothing_is_taken_for_a_translation() -> None:
    unknown = report("", f"It rained on Sunday. “{EN},” said Elena Quiroga.")
    assert {reason for _, reason in reasons(spanish(PROMISE_ES), unknown, languages=["es"])} == {""}


PAREDES = "“We have lost the harvest of this year in every valley,” said Julio Paredes."


def test_words_that_are_in_the_readers_language_too_are_ordered_by_it() -> None:
    members = spanish(PROMISE_EN, at=1), english(PROMISE_EN), report("en", f"It rained on Sunday. {PAREDES}")
    first, second = quotes(*members, languages=["en"])
    assert (first.speaker, len(first.sources), second.speaker) == ("Elena Quiroga", 2, "Julio Paredes")


def test_quotes_in_an_unknown_language_stand_with_those_in_the_first() -> None:
    unknown = report("", f"It rained on Sunday. {PAREDES}")
    speakers = [quote.speaker for quote in quotes(french(PROMISE_FR), unknown, languages=["es"])]
    assert speakers == ["Julio Paredes", "Elena Quiroga"]
    speakers = [quote.speaker for quote in quotes(french(PROMISE_FR), unknown, languages=["fr"])]
    assert speakers == ["Elena Quiroga", "Julio Paredes"]
