"""Lists within articles, on pages that mark the article and on pages that do not."""

from __future__ import annotations

from briefing.clean import clean_page
from tests.clean.test_pages import PROSE
from tests.table import table

PAGES = [
    "<article>{}</article>",
    "<div id=x>{}</div>",
    "{}",
    "<main>{}</main>",
    "<div class=content>{}</div>",
    "<section><div><div>{}</div></div></section>",
    "<table><tr><td><a href=/>Home</a></td><td>{}</td></tr></table>",
]
FIRST, SECOND = "We never asked for the cracks to be hidden.", "We only learned of it in autumn."


def between(page: str, html: str, lead: str = PROSE[1]) -> list[str]:
    """Lines of a page between its second and third paragraph."""
    body = f"<h1>Bridge</h1><p>{PROSE[0]}</p><p>{lead}</p>{html}<p>{PROSE[2]}</p><p>{PROSE[0]} Again.</p>"
    navigation = "<nav><ul><li><a href=/>Home</a></li><li><a href=/s>Sports</a></li></ul></nav>"
    html = f"<html><head><title>Bridge</title></head><body>{navigation}{page.format(body)}</body></html>"
    lines = clean_page(html, "https://n.example/a").text.split("\n")
    assert "Sports" not in " ".join(lines)
    return lines[lines.index(lead) + 1 : lines.index(PROSE[2])]


@table("page", PAGES)
@table(
    ("html", "lines"),
    [
        (f"<ul><li>{FIRST}</li><li>{SECOND}</li></ul>", [f"- {FIRST}", f"- {SECOND}"]),
        (f"<ol><li><p>{FIRST}</p><li><b>We</b> learned.</ol>", [f"- {FIRST}", "- We learned."]),
        (f"<dl><dt>Cracks</dt><dd>{FIRST}</dd></dl>", ["- Cracks", f"- {FIRST}"]),
        (
            "<ul><li>One<ul><li>two</li><li>three</li></ul></li><li>four</li></ul>",
            ["- One", "- two", "- three", "- four"],
        ),
        (
            "<ul><li><a href=/r>The report</a> says the cracks are old.</li><li>See <a href=/v>the vote</a>.</li></ul>",
            ["- The report says the cracks are old.", "- See the vote."],
        ),
    ],
)
def test_list_of_the_text_stays(page: str, html: str, lines: list[str]) -> None:
    assert between(page, html) == lines


@table("page", PAGES)
@table(
    "html",
    [
        "<ul class=share><li><a href=/f>Facebook</a></li><li><a href=/t>Twitter</a></li></ul>",
        "<ul><li><a href=/1>Home</a></li><li><a href=/2>Weather</a></li><li><a href=/3>Opinion</a></li></ul>",
        "<h3>Related</h3><ul><li><a href=/1>Bridge closed for a week by the police of the city in May</a></li>"
        "<li><a href=/2>Ferry to run until midnight, the council of the city says</a></li></ul>",
        "<div><h4>More on this</h4><ol><li><a href=/1>Bridge closed for a week in May</a></li>"
        "<li><a href=/2>Ferry to run until midnight</a></li></ol></div>",
    ],
)
def test_list_that_leads_elsewhere_is_dropped(page: str, html: str) -> None:
    assert between(page, html) == []


def test_list_of_links_that_a_line_introduces_stays() -> None:
    report = "The report that the engineers of the city have written for its council in May of last year"
    vote = "The vote of the council on what is to become of the bridge and of the shops beside it"
    html = f"<ul><li><a href=/1>{report}</a></li><li><a href=/2>{vote}</a></li></ul>"
    lead = f"{PROSE[1]} The council has published:"
    assert between(PAGES[0], html, lead) == [f"- {report}", f"- {vote}"]
