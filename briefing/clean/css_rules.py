"""Evaluates CSS declarations and the rules of style sheets: which of them make elements or their text invisible."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache

BODIES = frozenset(("article", "main"))
"""Elements that a script shows once a page is loaded, so that `opacity:0` does not hide them."""
MAX_STYLE = 4_000
"""Maximum length of an attribute that is examined, in code points."""
SHEETS = 16
"""Style sheets whose selectors are kept, as pages of one site share theirs."""
_JUDGED = re.compile(r"display|visib|opacity|font|color|clip|overflow|left|right|top|bottom|indent|transform")
_ZERO = re.compile(r"[+-]?(?:0+(?:\.0*)?|\.0+)(?:[a-z]+|%)?$", re.ASCII)
_TINY = re.compile(r"0*(?:\.0+)?[01]?(?:\.0+)?(?:px)?$", re.ASCII)
_RELATIVE = re.compile(r"[\d.]+(?:em|%|ex|ch)$|inherit|smaller|larger|unset", re.ASCII)
_FAR = re.compile(r"-(?:\d{4,}|999)(?:\.\d+)?px|-\d{3,}(?:\.\d+)?r?em", re.ASCII)
_CLIPPED = re.compile(r"rect\(\s*(?:[01](?:px)?[\s,]*){4}\)|inset\((?:50|100)%|circle\(0", re.ASCII)
_SHRUNK = re.compile(r"\bscale[xy]?\(0[,)]", re.ASCII)
_FAR_OFF = re.compile(r"-\d{3}", re.ASCII)
"""Negative offset in a style rule, which may move an element out of view."""
_SHOWING = ("display", "visibility")
_TRANSPARENT = re.compile(
    r"transparent$|rgba\([^)]{0,40}[,/]\s*0(?:\.0*)?%?\s*\)$|#(?:[0-9a-f]{3}0|[0-9a-f]{6}00)$", re.ASCII
)
_PAINTED = ("background-clip", "text-shadow", "text-fill-color", "text-stroke")
"""Properties that show text without a colour of its own, as that of gradients."""
_NO_SIZE = re.compile(r"font(?<=\bfont)(?:-size)?\s*:\s*[+-]?\.?0", re.ASCII)
_NO_COLOR = re.compile(r"color(?<=[{;\s]color)\s*:\s*(?:transparent|rgba|#(?:[0-9a-f]{3}0|[0-9a-f]{6}00)\b)", re.ASCII)
"""Declarations that may take size or colour from text. They begin with letters, to which the engine skips at once."""
_LAST_TAG = re.compile(r"(?:^|[\s>+~])([a-z][a-z0-9]*+|\*)[^\s>+~]*+$", re.ASCII | re.IGNORECASE)
"""Tag of the elements that a selector matches."""
_NAME = re.compile(r"[.#][\w-]+", re.ASCII)
"""Class or id in a selector."""
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


@lru_cache(SHEETS)
def hidden_selectors(css: str) -> frozenset[str]:
    """Single classes and ids (`.preheader`, `td#top`) hidden by rules outside of `@media` and similar blocks."""
    hidden: set[str] = set()
    showing: list[str] = []
    for rule, is_conditional in _rules_of(css):
        if is_conditional:
            continue
        lower = rule.lower()
        sets_display = "display" in lower or "visib" in lower
        if _may_hide(lower, sets_display) and (names := _single_names(rule)) and _is_hiding(_styles_of(rule)):
            hidden.update(names)
        elif sets_display:
            showing.append(rule)
    if hidden and not hidden.isdisjoint(_NAME.findall("{".join(showing))):
        for rule in showing:
            if (names := _single_names(rule)) and not _styles_of(rule).keys().isdisjoint(_SHOWING):
                hidden.difference_update(names)
    return frozenset(hidden)


@lru_cache(SHEETS)
def faint_selectors(css: str) -> frozenset[str]:
    """Single classes and ids without font size or colour; none if a rule gives every element one."""
    lower = css.lower()
    if not (_NO_SIZE.search(lower) or _NO_COLOR.search(lower)):
        return frozenset()
    faint: set[str] = set()
    for rule, is_conditional in _rules_of(css):
        if (
            not is_conditional
            and (_NO_SIZE.search(lower := rule.lower()) or _NO_COLOR.search(lower))
            and _is_fading(_styles_of(rule))
        ):
            faint.update(_single_names(rule))
    names, tags = _painted(css, faint) if faint else (set(), set())
    return frozenset() if "*" in tags else frozenset(faint - names)


@lru_cache(SHEETS)
def painted_tags(css: str) -> frozenset[str]:
    """Tags to which rules give a font size or colour; none if a rule gives every element one."""
    _, tags = _painted(css)
    return frozenset() if "*" in tags else frozenset(tags)


def _painted(css: str, names: AbstractSet[str] = frozenset()) -> tuple[set[str], set[str]]:
    """Which of `names`, and which tags at the end of selectors, have a font size or colour by some rule."""
    painted: set[str] = set()
    tags: set[str] = set()
    for rule, _ in _rules_of(css):
        lower = rule.lower()
        if not ("font" in lower or "color" in lower or "clip" in lower or "text-s" in lower):
            continue
        last = [tag[1].lower() for each in _selectors_of(rule) if (tag := _LAST_TAG.search(each))]
        if not last and names.isdisjoint(_single_names(rule)):
            continue
        styles = _styles_of(rule)
        if (sets_text(styles) or any(name.endswith(_PAINTED) for name in styles)) and not _is_fading(styles):
            painted.update(_single_names(rule))
            tags.update(last)
    return painted, tags


def _rules_of(css: str) -> Iterator[tuple[str, bool]]:
    """Yield each rule up to its closing bracket, and whether it is in `@media` or a similar block."""
    depth = 0
    for rule in _without_comments(css).split("}")[:-1]:
        depth += rule.count("{") - 1
        if depth < 0:
            depth = 0
        yield rule, depth > 0


def _selectors_of(rule: str) -> list[str]:
    selectors = rule.rpartition("{")[0].rpartition("{")[2].rpartition(";")[2]
    return [each.strip() for each in selectors.split(",")]


def _single_names(rule: str) -> list[str]:
    """Classes and ids that are selectors on their own."""
    return [name[1] for each in _selectors_of(rule) if (name := _SELECTOR.fullmatch(each))]


def _styles_of(rule: str) -> dict[str, str]:
    return declarations(rule.rpartition("{")[2])


def _may_hide(rule: str, sets_display: bool) -> bool:
    """Whether a rule in lower case may hide, which `_is_hiding` decides."""
    if (sets_display or "overflow" in rule) and (
        "none" in rule or "hidden" in rule or "collapse" in rule or "scale" in rule
    ):
        return True
    return "opacity" in rule or "clip" in rule or ("-" in rule and bool(_FAR_OFF.search(rule)))


def _is_hiding(styles: Mapping[str, str]) -> bool:
    return bool(styles) and (hides(styles) or styles.get("visibility") in ("hidden", "collapse"))


def _is_fading(styles: Mapping[str, str]) -> bool:
    return bool(styles) and (bool(_ZERO.match(_font_size(styles))) or _is_transparent(styles))


def _without_comments(css: str) -> str:
    begin, *others = css.split("/*")
    return begin + "".join(other.partition("*/")[2] for other in others)
