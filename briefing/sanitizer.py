"""Sanitising of external text and URLs: control characters, escape sequences and invisible characters are removed.

Markup is left alone: HTML is parsed by `briefing.clean` and `briefing.sources`, and Rich markup is never interpreted,
as `briefing.render` and `briefing.tui` draw plain text. URLs are limited to http and https.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category

# Most texts need only `_ODD`. The other patterns are strings, which `re` compiles and caches on first use: compiling
# all of them takes 3 % of a whole run.
_LINE_BREAK = "\r\n?|[\x0b\x0c\x85\u2028\u2029]"
_BREAKS = frozenset("\r\x0b\x0c\x85\u2028\u2029")

# ECMA-48: CSI; OSC, DCS, SOS, PM and APC strings with their terminator; any other escape. Of an unterminated string
# only the introducer is removed, so that a lone escape cannot delete an article; no string spans another introducer,
# which keeps matching linear.
_ESCAPE = (
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x90\x98\x9b-\x9f\n]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[\]PX^_]"
    r"|\x1b[ -/]*[0-~]?"
)
_INTRODUCERS = frozenset("\x1b\x90\x98\x9b\x9d\x9e\x9f")

# Controls (C0 except tab and line feed, DEL, C1), soft hyphen, bidirectional marks, embeddings, overrides and isolates,
# zero-width and invisible operators, byte order mark, Hangul fillers, interlinear annotation, non-characters.
_INVISIBLE = (
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0001]"
)
_SURROGATE = "[\ud800-\udfff]"

# Joiners are orthographic in Arabic, Syriac, Indic, Tibetan, Myanmar, Khmer and Mongolian, and join emoji sequences.
_JOINING = "\u0600-\u06ff\u0700-\u077f\u08a0-\u0fff\u1000-\u109f\u1780-\u18af"
_EMOJI = "\xa9\xae\u2190-\u21ff\u2300-\u27bf\u2900-\u2bff\ufe0f\U0001f000-\U0001faff"
_JOINER = (
    f"(?<![{_JOINING}{_EMOJI}])[\u200c\u200d]+"
    f"|(?<=[{_JOINING}])(?P<joiner>[\u200c\u200d])[\u200c\u200d]*"
    f"|(?<=[{_EMOJI}])(?P<glue>\u200d)(?=[{_EMOJI}])"
    "|[\u200c\u200d]+"
)
# Tag characters are valid only in flags of regions, after the black flag.
_TAG = "(?P<flag>\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f)|[\U000e0000-\U000e007f]+"
_TAGS = frozenset(map(chr, range(0xE0000, 0xE0080)))

MAX_MARKS = 16
"""Maximum run of combining marks, joiners and medial or final jamo; no script stacks as many on a letter."""
_JAMO = "[\u1160-\u11ff\ud7b0-\ud7ff]"
_JOINERS = frozenset("\u200c\u200d")
_STACK = rf"(?:[^\w\s\x00-\x7f]|{_JAMO}){{{MAX_MARKS + 1},}}+"
"""Runs that may contain too many marks."""

_BLANK_LINES = r"\n{3,}"
_ODD = re.compile(
    r"[^\n\x20-\x7e\xa1-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0590\u05c8-\u05ff\u1e00-\u1fff\u2010-\u2027"
    r"\u2030-\u205e\u20a0-\u20bf]"
)


MAX_ADDRESS = 4096
"""Maximum length of a URL in code points; browsers do not accept much longer ones."""
_REFERENCE = r"\\?(&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)"
_WHITE = r"\s"
_ORDINARY_ADDRESS = r"https?://[a-z0-9][a-z0-9.-]*(?::[1-9][0-9]{0,3})?/[!-\"$-:<->@-~]*(?:\?[!-\"$-~]+)?(?:#[!-~]+)?"
"""URLs that are valid and that resolving against others leaves as they are."""
_LOGIN = r"(://|(?i:https?):/)[^/?#\s]*@"
"""Up to the last `@` before the path: a password may contain an unencoded one. `Path` makes one slash of two."""
_SECRET = (
    r"(?i)([?&](?:[\w-]{0,40}(?:token|secret|passw(?:or)?d|signature)|(?:[a-z]{1,10}[-_]?)?key|auth|pass|pwd|pw|sig)=)"
    r"[^&#\s\"'<>]+"
)
"""Query parameters that are secrets of a reader or a feed: `?token=`, `?api_key=`."""


def clean_line(text: str) -> str:
    """`text` as one line, without invisible characters and terminal escapes, white space collapsed and stripped.

    Idempotent and linear in the length of `text`.
    """
    return _spaced(_visible(text))


def resolve_references(line: str) -> str:
    r"""A clean line with the HTML character references in it resolved, once or twice escaped: `Q&amp;A`, `5\&nbsp;km`.

    For headlines; linear in the length of `line`.
    """
    for _ in range(2):
        if "&" not in line or not re.search(_REFERENCE, line):
            break
        from html import unescape  # late: most headlines have none

        line = clean_line(re.sub(_REFERENCE, lambda match: unescape(match[1]), line))
    return line


def clean_text(text: str) -> str:
    r"""Like `clean_line`, with line breaks kept.

    Every line break becomes `"\n"`, lines and text are stripped, runs of blank lines become one. Idempotent and linear.
    """
    text = _visible(text).strip()
    if "\n" not in text:
        return _spaced(text)
    text = "\n".join(map(_spaced, text.split("\n")))
    return re.sub(_BLANK_LINES, "\n\n", text) if "\n\n\n" in text else text


def clean_lines(text: str) -> list[str]:
    """The lines of a text that are not blank, each as by `clean_line`."""
    return [" ".join(words) for line in _visible(text).split("\n") if (words := line.split())]


def absolute(link: str, base: str = "") -> str:
    """`link` resolved against `base`; empty if the result is not a valid http or https URL."""
    from urllib.parse import urljoin, urlsplit  # imported late: most callers have no URLs

    link = clean_line(link)
    if re.fullmatch(_ORDINARY_ADDRESS, link):
        return link if len(link) <= MAX_ADDRESS else ""
    try:
        url = urljoin(base, link) if link else ""
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1) > 0
    except ValueError:
        return ""
    return re.sub(_WHITE, "%20", url) if usable and len(url) <= MAX_ADDRESS else ""


def hide_login(text: str) -> str:
    """`text` with user name, password and secret parameters of every URL replaced by `***`; idempotent and linear."""
    text = re.sub(_LOGIN, r"\1***@", text) if "@" in text else text
    return re.sub(_SECRET, r"\1***", text) if "=" in text and "://" in text else text


def replace_surrogates(text: str) -> str:
    """Join surrogate pairs and replace lone surrogates, as in names of files that are not UTF-8, by U+FFFD."""
    if text.isascii() or not re.search(_SURROGATE, text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _visible(text: str) -> str:
    """Remove invisible characters and escape sequences; every line break becomes a line feed."""
    if (text.isascii() and text.isprintable()) or not _ODD.search(text):
        return text
    text = replace_surrogates(text)
    used = set(text)  # tells which patterns can match at all, as few texts have more than one kind of these characters
    if not used.isdisjoint(_BREAKS):
        text = re.sub(_LINE_BREAK, "\n", text)
    if not used.isdisjoint(_INTRODUCERS):
        text = re.sub(_ESCAPE, "", text)
    text = re.sub(_INVISIBLE, "", text)
    if not used.isdisjoint(_TAGS):
        text = re.sub(_TAG, lambda match: match["flag"] or "", text)
    if any(map(_is_mark, used)):
        text = re.sub(_STACK, _without_stacks, text)
    if used.isdisjoint(_JOINERS):
        return text
    return re.sub(_JOINER, lambda match: match["joiner"] or match["glue"] or "", text)


def _spaced(line: str) -> str:
    """A line with each run of white space as one space, and none at its ends."""
    if line.isprintable() and "  " not in line:
        return line.strip()
    return " ".join(line.split())


@lru_cache(4096)
def _is_mark(char: str) -> bool:
    """Whether a character is drawn on the one before: combining marks, joiners, medial and final jamo."""
    return char > "\u02ff" and (category(char)[0] == "M" or char in _JOINERS or re.match(_JAMO, char) is not None)


def _without_stacks(run: re.Match[str]) -> str:
    """Truncate stacks of more than `MAX_MARKS` combining marks, which would overlap the lines around."""
    text = run[0]
    marks = set(filter(_is_mark, text))
    kept, row = list[str](), 0
    for char in text if marks else ():
        row = row + 1 if char in marks else 0
        if row <= MAX_MARKS:
            kept.append(char)
    return "".join(kept) if marks else text
