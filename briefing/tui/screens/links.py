"""Opens the links of the open article by number."""

from __future__ import annotations

from briefing.tui.screens.export import SharingScreen


class LinkingScreen(SharingScreen):
    """The action; a subclass provides the article."""

    def action_link(self, first: int | None = None) -> None:
        """Open a link; asks for more digits if its number may have more than the `first`."""
        digits = "" if first is None else str(first)
        numbers = [str(number) for number in self._addresses()]
        fitting = [number for number in numbers if number.startswith(digits)]
        if not numbers:
            self._reader.say("There is no link in this article.")
        elif digits and (fitting == [digits] or not fitting):
            self._open_link(digits)
        else:
            self.prompt().ask("Open link", digits, self._open_link, typed=True)

    def _addresses(self) -> dict[int, str]:
        item = self.shared()[1]
        return {number: url for url, number in item.article.link_numbers.items()} if item else {}

    def _open_link(self, number: str) -> None:
        addresses = self._addresses()
        url = addresses.get(int(number)) if number.isascii() and number.isdigit() and len(number) < 9 else None
        if url:
            self._reader.open_address(url)
        else:
            self._reader.say(f"There is no link {number}; the last one is {len(addresses)}.", "warning")
