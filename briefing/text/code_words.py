"""Words that occur in code only: operators, calls, identifiers, options, paths, escapes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefing.text.lazy_regex import late
from briefing.text.lexicon import entries

LONGEST_WORDS = 400
"""Code points that are read to recognize code."""
_LONGEST_COMMAND = 60
"""Maximum length of a command between marks, in code points."""

_SYMBOLS = re.compile(r"[{}=|\\<>$_+#]")
"""Characters that are frequent in code and rare in prose."""
_GLUED = re.compile(r"\w[(\[]")
_WEB = late(
    r"[(<\[]?(?:https?://|www\.|@\w|#(?!include|define|if|end)\w|[\w.+-]+@[\w-]+\.|[\w-]+(?:\.[\w-]+)+/|[A-Z]*\$\d)"
)
"""An address, a handle, a tag or a price: prose has these, too."""
_CODE_TOKEN = late(
    "|".join(
        (
            r"[{}]|/\*|\*/|/>|<[/!]?[a-zA-Z]",
            r"[=!<>+*/%&|:-]=|=>|->|::|&&|\|\||//|^[=|]|=$|\w=\S|^[<>]{1,2}$",  # operators
            r"\w_\w|(?<!\w)\$[a-zA-Z_({]|^:[a-z_]\w*$|\b0x[0-9a-fA-F]",  # identifiers, symbols, numbers
            r"\w\((?!\d|\w{1,3}\))|\(\)|\w\[[\"':]|[)}\"']\);$",  # calls, not `person(s)`
            r"\\[a-zA-Z\\]|%[sd]\b|\[\^|\(\?[:=!<]|\[a-z|[\])]\+|\.\*|^s/\S",  # escapes, patterns
            r"^--?[a-zA-Z][\w-]*|^(?:\.{1,2}|~)/[\w.-]|^/[\w.-]+/",  # options, paths
            r"^#(?:include|define|ifdef|endif)\b",
        )
    )
)
_OPENING, _CLOSING = "\"'·", ".,:;!?\"'·’"
_PROSE_TAG = late(r"</?(?:p|br|b|i|em|strong|blockquote|li|h\d) ?/?>")
"""Markup of prose that a feed shows by mistake."""
_IDENTIFIER = late(
    r"[a-z]{2}[a-z0-9]*[A-Z]\w*$|[\w./-]+\.(?:py|rb|js|ts|c|h|cpp|hs|go|rs|java|php|sh|sql|html?|css|json|ya?ml|toml"
    r"|xml|csv|txt|md|conf|cfg|ini|exe|dll|log|png|jpe?g|gif|svg)$"
)
_TYPE = late(r"[A-Z][a-z]+(?:[A-Z][a-z]+)+$")
_ERROR = re.compile(r"[A-Z]\w*(?:Error|Exception|Warning): ")
_KEY = late(r"[\"']?[a-z_][\w.-]*[\"']?:$")


def looks_like_code(words: str) -> bool:
    """Whether words are code, a command, an identifier or a file name; a sentence about code is not.

    Reads the first 400 code points.
    """
    words = words[:LONGEST_WORDS]
    if _ERROR.match(words):
        return True
    if len(words) < _LONGEST_COMMAND:
        tokens = words.split()
        if len(tokens) == 1 and _IDENTIFIER().match(words):
            return True
        if len(tokens) > 1 and tokens[0] in entries("shell_commands"):
            return True
    if not _has_symbols(words):
        return False
    tokens = words.split()
    return _count_code(tokens) >= max(1, len(tokens) / 3)


def is_code_name(words: str, *, has_article: bool = False) -> bool:
    """Whether a mention is of something in code: a keyword, an identifier or a type: `SELECT`, `the ReplicaSet`.

    Args:
        words: the mention, without an article.
        has_article: whether one stands in front, as before types but not before companies (`YouTube`).
    """
    tokens = words.split()
    if not tokens or _count_code(tokens):
        return bool(tokens)
    if len(tokens) == 1 and (words in entries("code_names") or (has_article and _TYPE().match(words))):
        return True
    return words[0].islower() and _IDENTIFIER().match(tokens[-1]) is not None


def _has_symbols(words: str) -> bool:
    """Whether words may have tokens of code: a cheap first look."""
    return bool(
        _SYMBOLS.search(words)
        or (("(" in words or "[" in words) and _GLUED.search(words))
        or ");" in words
        or words[:1] in ("-", "/")
        or " -" in words
        or "::" in words
        or "//" in words
        or words.count(":") > 1
    )


def _count_code(tokens: Iterable[str]) -> int:
    """Number of tokens that occur in code only."""
    odd = [token for token in tokens if (word := token.lstrip(_OPENING).rstrip(_CLOSING)) and not word.isalpha()]
    return sum(1 for token in odd if _CODE_TOKEN().search(token) and not _WEB().match(token))


def code_among(before: str, behind: str) -> tuple[int, float]:
    """Number of words around a stretch that occur in code only, and their share."""
    if not (_has_symbols(before) or _has_symbols(behind)):
        return 0, 0.0
    tokens = [*_PROSE_TAG().sub(" ", before).split(), *_PROSE_TAG().sub(" ", behind).split()]
    count = _count_code(tokens)
    for marks in (
        sum(token[-1] == ":" and _KEY().match(token) is not None for token in tokens),
        len(entries("code_keywords").intersection(tokens)),
    ):
        count += marks if marks > 1 else 0  # prose has one such word by chance
    return count, count / max(1, len(tokens))
