"""Walls in the languages of the press: a page that is one has no text; an article that speaks of one keeps its own."""

from __future__ import annotations

import pytest

from briefing import wordlists
from briefing.clean.paywalls import without_walls
from tests.table import table

LEAD = "Der Gemeinderat hat am Dienstag den Bau der Brücke beschlossen."
PROSE = " ".join(["The council of the town has voted for the bridge on Tuesday after a long debate."] * 5)

WALLS = {
    "de": "Dieser Artikel ist für Abonnenten. Jetzt abonnieren und weiterlesen.",
    "de cookies": "Bitte aktivieren Sie JavaScript und stimmen Sie zu: Wir verwenden Cookies.",
    "fr": "Cet article est réservé aux abonnés. Déjà abonné ? Se connecter",
    "fr cookies": "Continuer sans accepter",
    "es": "Contenido exclusivo para suscriptores",
    "es more": "Para seguir leyendo, suscríbete.",
    "pt": "Conteúdo exclusivo para assinantes. Já é assinante?",
    "it": "Contenuto riservato agli abbonati",
    "nl": "Alleen voor abonnees",
    "sv": "Endast för prenumeranter",
    "pl": "Aby czytać dalej, kup dostęp",
    "tr": "Okumaya devam etmek için abone olun",
    "ru": "Доступно только подписчикам",
    "ja": "この記事は有料会員限定です",
    "zh": "登录后继续阅读",
    "ko": "로그인 후 이용해 주세요",
}


@table("language", WALLS)
def test_page_of_a_lead_and_a_wall_has_no_text(language: str) -> None:
    assert without_walls([LEAD, WALLS[language]]) == []


@table("language", WALLS)
def test_beginning_of_an_article_is_kept_without_the_wall(language: str) -> None:
    assert without_walls([PROSE, WALLS[language]]) == [PROSE]


ERRORS = ("Seite nicht gefunden | Zeitung", "Página no encontrada", "Accès refusé", "404", "Страница не найдена")


@table("title", [*ERRORS, "ページが見つかりません"])
def test_error_page_has_no_text(title: str) -> None:
    assert without_walls([LEAD], title) == []


@table(
    "line",
    [
        "Il reste trois jours avant le vote, et personne ne sait qui va gagner.",
        "El periódico perdió suscriptores en marzo.",
        "The company said that its cookies were baked by robots.",
        "Das Abo-Modell der Zeitungen trägt sich nicht mehr, sagen die Verlage.",
        "Un momento difícil para el gobierno, que pierde apoyo.",
    ],
)
def test_news_of_such_things_are_no_wall(line: str) -> None:
    assert without_walls([line], "The news of today") == [line]


@pytest.mark.parametrize("name", ["walls", "error_titles"])
def test_lists_are_sorted_and_folded(name: str) -> None:
    lines = wordlists.entries("clean", name)
    assert list(lines) == sorted(set(lines)) == [" ".join(line.casefold().split()) for line in lines]
