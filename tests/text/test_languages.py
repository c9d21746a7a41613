from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Article
from briefing.text.analysis import analyse
from briefing.text.languages import detect_language, language_of
from briefing.text.sentence_splitter import split_sentences
from briefing.text.terms import count_words, is_stop_word, stem, words
from tests.table import table

NEWS = {
    "en": "The two presidents spoke for half an hour on Wednesday, and both of them called the talk a friendly one.",
    "de": "Die beiden Präsidenten sprachen am Mittwoch eine halbe Stunde lang, und beide nannten das Gespräch gut.",
    "es": "Los dos presidentes hablaron media hora el miércoles y ambos dijeron que la conversación fue amistosa.",
    "fr": "Les deux présidents se sont parlé mercredi pendant une demi-heure et ont jugé la conversation amicale.",
    "it": "I due presidenti si sono parlati mercoledì per mezz'ora e hanno definito la conversazione amichevole.",
    "nl": "De twee presidenten spraken woensdag een half uur met elkaar en noemden het gesprek vriendelijk.",
    "pt": "Os dois presidentes falaram durante meia hora na quarta-feira e disseram que a conversa foi amigável.",
    "ru": "Оба президента говорили в среду полчаса и назвали разговор дружеским, сообщили в правительстве страны.",
    "zh": "两位总统星期三通话半小时，双方都称这次谈话是友好的。",
    "ja": "両大統領は水曜日に三十分間会談し、双方とも友好的だったと述べた。",
    "ko": "두 대통령은 수요일에 삼십 분 동안 통화했으며 양측 모두 우호적이었다고 말했다.",
    "ar": "تحدث الرئيسان يوم الأربعاء لمدة نصف ساعة ووصف كلاهما المحادثة بأنها ودية وقالا إنهما سيلتقيان قريبا.",
    "hi": "दोनों राष्ट्रपतियों ने बुधवार को आधे घंटे तक बात की और दोनों ने बातचीत को अच्छा बताया।",
}


@table("language", NEWS)
def test_the_language_of_a_sentence_of_news_is_known(language: str) -> None:
    assert detect_language(NEWS[language]) == language


@table("language", ["de", "es", "fr", "ja", "en"])
def test_words_are_believed_and_not_what_is_declared(language: str) -> None:
    assert detect_language(NEWS[language], "en-GB") == language
    assert detect_language(NEWS[language], "pt_BR") == language


@pytest.mark.parametrize(("text", "declared", "found"), [("Goal!", "de-AT", "de"), ("", "", ""), ("42", "no", "nb")])
def test_of_a_text_too_short_to_tell_the_declaration_is_believed(text: str, declared: str, found: str) -> None:
    assert detect_language(text, declared) == found


@table("declared", ["<script>", "english", "x", "e\u0301n", "123", "--"])
def test_what_is_no_language_is_not_declared(declared: str) -> None:
    assert detect_language("Goal!", declared) == ""


def test_an_unknown_language_is_read_as_english() -> None:
    assert language_of(Article.from_text("Goal!")) == "en"


@table(
    ("title", "text", "declared", "language"),
    [
        ("Požár zachvátil sklad barev a továrnu v Hradišti", "Lidé nemají otevírat okna, řekl starosta.", "", "cs"),
        ("Πλημμύρισε το κέντρο", "", "", "el"),
        ("Πλημμύρισε το κέντρο", "", "en-US", "el"),
        ("Feuer in der Fabrik", "", "de", "de"),
        ("Feuer in der Fabrik und auf der Straße, nach dem Brand ist die Stadt ohne Wasser", "", "en", "de"),
        ("Fire in the factory", "", "", "en"),
        ("The mayor of the town says that it is over", NEWS["de"] * 3, "", "de"),
        ("", "", "fr", "fr"),
    ],
)
def test_a_headline_helps_to_recognise_a_short_text(title: str, text: str, declared: str, language: str) -> None:
    assert language_of(Article("1", "", title, text, language=declared)) == language


def test_a_headline_alone_asks_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.text.languages.language_by_model", lambda *_: pytest.fail("model loaded"))
    assert language_of(Article("1", "", "Zorbak kelpor vindet marlan osterin falbek turna", "")) == "en"


def test_english_loads_no_model_and_no_list() -> None:
    code = f"import sys, briefing.text.languages as t; t.detect_language({NEWS['en']!r}, 'en'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"gcld3", "Stemmer", "numpy"} & set(loaded)


@pytest.mark.parametrize("language", ["de", "es", "fr", "it", "pt"])
def test_words_identify_common_languages_without_the_model(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.text.languages.language_by_model", lambda *_: pytest.fail("model loaded"))
    assert detect_language(f"{NEWS[language]} {NEWS[language]}") == language


def test_words_and_model_together_identify_a_short_text() -> None:
    text = "El esprínter Kovacs se impuso en Lugo y la general no sufre cambios antes de la jornada de descanso."
    assert detect_language(text) == "es"
    assert detect_language("Kovacs Lugo sprint general classification Tuesday Haugen Burgos breakaway riders") != "es"


def test_indonesian_is_not_read_as_english() -> None:
    text = "Kedua presiden itu berbicara selama setengah jam pada hari Rabu dan mereka akan bertemu lagi."
    assert detect_language(text) == "id"


def test_afrikaans_is_not_taken_for_dutch() -> None:
    text = "Die twee presidente het Woensdag vir 'n halfuur met mekaar gepraat en albei was vriendelik."
    assert detect_language(f"{text} Hulle sal nie weer in hierdie jaar praat nie.") == "af"


@table(
    ("language", "text"),
    [
        ("da", "Kongehuset oplyser, at kongen aflyser næste uges besøg i Nuuk på grund af influenza."),
        ("nb", "Statsråden varsler kutt i støtten til fylkesveiene, melder avisen etter møtet i Bodø onsdag kveld."),
        ("tr", "Bakan Yılmaz, çarşamba günkü toplantının ardından gazetecilerin sorularını yanıtladı."),
        ("fi", "Presidentit keskustelivat keskiviikkona puhelimessa puoli tuntia ja sopivat uudesta tapaamisesta."),
        ("sl", "Predsednika sta se v sredo pogovarjala pol ure, pogovor pa sta označila za prijateljskega."),
        ("kn", "ಇಬ್ಬರು ಅಧ್ಯಕ್ಷರು ಬುಧವಾರ ಅರ್ಧ ಗಂಟೆ ಮಾತನಾಡಿದರು."),
        ("kk", "Екі президент сәрсенбі күні жарты сағат сөйлесіп, әңгімені достық деп атады."),
    ],
)
def test_the_model_recognises_what_words_leave_open(language: str, text: str) -> None:
    assert detect_language(text) == language


@table(
    ("language", "text"),
    [
        ("Occitan", "Los dos presidents an parlat pendent mièja ora dimècres e an dich que la convèrsa èra amistosa."),
        ("Asturian", "Los dos presidentes falaron media hora'l miércoles y dixeron que la conversación foi amistosa."),
        ("Upper Sorbian", "Prezidentaj staj so srjedu poł hodźiny rozmołwjałoj a staj rozmołwu přećelnu mjenowałoj."),
        ("Crimean Tatar", "Eki prezident bu aqşam körüşecek, soñra olarnıñ subeti içün bir beyanat bar olacaq."),
        ("Yoruba", "Àwọn ààrẹ méjèèjì sọ̀rọ̀ fún ìdajì wákàtí ní ọjọ́rú, wọ́n sì ní ọ̀rọ̀ náà dára."),
        ("Latin Belarusian", "Abodva prezidenty havaryli ŭ sieradu paŭhadziny i nazvali hutarku siabroŭskaj."),
        ("Uyghur", "ئىككى پرېزىدېنت چارشەنبە كۈنى يېرىم سائەت سۆزلەشتى ۋە سۆھبەتنى دوستانە دەپ ئاتىدى."),
        ("English in Shavian letters", "𐑞 𐑑𐑵 𐑐𐑮𐑧𐑟𐑦𐑛𐑩𐑯𐑑𐑕 𐑕𐑐𐑴𐑒 𐑓𐑹 𐑣𐑭𐑓 𐑩𐑯 𐑬𐑼 𐑪𐑯 𐑢𐑧𐑯𐑟𐑛𐑱 𐑯 𐑚𐑴𐑔 𐑝 𐑞𐑧𐑥 𐑒𐑷𐑤𐑛 𐑦𐑑 𐑓𐑮𐑧𐑯𐑛𐑤𐑦."),
    ],
)
def test_a_language_without_a_list_is_not_taken_for_a_relative(language: str, text: str) -> None:
    assert detect_language(text) == "", language
    assert detect_language(text, "oc") == "oc"


@table(
    ("language", "sentences"),
    [
        ("de", ["Er kam z.B. am 3. Oktober zu Dr. Müller.", "Ca. 25 Mio. Versicherte zahlen.", "Gut so."]),
        ("de", ["„Es ist vorbei. Wir gehen“, sagte er.", "Dann ging er."]),
        ("es", ["¿Qué pasó?", "¡Nadie lo sabía!", "El Sr. Pérez lo dijo."]),
        ("fr", ["« Nous sommes prêts », a dit M. Dupont.", "Il viendra.", "Et après ?", "Rien."]),
        ("ru", ["Надо 2 ст. л. соли.", "Они прошли хорошо."]),
        ("zh", ["总统星期一讲话。", "双方将再次会晤！", "为什么？", "没人知道。"]),
        ("ja", ["今日は晴れ。", "明日は雨。"]),
        ("ar", ["كانت المحادثات ودية.", "هل سيلتقيان مرة أخرى؟", "نعم."]),
        ("hi", ["बातचीत अच्छी रही।", "दोनों फिर मिलेंगे।"]),
    ],
)
def test_sentences_of_other_languages(language: str, sentences: list[str]) -> None:
    text = ("" if language in ("zh", "ja") else " ").join(sentences)
    assert [text[each.start : each.end] for each in split_sentences(text, language)] == sentences


@settings(deadline=None)
@given(st.text(max_size=200), st.sampled_from(["de", "zh", "ar", "hi", "xx", "", "e\x00", "fr"]))
def test_any_text_in_any_language_is_covered_by_its_sentences(text: str, language: str) -> None:
    at = 0
    for each in split_sentences(text, language):
        assert not text[at : each.start].strip()
        assert text[each.start : each.end] == text[each.start : each.end].strip() != ""
        at = each.end
    assert not text[at:].strip()


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=6))
def test_detection_never_fails(text: str, declared: str) -> None:
    found = detect_language(text, declared)
    assert found == "" or (len(found) == 2 and found.isalpha())


@pytest.mark.parametrize("unit", ["。", "文", "a. ", "« ", "مر؟ ", "\u0301", "का "])
def test_time_is_linear_in_hostile_text(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    began = time.process_time()
    split_sentences(text, "fr")
    detect_language(text)
    words(text)
    assert time.process_time() - began < 2


def test_words_of_scripts_without_spaces_are_pairs_of_characters() -> None:
    assert words("北京市 iPhone15を") == ["北京", "京市", "iphone15", "を"]
    assert count_words("两位总统星期三通话") == 4


def test_korean_is_read_by_pairs_of_syllables_since_particles_are_joined_to_words() -> None:
    assert words("공장을 2곳") == ["공장", "장을", "2", "곳"]
    assert count_words("노동자 두 명이 다쳤다") == 4


def test_marks_belong_to_their_word() -> None:
    assert words("राष्ट्रपति ने") == ["राष्ट्रपति", "ने"]
    assert words("cafe\u0301, isn't") == ["cafe\u0301", "isn't"]


@table(
    ("language", "forms"),
    [
        ("cs", ["továrna", "továrny", "továrně"]),
        ("el", ["πλημμύρα", "πλημμύρες"]),
        ("hi", ["लड़का", "लड़के", "लड़कों"]),
        ("id", ["perawat", "perawatnya"]),
        ("pl", ["fabryka", "fabryki", "fabryką"]),
        ("tr", ["yangın", "yangının", "yangında"]),
    ],
)
def test_forms_of_a_word_share_a_stem_in_languages_of_many_endings(language: str, forms: list[str]) -> None:
    assert len({stem(form, language) for form in forms}) == 1


@pytest.mark.parametrize(("language", "word"), [("ar", "والمستشفيات"), ("he", "בתים"), ("vi", "các")])
def test_languages_that_stems_do_not_help_keep_their_words(language: str, word: str) -> None:
    assert stem(word, language) == word


@pytest.mark.parametrize(("language", "written"), [("fr", "l’usine"), ("it", "dell’usine"), ("ca", "l’usine")])
def test_words_behind_an_apostrophe_are_the_words_themselves(language: str, written: str) -> None:
    straight = written.replace("’", "'")
    assert stem(written, language) == stem(straight, language) == stem("usine", language)
    assert not is_stop_word(written, language)


@table(("language", "word"), [("fr", "qu’une"), ("fr", "qu'il"), ("it", "c'è"), ("ca", "d’un")])
def test_two_function_words_joined_by_an_apostrophe_are_one(language: str, word: str) -> None:
    assert is_stop_word(word, language)
    assert not is_stop_word(word, "tr")


def test_stems_and_stop_words_are_those_of_the_language() -> None:
    assert stem("gesprächen", "de") == stem("gespräch", "de")
    assert is_stop_word("und", "de")
    assert not is_stop_word("und")
    assert not is_stop_word("und", "xx")
    assert stem("und", "xx") == "und"


def test_an_analysis_is_made_in_the_language_of_the_text_whatever_is_declared() -> None:
    text = f"{NEWS['de']} Das sagte z.B. Dr. Müller am Mittwoch. Mehr sagte er nicht."
    article = Article("1", "", "", text, language="en")
    found = analyse(article)
    assert len(found.sentences) == 3
    assert "und" not in found.terms.body


def test_a_few_kana_tell_japanese_from_chinese() -> None:
    assert detect_language("首相は国会議事堂前で東京都千代田区の記者団と会見" * 2) == "ja"
    assert detect_language("首相国会議事堂前東京都千代田区记者团会见" * 2) == "zh"
