"""Elements and pages of HTML: all text is escaped by markupsafe, and only http and https addresses become links."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

_PAGE = Markup("""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
{links}<style>{style}</style>
</head>
<body>
{body}
</body>
</html>
""")
_POLICY = "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"
"""Content security policy: nothing is loaded, and no style but the page's own applies."""


def page(title: str, parts: Iterable[Markup], *, sheets: tuple[str, ...] = ("page",), links: str = "") -> str:
    """A page that is complete in itself.

    Args:
        title: its title.
        parts: the content of its body.
        sheets: names of its style sheets in `data/`.
        links: further elements of its head.
    """
    style, policy = _style(sheets)
    return str(_PAGE.format(title=title, policy=policy, links=links, style=style, body=lines(parts)))


@cache
def _style(sheets: tuple[str, ...]) -> tuple[Markup, str]:
    """The bundled style sheets, which contain nothing that ends their element, and the policy that allows them."""
    folder = Path(__file__).parent / "data"
    style = "\n" + "".join((folder / f"{sheet}.css").read_text(encoding="utf-8") for sheet in sheets)
    digest = hashlib.sha256(style.encode()).digest()
    return Markup(style), _POLICY.format(base64.b64encode(digest).decode())


def link(words: str, address: str) -> Markup:
    """A link to another site; only the words if there is no address."""
    if not address:
        return Markup("{}").format(words)
    return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(address, words)


def heading(words: str, level: int) -> Markup:
    """A heading."""
    return Markup("<h{level}>{words}</h{level}>").format(level=level, words=words)


def element(name: str, content: str) -> Markup:
    """An element with `content`, which is escaped unless it is markup already."""
    line = "\n" if content.endswith(">") and isinstance(content, Markup) else ""
    return Markup("<{name}>{line}{content}{line}</{name}>").format(name=name, line=line, content=content)


def classed(name: str, kind: str, words: str) -> Markup:
    """An element of a class."""
    return Markup('<{name} class="{kind}">{words}</{name}>').format(name=name, kind=kind, words=words)


def coded(words: str) -> Markup:
    """Text with commands between backticks as code."""
    parts = words.split("`")
    if len(parts) % 2 == 0:  # one of them is a literal backtick
        return escape(words)
    escaped = (str(escape(part)) for part in parts)
    return Markup("".join(f"<code>{part}</code>" if number % 2 else part for number, part in enumerate(escaped)))


def lines(parts: Iterable[Markup]) -> Markup:
    """Elements, each on a line."""
    return Markup("\n").join(parts)
