"""Finds invisible parts of HTML: hidden elements, text for screen readers, preheaders of mails.

It evaluates attributes, inline styles, class names that mean hidden everywhere (`data/hidden_classes.txt`), and rules
for single classes and ids in `<style>` outside of media queries. It ignores colours and `aria-hidden`, which hides from
screen readers only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from briefing import wordlists

_FRAMES = frozenset(("html", "body"))
"""Elements that scripts show once a page is loaded, so that hiding them has no effect."""
_BODIES = frozenset(("article", "main"))
JUDGED = frozenset(("class", "hidden", "id", "style"))
"""Attributes that may hide an element."""
UNSHOWN = frozenset(("template", "dialog"))
"""Elements that are hidden without any attribute."""
_STYLED = "@hidden or @style or " + " or ".join(f"self::{tag}" for tag in sorted(UNSHOWN))
"""XPath condition for elements that may be hidden other than by class or id."""
_MAX_STYLE = 4_000
_MAX_SHEETS = 200_000
"""Maximum code points read of `<style>` elements; mails and simple pages have a few thousand."""
_WRAPPERS = frozenset(("article", "div", "main", "section"))
_LEAST_WEIGHED = 400
"""Minimum prose of a page, in code points, for which the share of an element is measured."""
_MOST_WEIGHED = 20
"""Maximum number of elements whose share is measured, as each takes time proportional to its length."""

_JUDGED = re.compile(r"display|visib|opacity|font|clip|overflow|left|right|top|bottom|indent|transform")
_HIDDEN_CLASS = re.compile(rf"(?<!not-)(?<![a-z])(?:{'|'.join(wordlists.entries('clean', 'hidden_classes'))})(?![a-z])")
_TOGGLED = frozenset(("hidden", "d-none", "is-hidden", "u-hidden", "hide", "invisible", "display-none"))
"""Classes that scripts remove: they do not hide the body of an article."""
_SHOWN_WIDE = re.compile(
    r"(?:^|\s)(?:(?:sm|md|lg|xl|2xl):(?:block|flex|grid|inline|table|visible|not-sr-only)"
    r"|d-(?:sm|md|lg|xl|xxl|print)-(?!none|print))",
    re.ASCII,
)
"""Classes that show an element again on wider screens, as Tailwind and Bootstrap name them."""
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
_SELECTOR = re.compile(r"[a-zA-Z]*([.#][\w-]+)", re.ASCII)


class Visibility:
    """Tracks visibility while a document is traversed: call `enter` and `leave` for each element."""

    def __init__(self) -> None:
        self.depth = 0
        """Number of open elements. Those without `JUDGED` attributes may be counted here instead of entered."""
        self.is_affected = False
        """Whether one of them hides anything, or makes hidden content visible."""
        self._hidden_at = 0
        """Depth of the outermost hidden element; 0 if there is none."""
        self._inherited: list[tuple[int, bool, bool]] = []
        """Depths at which font size or visibility change, and whether either hides; descendants may override that."""
        self._rules: frozenset[str] = frozenset()
        self._sheets = 0
        """Code points of style sheets read so far."""

    @property
    def is_visible(self) -> bool:
        """Whether text at this position is visible."""
        return not self._hidden_at and not (self._inherited and any(self._inherited[-1][1:]))

    @property
    def is_inside_hidden(self) -> bool:
        """Whether an open element is hidden, so that nothing in it can be visible."""
        return self._hidden_at > 0

    def read_sheet(self, css: str) -> None:
        """Collect the classes and ids that a `<style>` element hides; linear in its length."""
        self._rules |= _hidden_selectors(css[: _MAX_SHEETS - self._sheets])
        self._sheets = min(_MAX_SHEETS, self._sheets + len(css))

    def enter(self, tag: str, attributes: Mapping[Any, Any]) -> None:
        """Enter an element."""
        self.depth += 1
        if self._hidden_at:
            return
        if attributes or tag in UNSHOWN:
            styles = _declarations(attributes.get("style"))
            if self.hides(tag, attributes, styles):
                self._hidden_at, self.is_affected = self.depth, True
            elif styles and tag not in _FRAMES:
                self._inherit(styles)

    def leave(self) -> None:
        """Leave the element entered last."""
        if self._hidden_at == self.depth:
            self._hidden_at = 0
        if self._inherited and self._inherited[-1][0] == self.depth:
            self._inherited.pop()
        self.is_affected = bool(self._hidden_at or self._inherited)
        self.depth = max(0, self.depth - 1)

    def hides(self, tag: str, attributes: Mapping[Any, Any], styles: Mapping[str, str]) -> bool:
        """Whether an element hides its whole content; `styles` are its inline declarations."""
        if tag in _FRAMES:
            return False
        if tag == "template" or (tag == "dialog" and "open" not in attributes) or "hidden" in attributes:
            return True
        if styles and _hides(styles, tag):
            return True
        classes = attributes.get("class")
        if classes and _is_hidden_class(classes[:_MAX_STYLE], tag in _BODIES):
            return True
        return bool(self._rules) and tag not in _BODIES and self._is_ruled_out(classes, attributes.get("id"))

    def suspects(self, tree: Any) -> list[Any]:
        """Elements of an lxml tree that may be hidden, in document order; all others are visible."""
        classes = {names for names in _classes(tree) if self._may_hide(names)}
        ids = {rule[1:] for rule in self._rules if rule.startswith("#")}
        condition = _STYLED + (" or @class" if classes else "") + (" or @id" if ids else "")
        elements: list[Any] = tree.xpath(f"descendant-or-self::*[{condition}]")
        if condition == _STYLED:
            return elements
        return [
            each
            for each in elements
            if each.get("class") in classes
            or each.get("id") in ids
            or each.get("style") is not None
            or each.get("hidden") is not None
            or each.tag in UNSHOWN
        ]

    def _may_hide(self, classes: str) -> bool:
        return _is_hidden_class(classes[:_MAX_STYLE], False) or self._is_ruled_out(classes, None)

    def _is_ruled_out(self, classes: str | None, id_: str | None) -> bool:
        return (bool(id_) and f"#{id_}" in self._rules) or any(
            f".{name}" in self._rules for name in (classes or "").split()
        )

    def _inherit(self, styles: Mapping[str, str]) -> None:
        _, small, invisible = self._inherited[-1] if self._inherited else (0, False, False)
        size, shown = _font_size(styles), styles.get("visibility", "")
        if size and not (small and _RELATIVE.match(size)):
            small = bool(_ZERO.match(size))
        if shown:
            invisible = shown in ("hidden", "collapse")
        before = self._inherited[-1][1:] if self._inherited else (False, False)
        if (small, invisible) != before:
            self._inherited.append((self.depth, small, invisible))
            self.is_affected = True


def drop_hidden(tree: Any) -> None:
    """Remove invisible content from an lxml tree, in place; linear in its size.

    An element with more than half of the page's prose stays: a script shows it once the page is loaded. Remaining
    elements lose styles and classes that only suggest hiding, as trafilatura judges by these too, and by
    `overflow:hidden`.
    """
    visibility = Visibility()
    for sheet in tree.iter("style"):
        if sheet.text and _is_for_screens(sheet.get("media")):
            visibility.read_sheet(sheet.text)
    hidden: list[Any] = []
    faint: list[Any] = []
    for element in visibility.suspects(tree):
        styles = _declarations(element.get("style"))
        if visibility.hides(element.tag, element.attrib, styles):
            hidden.append(element)
        elif styles and element.tag not in _FRAMES and _is_faint(styles):
            faint.append(element)
    weighed = total = 0
    for element in hidden:
        if len(element) and weighed < _MOST_WEIGHED and element.tag in _WRAPPERS and "hidden" not in element.attrib:
            weighed, total = weighed + 1, total or _prose_chars(tree)
            if 2 * _prose_chars(element) > total >= _LEAST_WEIGHED:
                continue
        _remove(element)
    walked: set[Any] = set()
    for element in faint:
        if element not in walked:
            _drop_faint(element, walked)
    _forget_looks(tree)


def _drop_faint(element: Any, walked: set[Any]) -> None:
    """Remove the text without size or visibility from an element, but not descendants that restore them."""
    from lxml import etree

    visibility = Visibility()
    for event, each in etree.iterwalk(element, events=("start", "end")):
        if not isinstance(each.tag, str):
            continue
        if event == "start":
            walked.add(each)
            visibility.enter(each.tag, dict(each.items()))
            if each.text and not visibility.is_visible:
                each.text = " "
        else:
            visibility.leave()
            if each is not element and each.tail and not visibility.is_visible:
                each.tail = " "


def _forget_looks(tree: Any) -> None:
    for element in tree.xpath("descendant-or-self::*[@style]"):
        del element.attrib["style"]
    if not any("hid" in names for names in _classes(tree)):
        return
    for element in tree.xpath("descendant-or-self::*[contains(@class, 'hid')]"):
        names = element.get("class").split()
        element.set("class", " ".join(name for name in names if not name.startswith(("hid", "-hid"))))


def _classes(tree: Any) -> set[str]:
    """Values of all attributes `class` of an lxml tree."""
    return set(tree.xpath("descendant-or-self::*/@class", smart_strings=False))


def _prose_chars(element: Any) -> int:
    """Code points of an element's paragraphs."""
    return sum(len("".join(paragraph.itertext())) for paragraph in element.iter("p"))


def _remove(element: Any) -> None:
    """Remove an element, but keep its tail."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _declarations(style: str | None) -> dict[str, str]:
    """Declarations of an inline style, in lower case; none if it has no relevant property."""
    if not style or not _JUDGED.search(lower := style[:_MAX_STYLE].lower()):
        return {}
    styles = {}
    lower = _without_comments(lower)
    for declaration in lower.split(";"):
        name, _, value = declaration.partition(":")
        styles[name.strip()] = value.replace("!important", "").strip()
    return styles


def _hides(styles: Mapping[str, str], tag: str = "") -> bool:
    """Whether declarations hide an element with its whole content."""
    get = styles.get
    if get("display") == "none" or get("content-visibility") == "hidden":
        return True
    if (opacity := get("opacity")) and _ZERO.match(opacity):
        return tag not in _BODIES
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


def _is_faint(styles: Mapping[str, str]) -> bool:
    """Whether declarations take size or visibility from an element, which descendants may restore."""
    return bool(styles) and (
        styles.get("visibility") in ("hidden", "collapse") or bool(_ZERO.match(_font_size(styles)))
    )


def _font_size(styles: Mapping[str, str]) -> str:
    if size := styles.get("font-size"):
        return size
    font = styles.get("font", "")
    return "0" if re.match(r"0(?:px)?\s*/", font) else ""


@lru_cache(2048)
def _is_hidden_class(classes: str, is_body: bool) -> bool:
    classes = classes.lower()
    if _HIDDEN_CLASS.search(classes):
        return not _SHOWN_WIDE.search(classes)
    return not is_body and not _TOGGLED.isdisjoint(classes.split()) and not _SHOWN_WIDE.search(classes)


def _is_for_screens(media: str | None) -> bool:
    return not media or media.strip().lower() in ("all", "screen")


def _hidden_selectors(css: str) -> frozenset[str]:
    """Single classes and ids (`.preheader`, `td#top`) hidden by rules outside of `@media` and similar blocks."""
    hidden: set[str] = set()
    shown: set[str] = set()
    depth = 0
    for part in _without_comments(css).split("}")[:-1]:
        depth = max(0, depth + part.count("{") - 1)
        if depth == 0 and _may_hide(part.lower()):
            selectors, _, body = part.partition("{")
            parts = selectors.rpartition(";")[2].split(",")
            names = {name[1] for part in parts if (name := _SELECTOR.fullmatch(part.strip()))}
            styles = _declarations(body) if names else {}
            if styles:
                is_hidden = _hides(styles) or styles.get("visibility") in ("hidden", "collapse")
                (hidden if is_hidden else shown if not styles.keys().isdisjoint(_SHOWING) else set()).update(names)
    return frozenset(hidden - shown)


def _may_hide(rule: str) -> bool:
    return any(word in rule for word in _RULES) or bool(_FAR_OFF.search(rule))


def _without_comments(css: str) -> str:
    begin, *others = css.split("/*")
    return begin + "".join(other.partition("*/")[2] for other in others)
