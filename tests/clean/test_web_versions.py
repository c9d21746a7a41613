"""The web version of a newsletter is found by its link, in several languages, and never guessed among others."""

from __future__ import annotations

import sys

from briefing.clean import read_mail_body
from briefing.clean.web_versions import MOST_TRIED, TOP_WORDS, is_personal
from tests.clean.test_pages import PROSE
from tests.table import table

TEXT = "".join(f"<p>{text}</p>" for text in PROSE)
URL = "https://n.example/v?u=1"
LINK = f"<a href='{URL}'>"


@table(
    "line",
    [
        f"{LINK}View in browser</a>",
        f"{LINK}View in browser →</a>",
        f"{LINK}<span>View</span> <b>online</b></a>",
        f"The week | {LINK}View in browser</a>",
        f"Having trouble viewing this email? {LINK}Click here</a>",
        f"{LINK}View this email in your browser</a> | <a href='https://n.example/u'>Unsubscribe</a>",
        f"¿No ves bien este correo? {LINK}Ver en el navegador</a>",
        f"Si no puede ver este mensaje, {LINK}haga clic aquí</a>",
        f"{LINK}Ver no navegador</a>",
        f"Se não consegue visualizar este e-mail, {LINK}clique aqui</a>",
        f"{LINK}Voir cet e-mail dans votre navigateur</a>",
        f"Si ce message ne s’affiche pas correctement, {LINK}cliquez ici</a>",
        f"{LINK}Im Browser öffnen</a>",
        f"Falls diese E-Mail nicht richtig dargestellt wird, klicken Sie bitte {LINK}hier</a>.",
        f"Se non visualizzi correttamente, {LINK}clicca qui</a>",
        f"{LINK}Bekijk online</a>",
        f"{LINK}Открыть в браузере</a>",
    ],
)
def test_link_in_many_words(line: str) -> None:
    for html in (f"<p>{line}</p>{TEXT}", f"{TEXT}<table><tr><td>{line}</td></tr></table>"):
        assert read_mail_body(f"<html><body>{html}</body></html>").web_version == URL


@table(
    "html",
    [
        "<p><a href='https://n.example/u'>Unsubscribe</a></p>",
        "<p>Trouble viewing this email? <a href='https://n.example/u'>Unsubscribe</a></p>",
        "<p>Trouble viewing this email? <a href='https://n.example/1'>Here</a> or <a href='https://n.example/2'>here</a></p>",
        "<p>View in browser</p>",
        "<p><a href='javascript:alert(1)'>View in browser</a><a href='/v'>View online</a><a>Web version</a></p>",
        "<p>Ministers met. <a href='https://n.example/1'>Click here</a></p>",
        "<p><a href='https://n.example/1'>Why voters read online papers more than printed ones of ours</a></p>",
        f"<div style='display:none'>{LINK}View in browser</a></div>",
        *(
            "".join(f"<p>Story {n}. <a href='https://n.example/{n}'>Read online</a></p>" for n in range(most))
            for most in (3, 9)
        ),
    ],
)
def test_other_links_are_not_it(html: str) -> None:
    assert read_mail_body(f"<html><body>{html}{TEXT}</body></html>").web_version == ""


def test_of_two_addresses_the_one_above_the_text() -> None:
    below = "<p><a href='https://n.example/v?u=2'>View in browser</a></p>"
    for count, url in ((TOP_WORDS, URL), (TOP_WORDS + 1, "")):
        html = f"<html><body><p>{'word ' * count}</p><p>{LINK}View in browser</a></p>{TEXT}{below}</body></html>"
        assert read_mail_body(html).web_version == url


def test_addresses_that_are_excluded() -> None:
    assert read_mail_body(f"<html><body><p>{LINK}View in browser</a></p>{TEXT}</body></html>", (URL,)).web_version == ""


def test_many_links_take_linear_work() -> None:
    def calls(html: str) -> int:
        count = 0

        def count_call(frame: object, event: str, argument: object) -> None:
            nonlocal count
            count += event in ("call", "c_call")

        read_mail_body(TEXT)
        before = sys.getprofile()
        sys.setprofile(count_call)
        try:
            read_mail_body(html)
        finally:
            sys.setprofile(before)
        return count

    for shape in (
        "<a href=/x>here</a> ",
        "<div><a href=/x>here</a>",
        "<p>Trouble viewing this? <a href=/x>here</a></p>",
    ):
        once, twice = (
            calls(f"<html><body>{shape * number}</body></html>") for number in (MOST_TRIED // 4, MOST_TRIED // 2)
        )
        assert twice < 2.3 * once + 1000


@table(
    "url, personal",
    [
        ("https://letters.example/2026/03/bridge-opens-in-the-north", False),
        ("https://letters.example/issues/1234567890123456789", False),
        ("https://letters.example/view?u=4f9a0c2d1e8b7a6f5c4d3e2f1&id=8a7b6c5d4e", True),
        ("https://click.example/f/a/AbC123dEf456GhI789jKl~~/AAAA", True),
        ("https://letters.example/v/123e4567-e89b-12d3-a456-426614174000", True),
        ("https://letters.example/v?token=eyJ1c2VyX2lkIjoxMjM0NTY3ODkw.x", True),
        ("", False),
    ],
)
def test_addresses_that_may_stand_for_the_subscriber(url: str, personal: bool) -> None:
    assert is_personal(url) == personal
