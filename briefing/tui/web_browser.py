"""Opens URLs: which are allowed, and by which browser."""

from __future__ import annotations

import webbrowser
from urllib.parse import urlsplit


def is_openable(url: str) -> bool:
    """Whether `url` is an http or https URL without invalid characters."""
    if not url.isprintable() or any(char in ' "<>\\^`{|}' for char in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def find_browser() -> webbrowser.BaseBrowser | None:
    """The browser of `$BROWSER`, else the system's; None if there is none."""
    try:
        return webbrowser.get()
    except webbrowser.Error:
        return None


def needs_terminal(browser: webbrowser.BaseBrowser) -> bool:
    """Whether a browser runs in the terminal, such as w3m, so that the reader must be suspended."""
    return isinstance(browser, webbrowser.GenericBrowser) and not isinstance(browser, webbrowser.BackgroundBrowser)
