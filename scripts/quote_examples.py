"""Write the table of examples in docs/quotes.md from what `extract_quotes` returns.

Usage: `python scripts/quote_examples.py`. A test checks that the table is up to date.
"""

from __future__ import annotations

from pathlib import Path

from briefing.text.quotes import extract_quotes

PAGE = Path(__file__).resolve().parents[1] / "docs" / "quotes.md"
BEGIN, END = "<!-- examples -->", "<!-- end of examples -->"
DOUBTFUL = 0.5
"""Confidence below which a quote is not shown by default."""

EXAMPLES = (
    ("verb after the quote", "“The dam will hold,” Energy Minister Ana Duarte said."),
    ("verb before the speaker", "“Who will pay for it?” asked Paul Weber, a senator from Ohio."),
    ("verb on no list", "“It is too late,” Paul Weber fretted."),
    ("verb before the quote", "On Monday, Paul Weber, who took office in 2022, told reporters: “It is too late.”"),
    ("cue inside the quote", "“The dam,” Ana Duarte said, “will hold.”"),
    ("according to", "According to Paul Weber, the plan is “a waste of money.”"),
    ("part of a sentence", "Paul Weber said the plan was “dead on arrival” in the Senate."),
    ("verb of naming", "Paul Weber had publicly labelled Ana Duarte a “danger to the river.”"),
    ("participle", "Paul Weber left the room, adding that it was “long overdue.”"),
    ("relative clause", "The plan was stopped by Paul Weber, who called it “a waste of money.”"),
    ("passive", "Paul Weber was called “a fool” by Ana Duarte on Monday."),
    ("noun of speech", "Paul Weber’s warning that “the river will take it back” was not heard."),
    ("post", "In a post on Truth Social, Paul Weber wrote: “It is too late.”"),
    ("name and colon", "Paul Weber: “Who will pay for it?”\nAna Duarte: “The state will pay.”"),
    ("paragraphs of one speech", "Ana Duarte said: “The dam will hold.\n“We built it for that.”"),
    ("speaker carried on", "“The dam will hold,” Ana Duarte said. “We built it well.”"),
    (
        "speaker not carried over a topic",
        "“It is late,” Paul Weber said.\nThe harvest\n“Nobody knows the price of wheat.”",
    ),
    ("pronoun", "Ana Duarte met Paul Weber on Monday. “It is too late,” he said."),
    ("pronoun that fits two", "Ana Duarte and Maria Weber met. “It is over,” she said."),
    ("last name", "Minister Ana Duarte met Senator Paul Weber. “It is too late,” Weber said."),
    (
        "role",
        "Chilean President Ana Duarte met French President Paul Weber. “It is too late,” the French president said.",
    ),
    ("two speakers", "Ana Duarte called it “a triumph,” while Paul Weber called it “a shame.”"),
    ("several speakers at once", "Ana Duarte met Paul Weber in Vienna. The two leaders called the talks “very good.”"),
    ("body without a person", "The Chilean government called the talks “good and positive.”"),
    ("spokesperson", "“We are ready,” said Tom Ebert, a spokesman for the ministry."),
    ("unnamed speaker", "“It is over,” a senior official said."),
    ("question and answer", "Asked by Tom Ebert if he would resign, Paul Weber said: “Not today.”"),
    ("question of nobody", "“Are you ready for it?” Paul Weber was asked."),
    ("words within a quote", "“Weber told me, ‘I will not go,’” said Ana Duarte. Paul Weber left."),
    ("other marks", "«The dam will hold», said Ana Duarte."),
    ("signed block quote", "> The dam will hold.\n> — Ana Duarte"),
    ("title of a work", "Ana Duarte starred in the film “Rivers of Light” last year."),
    ("nickname", "Paul “Big Dog” Weber won the race."),
    ("term", "The “wetlands” are dry this year."),
    ("words on a sign", "Protesters carried “Save The River” signs through the town."),
    ("not a quotation mark", 'The pipe is 12" wide and the other 14" wide, Ana Duarte said.'),
    ("Spanish", "«Es tarde», dijo la ministra Ana Ruiz, «pero todavía se puede salvar el río»."),
    ("Spanish dialogue", "—Iremos —dijo Ana Ruiz—. Mañana."),
    ("Portuguese", "“A barragem vai resistir”, afirmou a ministra Ana Duarte em Lisboa."),
    ("French, cue inside the marks", "« Nous irons, a dit Paul Weber, demain à la ville avec les enfants. »"),
    ("German", "Am Montag hat Clara Busch der Zeitung gesagt: „Es wird eng.“"),
    (
        "German, speaker without a name",
        "Die Polizei sucht weiter. „Wir haben nichts gefunden“, teilte die Polizei mit.",
    ),
)


def table() -> str:
    """The examples as a Markdown table: construction, text, and one line for each quote."""
    rows = [
        "| construction | example (¶ is a line break) | quote → speaker | cue | confidence |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, text in EXAMPLES:
        quotes = extract_quotes(text, doubtful=True, inner=True)
        words = [f"{text[each.start : each.end]} → {each.speaker or 'unknown'}" for each in quotes]
        cues = [each.cue or "–" for each in quotes]
        sure = [f"{each.confidence:.2f}" + ("" if each.confidence >= DOUBTFUL else " (doubtful)") for each in quotes]
        cells = (name, text.replace("\n", " ¶ "), *("<br>".join(cell) or "–" for cell in (words, cues, sure)))
        rows.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(rows)


def updated(page: str) -> str:
    """The page with a new table between its two comments."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n{table()}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    PAGE.write_text(updated(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
