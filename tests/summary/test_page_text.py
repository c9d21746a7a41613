from __future__ import annotations

from briefing.summary.page_text import is_page_text
from briefing.summary.standalone import judge
from tests.table import table


@table(
    ("text", "language"),
    [
        ("A woman walks past a mural of the president in Harwick.", "en"),
        ("An elderly man in a red cap holds a sign during the rally.", "en"),
        ("Two boys sit on a wall in the old town of Harwick.", "en"),
        ("Residents walk through a flooded street in Harwick.", "en"),
        ("President Ana Ruiz speaks at the palace in Harwick, Tuesday, Feb. 3, 2026.", "en"),
        ("The mayor, center, arrives at the bridge on Monday, March 2, 2026.", "en"),
        ("President Okafor (L) shakes hands with the mayor of Harwick after a meeting.", "en"),
        ("A keeper feeds the seals of the zoo in Harwick, 30 January 2026.", "en"),
        ("The seal Ana, two years old, is pictured with its keeper.", "en"),
        ("A screenshot of the page of the council shows the bridge.", "en"),
        ("In this file photo, the mayor opens a bridge over the river.", "en"),
        ("This image provided by the coast guard shows the wreck.", "en"),
        ("The gallery was curated by AP photo editors in Harwick.", "en"),
        ("Una mujer camina frente a un mural en el centro de Harwick.", "es"),
        ("En esta foto de archivo, la alcaldesa abre el puente.", "es"),
        ("Une femme passe devant une fresque dans le centre de Harwick.", "fr"),
        ("Sur cette photo, la maire inaugure le pont de la ville.", "fr"),
        ("Eine Frau geht an einem Wandbild in Harwick vorbei.", "de"),
        ("Auf diesem Archivbild eröffnet die Bürgermeisterin die Brücke.", "de"),
        ("Uma mulher caminha na praia de Harwick depois da chuva.", "pt"),
        ("Nesta imagem, a prefeita abre a ponte sobre o rio.", "pt"),
    ],
)
def test_a_caption_is_no_line(text: str, language: str) -> None:
    assert is_page_text(text, language)
    assert judge(text, language) == "unusable"


@table(
    ("text", "language"),
    [
        ("Some information for this report came from the coast guard.", "en"),
        ("Ana Ruiz contributed to this report from the town of Harwick.", "en"),
        ("Disclosure: the author owns shares of Harwick Steel and others.", "en"),
        ("Also on the show: the mayor of Harwick and her new bridge.", "en"),
        ("This newsletter is sent to all friends of the bridge.", "en"),
        ("You can watch the video of the bridge to see more.", "en"),
        ("Get 20% off the yearly plan of Harwick Steel with this code.", "en"),
        ("Suscríbete ya y recibe las noticias de la ciudad.", "es"),
        ("Inscrivez-vous pour recevoir notre newsletter chaque matin.", "fr"),
        ("Melden Sie sich jetzt für die Nachrichten aus Harwick an.", "de"),
        ("Assine e receba as notícias da cidade de Harwick.", "pt"),
    ],
)
def test_a_notice_or_a_call_to_the_reader_is_no_line(text: str, language: str) -> None:
    assert judge(text, language) == "unusable"


@table(
    ("text", "language"),
    [
        ("A woman walked past the mural and was hurt by falling glass.", "en"),
        ("Protesters hold a rally against the bridge in Harwick on Monday.", "en"),
        ("A new bill carries a penalty of ten years for such crimes.", "en"),
        ("A virus poses a risk to the cattle of the whole of Norland.", "en"),
        ("A team of judges will look into the deal of the council.", "en"),
        ("A man who walks with a stick won the race over the bridge.", "en"),
        ("A plan that stands in the way of the bridge was dropped.", "en"),
        ("The treaty, signed on Feb. 3, 2026, holds for the next ten years.", "en"),
        ('"We play for the town of Harwick," she said on Nov. 6, 2026.', "en"),
        ("Ana Ruiz met the ministers in Harwick on Tuesday, Feb. 3, 2026.", "en"),
        ("Its progress stands in contrast to the plans of the council.", "en"),
        ("Una mujer murió en el centro de Harwick el lunes por la noche.", "es"),
        ("Une femme est morte lundi dans le centre de la ville.", "fr"),
        ("Eine Frau ist am Montag in der Stadt Harwick gestorben.", "de"),
        ("Uma mulher morreu na segunda-feira no centro da cidade.", "pt"),
        ("一名妇女走过哈威克的壁画。", "zh"),
    ],
)
def test_news_of_people_is_no_caption(text: str, language: str) -> None:
    assert not is_page_text(text, language)
