"""Opens web pages: that of an article, and links of the open article by number."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported
from textual.screen import Screen

from briefing.tui import web_browser
from briefing.tui.session import Session
from briefing.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from briefing.model import AnnotatedArticle


MAX_OFFERS = 6
"""Maximum number of addresses that the question for one names."""


@dataclass(slots=True, eq=False)
class Links:
    """Links of the open article."""

    session: Session
    """Messages to the user."""
    screen: Screen[None]
    """Its application is suspended for a browser in the terminal."""
    prompt: Prompt
    """Asks for a number."""
    article: Callable[[], AnnotatedArticle | None]
    """The open article, None if there is none."""

    def open_number(self, first: int | None = None) -> None:
        """Open a link; asks for more digits if its number may have more than the `first`."""
        digits = "" if first is None else str(first)
        numbers = [str(number) for number in self._addresses()]
        fitting = [number for number in numbers if number.startswith(digits)]
        if not numbers:
            self.session.say("There is no link in this article.")
        elif digits and (fitting == [digits] or not fitting):
            self._open_link(digits)
        else:
            self.prompt.ask("Open link", digits, self._open_link, typed=True)

    def open_page(self) -> None:
        """Open the page of the article; asks if there are files or a page with comments that may be meant."""
        annotated = self.article()
        article = annotated.article if annotated else None
        if article is None or not (article.enclosures or article.comments):
            self.open_address(article.url if article else "")
            return
        numbers, known = article.link_numbers, {each.url: each.type or "file" for each in article.enclosures}
        offered = {**known, **({article.comments: "comments"} if article.comments else {})}
        offers = [f"{numbers[url]} {what}" for url, what in offered.items()]
        if article.url:
            offers.insert(0, "enter for the page")
        self.prompt.ask(f"Open ({', '.join(offers[:MAX_OFFERS])})", "", self._open_offer, empty=bool(article.url))

    def _open_offer(self, answer: str) -> None:
        annotated = self.article()
        if answer or annotated is None:
            self._open_link(answer)
        else:
            self.open_address(annotated.article.url)

    def open_address(self, url: str) -> None:
        """Open a URL in the browser, or show why that failed."""
        say = self.session.say
        if not url:
            say("There is no address to open.", "warning")
            return
        if not web_browser.is_openable(url):
            say(f"Only http and https addresses are opened, not {url}", "warning")
            return
        browser = web_browser.find_browser()
        if browser is None:
            say(f"No browser was found; set $BROWSER. The address is {url}", "warning")
        elif web_browser.needs_terminal(browser):
            try:
                with self.screen.app.suspend():
                    browser.open(url)
            except (SuspendNotSupported, OSError) as error:
                say(f"The browser cannot be started ({error}). The address is {url}", "warning")
        else:
            # Some browsers block; the reader must not wait for them.
            threading.Thread(target=browser.open, args=(url,), daemon=True).start()
            say(f"Opening {url}")

    def _addresses(self) -> dict[int, str]:
        annotated = self.article()
        return {number: url for url, number in annotated.article.link_numbers.items()} if annotated else {}

    def _open_link(self, number: str) -> None:
        addresses = self._addresses()
        url = addresses.get(int(number)) if number.isascii() and number.isdigit() and len(number) < 9 else None
        if url:
            self.open_address(url)
        else:
            self.session.say(f"There is no link {number}; the last one is {len(addresses)}.", "warning")
