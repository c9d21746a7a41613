"""Kinds of hostile string: each maps a length to a text of about that many code points.

A kind repeats one element (a mark, an unclosed opening, a name, a phrase), so that any step that scans the rest of the
text for each of them takes quadratic time. `HOSTILE_STRINGS["initials"](40_000)` is a text.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Callable

Generator = Callable[[int], str]


def _repeated(unit: str, prefix: str = "", suffix: str = "") -> Generator:
    """A generator of `unit` repeated, between `prefix` and `suffix`."""
    return lambda size: prefix + unit * max(1, (size - len(prefix) - len(suffix)) // len(unit)) + suffix


def _numbered(piece: Callable[[int], str], prefix: str = "", suffix: str = "") -> Generator:
    """A generator of pieces that differ by their number."""

    def generate(size: int) -> str:
        pieces, length = [prefix], len(prefix) + len(suffix)
        for number in itertools.count():
            pieces.append(piece(number))
            length += len(pieces[-1])
            if length >= size:
                return "".join(pieces) + suffix
        raise AssertionError

    return generate


def _nested(opening: str, closing: str, middle: str = "x") -> Generator:
    """A generator of repeated `opening`, `middle`, and as many `closing`."""

    def generate(size: int) -> str:
        depth = max(1, size // (len(opening) + len(closing)))
        return opening * depth + middle + closing * depth

    return generate


def _halves(first: str, second: str) -> Generator:
    """A generator of repeated `first` followed by as many `second`."""
    return lambda size: first * (size // (2 * len(first))) + second * (size // (2 * len(second)))


def _name(number: int) -> str:
    """A capitalised word, different for each `number`."""
    letters = "N"
    for _ in range(4):
        number, digit = divmod(number, 26)
        letters += chr(97 + digit)
    return letters


def _paragraph(number: int) -> str:
    return (
        f"Minister {_name(number)} Duarte of {_name(number + 7)} said on Monday that talks would go on. “We will not "
        f"stop,” she added. The chief executive, Ana {_name(number + 3)}, told reporters: “No.” It cost $3.5 million.\n"
    )


_CHARACTERS = (
    "aA0 \xa0\t\n\r\u2028\0\x1b.,:;!?…-–—'’‚\"“”„‘«»‹「」()[]{}<>&/\\|*_~`#@%=+$^•·\u0301\u200d\u200b\ufe0f\u200f\u202e"
    "\ufeff\xad\ud83d\udc00\uffff\ufffd\U0001f1e9\U0001f600\U0001f3f4\U000e0067ßİΣﬃ漢あ。한กعאक।؟¿ЖλⅧ½²٣"
)

_UNITS = {
    **{f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip(): character for character in _CHARACTERS},
    "hyphened letters": "A-",
    "dotted letters": "A.",
    "dotted letters apart": "A. ",
    "small dotted letters": "a.",
    "dotted pairs": "U.S.-",
    "ampersand letters": "A&",
    "apostrophe letters": "A’",
    "apostrophe small": "a'",
    "plus letters": "A+",
    "underscore letters": "A_",
    "capital words": "Aa ",
    "title case": "Great News From Town ",
    "all capitals": "BREAKING NEWS TODAY ",
    "small words": "word ",
    "long small words": "everything ",
    "one-word sentences": "Yes. ",
    "one-letter sentences": "I. ",
    "questions": "Why? ",
    "exclamations": "Yahoo! Finance ",
    "initials with names": "J. R. Weber ",
    "numbers": "12 ",
    "ordinals": "1. ",
    "ordinals with names": "1. FC Bonn ",
    "decimals": "1.5",
    "dotted dates": "3.10.2026 ",
    "slashed dates": "3/10/2026 ",
    "times": "12:30 ",
    "money": "$1,000 ",
    "percentages": "5% ",
    "ranges": "1-2-",
    "dates": "Mon, Nov 3, 2026 ",
    "months": "Jan. ",
    "roman numerals": "II. ",
    "honorifics": "Mr. ",
    "honorifics with names": "Dr. Weber ",
    "titles in a row": "President ",
    "titles and of": "Secretary of ",
    "of the": "of the ",
    "and": "and ",
    "capital and": "Ana and ",
    "particles": "van der ",
    "names with particles": "Ana de la ",
    "given names": "Ana ",
    "names": "Ana Duarte ",
    "names and commas": "Ana Duarte, ",
    "names and semicolons": "Ana Duarte; ",
    "names and ands": "Ana Duarte and ",
    "name sentences": "Ana Duarte went. ",
    "places": "New York ",
    "demonyms": "American ",
    "suffixes": "Jr. ",
    "commas and capitals": "A, ",
    "cue verbs": "said ",
    "cue verbs with commas": "said, ",
    "cues and names": "said Ana Duarte ",
    "pronouns": "he ",
    "capital pronouns": "He ",
    "pronouns and cues": "he said ",
    "pronouns, cues and commas": "he said, ",
    "cues with that": "she said that ",
    "according to": "according to ",
    "told": "told reporters ",
    "who": "who ",
    "which commas": ", which ",
    "relative clauses": "who said that he who ",
    "conjunctions": "but ",
    "small quotes": "“a” ",
    "empty quotes": "“”",
    "quotes and cues": "“Yes,” he said. ",
    "quotes and names": "“We will do it,” said Ana Duarte. ",
    "cues and quotes": "Ana Duarte said: “We will do it.” ",
    "split quotes": "“We will,” she said, “do it.” ",
    "straight quotes": '"Yes," he said. ',
    "straight openings": ' "We will do it',
    "openings with words": "“We will do it ",
    "closings with words": "we will do it” ",
    "single quotes": "‘Yes,’ he said. ",
    "single openings": "‘We will do it ",
    "guillemets with words": "« Oui », dit-il. ",
    "guillemet openings": "« Oui ",
    "German quotes": "„Ja“, sagte er. ",
    "German openings": "„Ja ",
    "German quotes of roles": "„Es ist so“, sagte der Minister der Justiz des Landes, der sagte, ",
    "French quotes with ages": "« C’est fini, raconte Luc Morel, 36 ans, maire de Tulle, qui dort. On part, dit-il. » ",
    "turns of questions": "P. ¿Por qué?\nR. Porque sí.\n",
    "Spanish dashes": "—Sí —dijo Ana—. ",
    "dash lines": "—Sí\n",
    "Japanese quotes": "「はい」と語った。",
    "mixed marks": "“‘„«\"'",
    "alternating marks": "\"'",
    "alternating curly": "“'",
    "opening and straight": '“"',
    "open closed open": "”“",
    "nested quotes": "“He said ‘She said “",
    "quotes in quotes": "“He told her, ‘I will not go there,’ and cried,” Ana Duarte said. ",
    "quotes in quotes in quotes": "“He said, ‘She told me, “They never will do it,” and left,’” said Ana Duarte. ",
    "quotes in quotes of roles": "“The mayor said, ‘I will not go there,’” said Ana Duarte, the mayor of Bonn. ",
    "quotes in block quotes": "Ana Duarte wrote:\n\n> He said “no way at all” and she said “yes of course”.\n\n",
    "Spanish quotes in dashes": "—Él dijo “de ninguna manera” —dijo Tomás Ruiz—. Ella dijo “claro que sí”.\n",
    "Spanish quotes in quotes": "«Él me dijo “de ninguna manera, no voy” ayer», dijo el viejo ministro Tomás Ruiz. ",
    "scare quotes": "the so-called “plan” and ",
    "apostrophe words": "don’t ",
    "genitives": "Ana’s ",
    "genitive chains": "Ana’s aunt’s ",
    "leading apostrophes": "'em ",
    "tags": "#a ",
    "tags tight": "#a",
    "tags and newline": "#a\n",
    "mentions": "@ana ",
    "mentions with colons": "@ana: ",
    "addresses": "https://example.org/a?b=c ",
    "addresses without an end": "https://",
    "www": "www.",
    "mails": "ana@example.org ",
    "visit": "visit ",
    "list lines": "- item\n",
    "numbered lines": "1. item\n",
    "block quotes": "> word\n",
    "block quotes deep": "> > > ",
    "headings": "# Title\n",
    "table lines": "| a | b |\n",
    "one-letter lines": "a\n",
    "capital lines": "A\n",
    "blank lines": "a\n\n",
    "name lines": "Ana Duarte\n",
    "speaker turns": "Ana Duarte: yes we can.\n",
    "capital turns": "DUARTE: Yes we can.\n",
    "questions and answers": "Q: Why?\nA: Because.\n",
    "question lines": "Q. Why?\n",
    "colons and words": "a: ",
    "colons and capitals": "Ana: ",
    "bold": "**a** ",
    "open bold": "**a ",
    "links": "[a](b) ",
    "open links": "[a](",
    "open squares": "[a ",
    "images": "![a](b)",
    "code spans": "`a` ",
    "fences": "```\n",
    "comments": "<!--a-->",
    "open comments": "<!-- ",
    "tags of a page": "<b>a</b> ",
    "open tags": "<a ",
    "attributes": "a=b ",
    "void tags": "<br>",
    "nested divisions": "<div>",
    "closed divisions": "</div>",
    "paragraphs of a page": "<p>a",
    "table cells": "<td>a",
    "CDATA": "<![CDATA[",
    "references": "&amp;",
    "open references": "&#",
    "unknown references": "&word",
    "surrogate references": "&#xd83d;",
    "parens with words": "(a) ",
    "open parens with words": "(a ",
    "comma spaces": ", ",
    "period spaces": ". ",
    "dots apart": ". . . ",
    "dashes apart": " — ",
    "double dashes": "-- ",
    "colon spaces": ": ",
    "question marks apart": "? ",
    "stops and closings": ".” ",
    "commas and closings": ",” ",
    "letter and combining": "e\u0301",
    "letters with many marks": "e" + "\u0301" * 40,
    "flags": "\U0001f1e9\U0001f1ea",
    "families": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "glued emoji": "\U0001f469\u200d",
    "keycaps": "1\ufe0f\u20e3",
    "escape colours": "\x1b[31m",
    "open escape strings": "\x1b]",
    "open escapes with words": "\x1b[1;1;1;",
    "C1 strings": "\x9da",
    "joiners in Arabic": "ع\u200d",
    "right-to-left words": "שלום عالم ",
    "right-to-left and left": "אa",
    "Chinese sentences": "他说：“不。”",
    "Chinese without stops": "政府宣布新的政策",
    "Japanese sentences": "首相は述べた。",
    "Japanese without stops": "首相は述べたと発表した",
    "Korean sentences": "총리는 말했다. ",
    "Thai without spaces": "รัฐบาลประกาศนโยบายใหม่",
    "Hindi sentences": "उसने कहा। ",
    "Arabic sentences": "قال الوزير. ",
    "Russian sentences": "«Да», — сказал он. ",
    "Greek questions": "Τι είπε; ",
    "Spanish questions": "¿Qué? ",
    "Spanish abbreviations": "EE. UU. Sr. ",
    "German abbreviations": "z. B. Dr. ",
    "German ordinals": "am 3. Oktober ",
    "French abbreviations": "M. Mme. art. ",
    "soft breaks": "hy\xadphen",
    "surrogate pairs apart": "\ud83d \ude00",
    "NUL and letter": "a\0",
    "carriage returns": "a\r\n",
    "quoted-printable": "=?utf-8?q?a?= ",
    "base64 words": "=?utf-8?b?YQ==?= ",
    "percent encoded": "%41",
    "bad percent": "%",
    "query words": "a AND ",
    "query groups": "(a OR ",
    "query negations": "NOT ",
    "query fields": "title:a ",
    "JSON arrays": "[",
    "JSON objects": '{"a":',
    "front matter": "---\n",
    "YAML keys": "a:\n ",
    "mail headers": "From: a\n",
    "mail quotes": "> a\n>> b\n",
    "signatures": "-- \nAna\n",
    "form feeds": "a\f",
    "bylines": "By Ana Duarte\n",
    "captions": "(AP Photo/Ana Duarte)\n",
    "open captions": "(AP Photo/",
    "datelines": "WASHINGTON (AP) — ",
    "dateline lines": "PARIS (AP) — It rained.\n",
    "follow": "Follow Ana on ",
    "This article": "This article ",
    "credits": "Photo: ",
    "On the": "On the day ",
    "glued sentences": "it was so He said it was ",
    "acronyms": "AT&T ",
    "acronyms in brackets": "World Bank (WB) ",
    "ages": "Ana Duarte, 43, ",
    "appositions": "Ana Duarte, the mayor of Bonn, ",
    "apposition chains": "the mayor, the aunt, ",
    "numbers and names": "3 Ana ",
    "clock times": "5 p.m. Monday ",
}

_BODIES = {
    "a": "a",
    "space": " ",
    "no-break space": "\xa0",
    "comma": ", ",
    "word": "word ",
    "capital word": "Word ",
    "hyphen": "a-",
    "apostrophe": "a'",
    "digit": "1",
    "underscore": "_",
    "newline": "\n",
    "dot": ".",
    "dotted letter": "A.",
    "mark": "”",
}
_FRAMES = {
    "title": ("Mr ", ", Ana Duarte. "),
    "name": ("Ana Duarte, ", " said Ana Duarte. "),
    "quote": ("“", "” said Ana Duarte."),
    "cue": ("“We will do it,” said ", "."),
    "apposition": ("Ana Duarte, the ", ", said: “We will do it.”"),
    "tag": ("The minister said that talks would go on #a", "x."),
    "turn": ("Ana Duarte ", ": Yes we can."),
    "page": ("This article ", " published"),
    "link": ("visit ", " https://example.org"),
}

HOSTILE_STRINGS: dict[str, Generator] = {
    **{name: _repeated(unit) for name, unit in _UNITS.items()},
    **{
        f"{frame} with {body}": _repeated(unit, prefix, suffix)
        for frame, (prefix, suffix) in _FRAMES.items()
        for body, unit in _BODIES.items()
    },
    # Pieces that all differ.
    "one surname": _numbered(lambda number: f"{_name(number)} Paz met. "),
    "one surname and its bearer alone": _numbered(lambda number: f"{_name(number)} Paz met. Paz said no. "),
    "one first name": _numbered(lambda number: f"Ana {_name(number)} met. "),
    "one middle name": _numbered(lambda number: f"{_name(number)} Ruiz {_name(number + 1)} met. "),
    "one double surname": _numbered(lambda number: f"{_name(number)} Ruiz Salgado met. Salgado said no. "),
    "one surname with titles": _numbered(lambda number: f"Mr. {_name(number)} Paz met. Mrs. Paz said no. "),
    "one surname with initials": _numbered(lambda number: f"{_name(number)[1].upper()}. {_name(number)} Paz met. "),
    "growing names": _numbered(lambda number: " ".join(_name(each) for each in range(number % 40)) + ". "),
    "unique names": _numbered(lambda number: f"{_name(number)} {_name(number + 9)} met. "),
    "unique last names": _numbered(lambda number: f"{_name(number)} said no. "),
    "unique bodies": _numbered(lambda number: f"The {_name(number)} Bank met. "),
    "unique acronyms": _numbered(lambda number: f"{_name(number).upper()} met. "),
    "unique speakers": _numbered(lambda number: f"“Yes we will do it,” said {_name(number)} Paz.\n"),
    "unique labels": _numbered(lambda number: f"{_name(number)}: yes we can.\n"),
    "unique capital labels": _numbered(lambda number: f"{_name(number).upper()}: Yes we can.\n"),
    "unique full labels": _numbered(lambda number: f"{_name(number)} Paz: yes we can.\n"),
    "unique quotes": _numbered(lambda number: f"“We will do it {_name(number)},” he said. "),
    "unique quotes without speakers": _numbered(lambda number: f"“We will do it {_name(number)}.” "),
    "unique roles": _numbered(lambda number: f"The {_name(number).lower()} minister said no. "),
    "unique words": _numbered(lambda number: _name(number).lower() + " "),
    "unique capital words": _numbered(lambda number: _name(number) + " "),
    "unique lines": _numbered(lambda number: _name(number) + "\n"),
    "unique sentences": _numbered(
        lambda number: f"The {_name(number).lower()} fell on the {_name(number + 5).lower()}. "
    ),
    "unique tags": _numbered(lambda number: f"#{_name(number)} "),
    "unique attributes": _numbered(lambda number: f"{_name(number)}=1 ", "<a ", ">x</a>"),
    "unique numbers": _numbered(lambda number: f"{number} "),
    "unique ordinals": _numbered(lambda number: f"{number}. "),
    "unique list items": _numbered(lambda number: f"{number}. {_name(number)}\n"),
    "paragraphs": _numbered(_paragraph),
    "paragraphs in one line": _numbered(lambda number: _paragraph(number).rstrip() + " "),
    "pronouns after names": _numbered(lambda number: f"{_name(number)} Paz left. “I am sorry,” he said. "),
    "names then quotes": lambda size: (
        _numbered(lambda number: f"{_name(number)} Paz met. ")(size // 2)
        + _repeated("“We will do it,” he said. ")(size // 2)
    ),
    "quotes then names": lambda size: (
        _repeated("“We will do it,” he said. ")(size // 2)
        + _numbered(lambda number: f"{_name(number)} Paz met. ")(size // 2)
    ),
    # Nested, and openings far from their ends.
    "nested brackets": _nested("(", ")"),
    "nested squares": _nested("[", "]"),
    "nested quotes closed": _nested("“", "”"),
    "nested guillemets": _nested("«", "»"),
    "nested marks of two kinds": _nested("“‘", "’”"),
    "nested German marks": _nested("„", "“"),
    "nested divisions closed": _nested("<div>", "</div>"),
    "nested block quotes": _nested("> ", "\n"),
    "nested query": _nested("(a OR ", ")"),
    "nested JSON": _nested("[", "]", "1"),
    "openings then closings": _halves("“a ", "b” "),
    "openings then stops": _halves("“a ", "b. "),
    "spaces then word": _repeated(" ", "a", "a"),
    "newlines then word": _repeated("\n", "a", "a"),
    "stars around": _halves("*", "a*"),
    "capitals then small": _halves("Aa ", "aa "),
    "one quote": _repeated("we will do it, and then, ", "“", "” said Ana Duarte."),
    "one quote of quotes": _repeated(
        "His aide said ‘no way at all’, and then she said ‘yes, of course’. ", "Tom Ebert met Ana Duarte. “", "”"
    ),
    "one open quote": _repeated("We will do it. ", "“"),
    "one sentence": _repeated("and the minister of Bonn said ", "Ana Duarte ", "."),
    "one sentence of clauses": _repeated(", who said that the plan of the city would be good", "Ana Duarte", "."),
    "one long quoted line": _repeated("a ", "Ana Duarte said, “", "”"),
    "one hundred languages": _repeated("The dam. Der Damm. El dique. 堤防。 سد. Плотина. "),
}
