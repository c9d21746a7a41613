"""Summaries of texts that are not English."""

from __future__ import annotations

from briefing.model import AnnotatedArticle, Article
from briefing.summary.standalone import Standing, general_noun, judge
from briefing.summary.summarizer import METHODS, summarize_article, summarize_thread
from briefing.text.analysis import analyse
from briefing.text.languages import language_of
from briefing.text.terms import count_words
from tests.summary.factories import texts
from tests.table import table

NEWS = {
    "de": (
        "Der Stadtrat von Harwick hat am Montag den Bau einer neuen Brücke über den Fluss beschlossen. "
        "Die Brücke kostet die Stadt nach Angaben von Dr. Müller ca. 40 Mio. Euro. "
        "Allerdings ist der Bau der Brücke unter den Bewohnern der Stadt umstritten. "
        "„Wir bauen die Brücke in drei Jahren“, sagte die Bürgermeisterin am Abend im Rathaus."
    ),
    "fr": (
        "Le conseil municipal de Harwick a approuvé lundi la construction d’un nouveau pont sur le fleuve. "
        "Selon M. Dupont, le pont coûtera à la ville environ quarante millions d’euros sur trois ans. "
        "Cependant, la construction du pont est contestée par les habitants des deux rives. "
        "« Nous bâtirons ce pont en trois ans », a déclaré la maire devant le conseil municipal."
    ),
    "zh": (
        "哈威克市议会星期一批准在河上修建一座新的大桥，工程将于明年春天开始。"
        "市长在记者会上表示，新的大桥将耗资四千万欧元，由市政府和中央政府共同承担。"
        "为什么要修建大桥？"
        "附近的居民担心大桥工程会影响河里的鱼类和两岸的农田，要求市议会重新考虑。"
    ),
    "ar": (
        "وافق مجلس مدينة هارويك يوم الاثنين على بناء جسر جديد فوق النهر بعد نقاش طويل بين الأعضاء. "
        "وقال رئيس البلدية إن الجسر الجديد سيكلف المدينة أربعين مليون يورو على مدى ثلاث سنوات. "
        "هل يوافق السكان على بناء الجسر الجديد فوق النهر؟ "
        "ويخشى سكان المدينة من أن يؤثر بناء الجسر على المزارع القريبة من النهر."
    ),
}


def item(language: str, number: int = 0) -> AnnotatedArticle:
    text = NEWS[language]
    article = Article(f"{language}{number}", "", "", text, outlet=f"Outlet {number}", language="en")
    return AnnotatedArticle(article, analyse(article))


@table("language", NEWS)
@table("method", METHODS)
def test_every_method_sums_up_every_language(language: str, method: str) -> None:
    one = item(language)
    assert language_of(one.article) == language
    lines = summarize_article(one, 32, method)
    assert lines and sum(count_words(line.text) for line in lines) <= 32
    for line in lines:
        assert one.article.text[line.source.start : line.source.end] == line.text


@table("language", NEWS)
def test_first_line_stands_alone_and_is_no_question(language: str) -> None:
    for words in (20, 40, 80):
        lines = texts(summarize_article(item(language), words))
        assert NEWS[language].startswith(lines[0])
        assert not any(line.endswith(("?", "？", "؟")) for line in lines)


def test_copies_in_another_language_are_told_once() -> None:
    lines = texts(summarize_thread([item("zh", number) for number in range(3)], 120))
    assert len(lines) == len(set(lines))


@table(
    ("text", "language", "standing"),
    [
        ("Allerdings ist der Bau der Brücke in der Stadt umstritten.", "de", "leaning"),
        ("Allergiker freuen sich über den Bau der neuen Brücke.", "de", "whole"),
        ("„Wir bauen die Brücke“, sagte die Bürgermeisterin am Abend.", "de", "whole"),
        ("„Wir bauen die Brücke, sagte die Bürgermeisterin am Abend.", "de", "unusable"),
        ("Sin embargo, los vecinos no quieren el puente nuevo.", "es", "leaning"),
        ("¿Quién pagará el puente nuevo de la ciudad de Harwick?", "es", "broken"),
        ("Cependant, les habitants ne veulent pas du nouveau pont.", "fr", "leaning"),
        ("Il a déclaré que le pont serait bâti en trois ans.", "fr", "leaning"),
        ("« Nous bâtirons ce pont », a déclaré la maire de la ville.", "fr", "whole"),
        ("市长表示新的大桥将耗资四千万欧元。", "zh", "whole"),
        ("「橋を建設する」と市長は月曜日に述べた。", "ja", "whole"),
        ("「橋を建設する、と市長は月曜日に述べた。", "ja", "unusable"),
        ("為什麼要在這條河上修建一座新的大橋？", "zh", "broken"),
    ],
)
def test_standing_in_other_languages(text: str, language: str, standing: Standing) -> None:
    assert judge(text, language) == standing


@table(
    ("text", "language", "noun"),
    [
        ("La decisión llega una semana después del voto del concejo.", "es", "decisión"),
        ("La decisión del concejo llega una semana después del voto.", "es", ""),
        ("L’annonce arrive une semaine après le vote de la ville.", "fr", "annonce"),
        ("L’annonce de la maire arrive une semaine après le vote.", "fr", ""),
        ("Der Vorfall ereignete sich eine Woche nach der Wahl.", "de", "Vorfall"),
        ("Der Vorfall in Harwick ereignete sich nach der Wahl.", "de", ""),
        ("Der Sieg war der erste der Mannschaft in diesem Jahr.", "de", "Sieg"),
        ("El discurso presentará un plan para los puentes del condado.", "es", "discurso"),
        ("La victoire était la première de l’équipe cette saison.", "fr", "victoire"),
        ("A viagem começou na segunda-feira e durou três dias.", "pt", "viagem"),
        ("A decisão chega uma semana depois do voto da cidade.", "pt", "decisão"),
        ("A decisão da cidade chega uma semana depois do voto.", "pt", ""),
    ],
)
def test_a_general_noun_that_nothing_defines(text: str, language: str, noun: str) -> None:
    assert general_noun(text, language) == noun
