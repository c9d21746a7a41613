"""Tables for layout become paragraphs, tables of data stay tables, and newsletters lose what stands around the text."""

from __future__ import annotations

from briefing.clean import clean_page, html_to_text, read_mail_body
from briefing.clean.newsletters import without_chrome
from briefing.sources import article_from_bytes
from tests.clean.test_pages import PROSE
from tests.table import table

HEADLINE = "Council votes for the bridge"
TEXT = [HEADLINE, *PROSE]
HEAD = f"<h1>{HEADLINE}</h1>"
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in PROSE)
FOOTER = "<table><tr><td><a href=/u>Unsubscribe</a> <a href=/f>Forward</a><br>Our address is: 1 Quay</td></tr></table>"


def row(cell: str) -> str:
    return f"<table width=100%><tr><td align=center><table width=600><tr><td>{cell}</td></tr></table></td></tr></table>"


def column(cell: str) -> str:
    """A row as MJML writes it."""
    inner = f"<tr><td style='font-size:0px;padding:10px'><div style='font-size:16px'>{cell}</div></td></tr>"
    return f"<div><table role=presentation><tbody>{inner}</tbody></table></div>"


NEWSLETTERS = {
    "a table for each row": "".join(row(each) for each in (f"<h1>{HEADLINE}</h1>", *PROSE)) + FOOTER,
    "one cell": f"<table><tr><td>View in browser</td></tr><tr><td>{HEAD}{PARAGRAPHS}</td></tr></table>{FOOTER}",
    "columns of MJML": "".join(column(each) for each in (f"<h2>{HEADLINE}</h2>", *PROSE, "<a href=u>Unsubscribe</a>")),
    "heads for cells": f"<table><tr><th><table><tr><th>{HEAD}{PARAGRAPHS}</th><th></th></tr></table></th></tr></table>",
    "line breaks": f"<table><tr><td><b>{HEADLINE}</b></td></tr><tr><td>{'<br><br>'.join(PROSE)}</td></tr></table>",
    "two columns": "<table><tr><td>{}</td><td>{}</td></tr><tr><td>{}</td><td>{}</td></tr></table>".format(*TEXT),
    "role": f"<table role=presentation><tr><td>{HEADLINE}</td></tr><tr><td>{PARAGRAPHS}</td></tr></table>",
    "loose words": f"<table><tr><td>{HEADLINE}<p>{PROSE[0]}</p>{PROSE[1]}<p>{PROSE[2]}</p></td></tr></table>",
    "hidden preheader": f"<style>.pre{{display:none}}</style><div class=pre>Teaser</div>{HEAD}{PARAGRAPHS}",
    "navigation": f"<table><tr><td><a>Home</a></td><td><a>News</a></td></tr></table><h1>{HEADLINE}</h1>{PARAGRAPHS}",
    "social links": f"{HEAD}{PARAGRAPHS}<p><a>Facebook</a> | <a>Twitter</a></p><p>© 2026 Norville News</p>",
    "German": (
        f"<table><tr><td><a>Im Browser ansehen</a></td></tr><tr><td><h1>{HEADLINE}</h1>{PARAGRAPHS}</td></tr>"
        "<tr><td>Sie erhalten diese E-Mail, weil Sie sich angemeldet haben. <a>Abmelden</a></td></tr></table>"
    ),
}


@table("body", NEWSLETTERS.values())
def test_newsletter_becomes_its_paragraphs(body: str) -> None:
    message = (
        "From: Norville News <n@n.example>\nSubject: The week\nDate: Mon, 25 Nov 2024 10:00:00 +0000\n"
        f"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<html><body>{body}</body></html>"
    )
    assert article_from_bytes(message.encode()).text.split("\n") == TEXT


@table(
    "cell",
    ["<td>{}</td>", "<td><font>{}</font></td>", "<td class=side><a href=/>Home</a></td><td>{}</td>", "<th>{}</th>"],
)
def test_page_within_a_table_becomes_its_paragraphs(cell: str) -> None:
    body = f"<table>{'<tr>' + cell.format(f'<h1>{HEADLINE}</h1>{PARAGRAPHS}') + '</tr>'}</table>"
    text = clean_page(
        f"<html><head><title>{HEADLINE}</title></head><body>{body}<footer>© 2026</footer></body></html>"
    ).text
    assert [line for line in text.split("\n") if line not in (HEADLINE, "Home")] == list(PROSE)


@table(
    ("table", "rows"),
    [
        (
            "<tr><th>Year</th><th>Cars</th></tr><tr><td>2024</td><td>20,000</td></tr>",
            ["| Year | Cars |", "| 2024 | 20,000 |"],
        ),
        ("<tr><td>2023</td><td>19,000</td></tr><tr><td>2024</td><td>20,000</td></tr>", ["| 2024 | 20,000 |"]),
        (
            f"<caption>Answers</caption><tr><td>Ann</td><td>{PROSE[0]}</td></tr><tr><td>Bob</td><td>No.</td></tr>",
            [f"| Ann | {PROSE[0]} |", "| Bob | No. |"],
        ),
        (
            "<tr><td><p>2023</p></td><td><p>1</p></td></tr><tr><td><p>2024</p></td><td><p>2</p></td></tr>",
            ["| 2024 | 2 |"],
        ),
    ],
)
def test_table_of_data_stays_one(table: str, rows: list[str]) -> None:
    html = f"<html><body><article><h1>T</h1>{PARAGRAPHS}<table>{table}</table><p>{PROSE[0]}</p></article></body></html>"
    lines = clean_page(html).text.split("\n")
    assert [row for row in rows if row not in lines] == []


@table(
    ("html", "text"),
    [
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a b\nc d"),
        ("<table><tr><td>Head</td><td>words</td></tr></table>", "Head\nwords"),
        ("<table role=none><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a\nb\nc\nd"),
        ("<table><tr><td>a</td><td><table><tr><td>b</td></tr></table>c</td></tr></table>", "a\nb\nc"),
        ("<table><tr><td>a</td><td><ul><li>b</ul></td></tr><tr><td>c</td><td>d</td></tr></table>", "a\n- b\nc\nd"),
        ("<blockquote><table><tr><td>a</td><td>b</td></tr></table></blockquote>", "> a\n> b"),
        ("</table><td>a</td>", "a"),
    ],
)
def test_tables_of_fragments(html: str, text: str) -> None:
    assert html_to_text(html) == text


@table(
    ("lines", "kept"),
    [
        (["View this email in your browser", *PROSE], list(PROSE)),
        ([*PROSE, "Read more", "Unsubscribe", "Norville News, 1 Quay"], list(PROSE)),
        ([*PROSE, "You are receiving this email because you signed up at n.example."], list(PROSE)),
        ([*PROSE, "Ann", "© 2026 Norville News"], [*PROSE, "Ann"]),
        (["Readers who unsubscribe get a refund, the minister said on Monday in the hall.", *PROSE], None),
        ([*PROSE, "Those who unsubscribe get a refund, the minister said on Monday in the hall."], None),
        ([*PROSE, "Facebook changes its privacy policy again"], None),
        ([*PROSE, "Copyright law is to change, the ministers of Graustark and Ruritania said."], None),
        ([*PROSE, "Privacy policy | Terms of use | Imprint"], list(PROSE)),
        ([*PROSE, "Copyright (c) 2026 Norville News", "Privacy policy | Terms of use"], list(PROSE)),
        (["Problems viewing this email? Click here", *PROSE, "Unsubscribe from this list"], list(PROSE)),
        (["Voir la version en ligne", *PROSE, "Mentions légales | Se désabonner"], list(PROSE)),
        ([*PROSE, "Recibe este correo porque se suscribió. Darse de baja | Política de privacidad"], list(PROSE)),
        (["Visualizza nel browser", *PROSE, "Ricevi questa e-mail perché sei iscritto."], list(PROSE)),
        (["Bekijk in browser", *PROSE, "Uitschrijven"], list(PROSE)),
        (["Zobacz w przeglądarce", *PROSE, "Wypisz się"], list(PROSE)),
        (["Открыть в браузере", *PROSE, "Вы получили это письмо, потому что подписались."], list(PROSE)),
        ([*PROSE, "Millions unsubscribe from Netflix after prices rise"], None),
        ([*PROSE, "Afmelden voor het examen kan tot vrijdag, zegt de minister."], None),
        (["Unsubscribe"], None),
        (["Hi all,", "We meet on Friday.", "Ann"], None),
        ([], None),
    ],
)
def test_chrome_of_newsletters_is_taken_off(lines: list[str], kept: list[str] | None) -> None:
    assert without_chrome(lines) == (lines if kept is None else kept)


def test_mail_of_plain_divisions_loses_nothing() -> None:
    html = "".join(f"<div>{text}</div><div><br></div>" for text in TEXT)
    assert read_mail_body(html).lines == TEXT
