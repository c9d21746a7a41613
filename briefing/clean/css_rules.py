"""Evaluates CSS declarations and the rules of style sheets: which of them make elements or their text invisible."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

BODIES = frozenset(("article", "main"))
"""Elements that a script shows once a page is loaded, so that `opacity:0` does not hide them."""
MAX_STYLE = 4_000
"""Maximum length of an attribute that is examined, in code points."""
_JUDGED = re.compile(r"display|visib|opacity|font|color|clip|overflow|left|right|top|bottom|indent|transform")
_ZERO = re.compile(r"[+-]?(?:0+(?:\.0*)?|\.0+)(?:[a-z]+|%)?$", re.ASCII)
_TINY = re.compile(r"0*(?:\.0+)?[01]?(?:\.0+)?(?:px)?$", re.ASCII)
_RELATIVE = re.compile(r"[\d.]+(?:em|%|ex|ch)$|inherit|smaller|larger|unset", re.ASCII)
_FAR = re.compile(r"-(?:\d{4,}|999)(?:\.\d+)?px|-\d{3,}(?:\.\d+)?r?em", re.ASCII)
_CLIPPED = re.compile(r"rect\(\s*(?:[01](?:px)?[\s,]*){4}\)|inset\((?:50|100)%|circle\(0", re.ASCII)
_SHRUNK = re.compile(r"\bscale[xy]?\(0[,)]", re.ASCII)
_RULES = ("display", "opacity", "visib", "overflow", "clip")
_FAR_OFF = re.compile(r"-\d{3}", re.ASCII)
"""Negative offset in a style rule, which may move an element out of view."""
_SHOWING = ("display", "visibility")
_TRANSPARENT = re.compile(
    r"transparent$|rgba\([^)]{0,40}[,/]\s*0(?:\.0*)?%?\s*\)$|#(?:[0-9a-f]{3}0|[0-9a-f]{6}00)$", re.ASCII
)
_PAINTED = ("background-clip", "text-shadow", "text-fill-color", "text-stroke")
"""Properties that show text without a colour of its own, as that of gradients."""
_FADING = re.compile(
    r"\bfont(?:-size)?\s*:\s*0|[{;\s]color\s*:\s*(?:transparent|rgba|#(?:[0-9a-f]{3}0|[0-9a-f]{6}00)\b)",
    re.ASCII | re.IGNORECASE,
)
_LAST_TAG = re.compile(r"(?:^|[\s>+~])([a-z][a-z0-9]*+|\*)[^\s>+~]*+$", re.ASCII | re.IGNORECASE)
"""Tag of the elements that a selector matches."""
_SELECTOR = re.compile(r"[a-zA-Z]*([.#][\w-]+)", re.ASCII)


def declarations(style: str | None) -> dict[str, str]:
    """Declarations of an inline style, in lower case; none if it has no relevant property."""
    if not style or not _JUDGED.search(lower := style[:MAX_STYLE].lower()):
        return {}
    styles = {}
    lower = _without_comments(lower)
    for declaration in lower.split(";"):
        name, _, value = declaration.partition(":")
        styles[name.strip()] = value.replace("!important", "").strip()
    return styles


def hides(styles: Mapping[str, str], tag: str = "") -> bool:
    """Whether declarations hide an element with its whole content."""
    get = styles.get
    if get("display") == "none" or get("content-visibility") == "hidden":
        return True
    if (opacity := get("opacity")) and _ZERO.match(opacity):
        return tag not in BODIES
    if _CLIPPED.search(get("clip", "")) or _CLIPPED.match(get("clip-path", "")):
        return True
    if get("overflow") in ("hidden", "clip") and any(
        _TINY.match(get(side, "none")) for side in ("height", "max-height", "width", "max-width")
    ):
        return True
    if _FAR.match(get("text-indent", "")) or "(-9999" in get("transform", "") or _SHRUNK.search(get("transform", "")):
        return True
    placed = get("position") in ("absolute", "fixed")
    sides = ("left", "right", "top", "bottom", "margin-left") if placed else ("margin-left",)
    return any(_FAR.match(get(side, "")) for side in sides)


def is_faint(styles: Mapping[str, str]) -> bool:
    """Whether declarations take size, colour or visibility from text, which descendants may restore."""
    return bool(styles) and (
        styles.get("visibility") in ("hidden", "collapse")
        or bool(_ZERO.match(_font_size(styles)))
        or _is_transparent(styles)
    )


def _is_transparent(styles: Mapping[str, str]) -> bool:
    if not _TRANSPARENT.match(styles.get("color", "")):
        return False
    return not any(name.endswith(_PAINTED) for name in styles) and "text" not in styles.get("background", "")


def is_small(styles: Mapping[str, str], was_small: bool) -> bool:
    """Whether text has no size, by its own declarations or else as that of its parent."""
    size = _font_size(styles)
    return was_small if not size or (was_small and _RELATIVE.match(size)) else bool(_ZERO.match(size))


def is_transparent(styles: Mapping[str, str], was_transparent: bool) -> bool:
    """Whether text has no colour, by its own declarations or else as that of its parent."""
    if styles.get("color", "inherit") in ("inherit", "unset", "currentcolor"):
        return was_transparent
    return _is_transparent(styles)


def sets_text(styles: Mapping[str, str]) -> bool:
    """Whether declarations set the size or colour of text."""
    return not styles.keys().isdisjoint(("color", "font", "font-size"))


def _font_size(styles: Mapping[str, str]) -> str:
    if size := styles.get("font-size"):
        return size
    font = styles.get("font", "")
    return "0" if re.match(r"0(?:px)?\s*/", font) else ""


def hidden_selectors(css: str) -> frozenset[str]:
    """Single classes and ids (`.preheader`, `td#top`) hidden by rules outside of `@media` and similar blocks."""
    hidden: set[str] = set()
    shown: set[str] = set()
    for selectors, body, is_conditional in _rules_of(css):
        if not is_conditional and _may_hide(body.lower()):
            names = {name[1] for each in selectors if (name := _SELECTOR.fullmatch(each))}
            styles = declarations(body) if names else {}
            if styles:
                is_hidden = hides(styles) or styles.get("visibility") in ("hidden", "collapse")
                (hidden if is_hidden else shown if not styles.keys().isdisjoint(_SHOWING) else set()).update(names)
    return frozenset(hidden - shown)


def faint_selectors(css: str) -> tuple[frozenset[str], frozenset[str]]:
    """Single classes and ids without font size or colour, and tags that other rules give one; none if all have one."""
    if not _FADING.search(css):
        return frozenset(), frozenset()
    faint: set[str] = set()
    shown: set[str] = set()
    tags: set[str] = set()
    for selectors, body, is_conditional in _rules_of(css):
        styles = declarations(body)
        if not (sets_text(styles) or any(name.endswith(_PAINTED) for name in styles)):
            continue
        names = [name[1] for each in selectors if (name := _SELECTOR.fullmatch(each))]
        if not (_ZERO.match(_font_size(styles)) or _is_transparent(styles)):
            shown.update(names)
            tags.update(tag[1].lower() for each in selectors if (tag := _LAST_TAG.search(each)))
        elif not is_conditional:
            faint.update(names)
    return (frozenset(), frozenset()) if "*" in tags else (frozenset(faint - shown), frozenset(tags))


def _rules_of(css: str) -> Iterator[tuple[list[str], str, bool]]:
    """Yield selectors and declarations of each rule, and whether it is in `@media` or a similar block."""
    depth = 0
    for part in _without_comments(css).split("}")[:-1]:
        depth = max(0, depth + part.count("{") - 1)
        head, _, body = part.rpartition("{")
        selectors = head.rpartition("{")[2].rpartition(";")[2]
        yield [each.strip() for each in selectors.split(",")], body, depth > 0


def _may_hide(rule: str) -> bool:
    return any(word in rule for word in _RULES) or bool(_FAR_OFF.search(rule))


def _without_comments(css: str) -> str:
    begin, *others = css.split("/*")
    return begin + "".join(other.partition("*/")[2] for other in others)
