"""Which addresses are opened, and by which browser."""

from __future__ import annotations

import webbrowser
from urllib.parse import urlsplit


def openable(url: str) -> bool:
    """Tell whether `url` is an http or https address without characters that no address has."""
    if not url.isprintable() or any(char in ' "<>\\^`{|}' for char in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def find_browser() -> webbrowser.BaseBrowser | None:
    """Return the browser of `$BROWSER`, else the system's; None if there is none."""
    try:
        return webbrowser.get()
    except webbrowser.Error:
        return None


def needs_terminal(browser: webbrowser.BaseBrowser) -> bool:
    """Tell whether a browser runs in the terminal, such as w3m: the reader has to step aside for it then."""
    return isinstance(browser, webbrowser.GenericBrowser) and not isinstance(browser, webbrowser.BackgroundBrowser)
