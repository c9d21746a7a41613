"""Names of countries and cities in several languages, for `briefing/threads/data/place_names.txt`.

Run: pip install babel; python scripts/place_names.py > briefing/threads/data/place_names.txt
The names are those of the Unicode CLDR (Unicode License v3): territories, and the cities that stand for time zones.
"""

from __future__ import annotations

import re

from babel import Locale
from babel.core import get_global

from briefing.text.folding import fold

LANGUAGES = ("en", "es", "pt", "fr", "de", "it", "nl", "ca")
"""Languages whose names are listed."""
NAME = re.compile("[a-z][-a-z .']+")
"""A folded name without brackets or commas."""
SHORTEST = 4
"""Letters of the shortest name of a city that is listed; a shorter one is more often a word."""


def main() -> None:
    """Print the code of a place and its names on a line, separated by semicolons."""
    locales = [Locale(language) for language in LANGUAGES]
    places: dict[str, set[str]] = {}
    for code in map(str, locales[0].territories):
        if is_country(code):
            places[code] = {fold(locale.territories[code]) for locale in locales if code in locale.territories}
    for zone, code in get_global("zone_territories").items():
        city = zone.rpartition("/")[2].replace("_", " ")
        names = {fold(locale.time_zones.get(zone, {}).get("city", city)) for locale in locales}
        if is_country(code) and min(map(len, names)) >= SHORTEST and len(names) > 1:
            places[f"{code}/{fold(city)}".replace(" ", "-")] = names
    for place in sorted(places):
        if plain := sorted(filter(NAME.fullmatch, places[place])):
            print(place, "; ".join(plain))


def is_country(code: str) -> bool:
    """Whether a code of the CLDR is that of a country."""
    return len(code) == 2 and code.isalpha() and code not in ("XA", "XB", "ZZ")


if __name__ == "__main__":
    main()
