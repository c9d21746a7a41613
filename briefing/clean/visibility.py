"""What a reader of HTML does not see: hidden elements, text for screen readers, preheaders of mails.

Judged are attributes, inline styles, class names that mean hidden everywhere (`data/hidden_classes.txt`), and rules for
single classes and ids in `<style>` outside of media queries. Colours are not judged, nor is `aria-hidden`, which hides
from screen readers only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from briefing import wordlists

_FRAMES = frozenset(("html", "body"))
"""Scripts show these once a page is loaded; hiding them hides nothing for good."""
_BODIES = frozenset(("article", "main"))
_MAX_STYLE = 4_000
_MAX_SHEET = 200_000
_LEAST_WEIGHED = 400
"""Code points of a page on which the share of an element says something."""
_MOST_WEIGHED = 20
"""Elements whose share of the page is measured, as each takes time in proportion to its length."""

_JUDGED = re.compile(r"display|visib|opacity|font|clip|overflow|left|right|top|bottom|indent|transform")
_HIDDEN_CLASS = re.compile(rf"(?<!not-)(?<![a-z])(?:{'|'.join(wordlists.entries('clean', 'hidden_classes'))})(?![a-z])")
_TOGGLED = frozenset(("hidden", "d-none", "is-hidden", "u-hidden", "hide", "invisible", "display-none"))
"""Classes that scripts take away: they do not hide the body of an article."""
_SHOWN_WIDE = re.compile(
    r"(?:^|\s)(?:(?:sm|md|lg|xl|2xl):(?:block|flex|grid|inline|table|visible|not-sr-only)"
    r"|d-(?:sm|md|lg|xl|xxl|print)-(?!none|print))",
    re.ASCII,
)
"""Classes that show an element again on wider screens, as Tailwind and Bootstrap name them."""
_ZERO = re.compile(r"[+-]?0*\.?0+(?:[a-z]+|%)?$", re.ASCII)
_TINY = re.compile(r"0*(?:\.0+)?[01]?(?:\.0+)?(?:px)?$", re.ASCII)
_RELATIVE = re.compile(r"[\d.]+(?:em|%|ex|ch)$|inherit|smaller|larger|unset", re.ASCII)
_FAR = re.compile(r"-(?:\d{4,}|999)(?:\.\d+)?px|-\d{3,}(?:\.\d+)?r?em", re.ASCII)
_CLIPPED = re.compile(r"rect\((?:\s*[01](?:px)?[\s,]*){4}\)|inset\((?:50|100)%|circle\(0", re.ASCII)
_SELECTOR = re.compile(r"[a-zA-Z]*([.#][\w-]+)", re.ASCII)


class Visibility:
    """What is visible at a place of a document that is read from its beginning: `enter` and `leave` each element."""

    def __init__(self) -> None:
        self._depth = 0
        self._hidden_at = 0
        """Depth of the outermost hidden element; 0 outside of any."""
        self._inherited: list[tuple[int, bool, bool]] = []
        """Depths at which font size or visibility change, with whether either hides; children may undo that."""
        self._rules: frozenset[str] = frozenset()

    @property
    def is_visible(self) -> bool:
        """Whether text at this place is seen."""
        return not self._hidden_at and not (self._inherited and any(self._inherited[-1][1:]))

    @property
    def is_inside_hidden(self) -> bool:
        """Whether an element around this place is hidden, so that nothing in it can be seen."""
        return self._hidden_at > 0

    def read_sheet(self, css: str) -> None:
        """Take over which classes and ids a `<style>` element hides; linear in its length."""
        self._rules |= _hidden_selectors(css[:_MAX_SHEET])

    def enter(self, tag: str, attributes: Mapping[Any, Any]) -> None:
        """Go into an element."""
        self._depth += 1
        if self._hidden_at:
            return
        if tag == "template" or (tag == "dialog" and "open" not in attributes):
            self._hidden_at = self._depth
        elif attributes and tag not in _FRAMES:
            styles = _declarations(attributes.get("style"))
            if self._is_hidden(tag, attributes, styles):
                self._hidden_at = self._depth
            elif styles:
                self._inherit(styles)

    def leave(self) -> None:
        """Go out of the element that was entered last."""
        if self._hidden_at == self._depth:
            self._hidden_at = 0
        if self._inherited and self._inherited[-1][0] == self._depth:
            self._inherited.pop()
        self._depth = max(0, self._depth - 1)

    def show(self) -> None:
        """Take the element that was entered last for visible, whatever its attributes."""
        self._hidden_at = 0

    def _is_hidden(self, tag: str, attributes: Mapping[Any, Any], styles: Mapping[str, str]) -> bool:
        if "hidden" in attributes or (styles and _hides(styles, tag)):
            return True
        classes = attributes.get("class")
        if classes and _is_hidden_class(classes.lower(), tag):
            return True
        return bool(self._rules) and tag not in _BODIES and self._is_ruled_out(classes, attributes.get("id"))

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
            self._inherited.append((self._depth, small, invisible))


def drop_hidden(tree: Any) -> None:
    """Remove from an lxml tree what nobody sees, in place; linear in its size.

    An element with more than half of the page's words stays: a script shows it once the page is loaded. What stays has
    no style and no class that only sounds hidden, as trafilatura judges by these too, and by `overflow:hidden`.
    """
    from lxml import etree

    visibility = Visibility()
    for sheet in tree.iter("style"):
        if sheet.text and _is_for_screens(sheet.get("media")):
            visibility.read_sheet(sheet.text)
    hidden: list[Any] = []
    weighed = total = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if event == "end":
            visibility.leave()
            if element.tail and not visibility.is_visible and not visibility.is_inside_hidden:
                element.tail = " "
            continue
        inside = visibility.is_inside_hidden
        visibility.enter(element.tag, element.attrib)
        if inside:
            continue
        if visibility.is_inside_hidden:
            if weighed < _MOST_WEIGHED and element.tag != "template" and "hidden" not in element.attrib:
                weighed, total = weighed + 1, total or _length(tree)
                if 2 * _length(element) > total >= _LEAST_WEIGHED:
                    visibility.show()
                    continue
            hidden.append(element)
            continue
        if element.text and not visibility.is_visible:
            element.text = " "
        _forget_looks(element)
    for element in hidden:
        _remove(element)


def _forget_looks(element: Any) -> None:
    element.attrib.pop("style", None)
    classes = element.get("class")
    if classes and "hid" in classes:
        element.set("class", " ".join(name for name in classes.split() if not name.startswith(("hid", "-hid"))))


def _length(element: Any) -> int:
    return sum(len(text.strip()) for text in element.itertext() if text)


def _remove(element: Any) -> None:
    """Remove an element, but not the text behind it."""
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
    """Declarations of an inline style, in lower case; none where no property matters here."""
    if not style or not _JUDGED.search(lower := style[:_MAX_STYLE].lower()):
        return {}
    styles = {}
    for declaration in lower.split(";"):
        name, _, value = declaration.partition(":")
        styles[name.strip()] = value.replace("!important", "").strip()
    return styles


def _hides(styles: Mapping[str, str], tag: str = "") -> bool:
    """Whether declarations hide an element with all that is in it."""
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
    if _FAR.match(get("text-indent", "")) or "(-9999" in get("transform", ""):
        return True
    placed = get("position") in ("absolute", "fixed")
    sides = ("left", "right", "top", "bottom", "margin-left") if placed else ("margin-left",)
    return any(_FAR.match(get(side, "")) for side in sides)


def _font_size(styles: Mapping[str, str]) -> str:
    if size := styles.get("font-size"):
        return size
    font = styles.get("font", "")
    return "0" if re.match(r"0(?:px)?\s*/", font) else ""


def _is_hidden_class(classes: str, tag: str) -> bool:
    if _HIDDEN_CLASS.search(classes):
        return not _SHOWN_WIDE.search(classes)
    return tag not in _BODIES and not _TOGGLED.isdisjoint(classes.split()) and not _SHOWN_WIDE.search(classes)


def _is_for_screens(media: str | None) -> bool:
    return not media or media.strip().lower() in ("all", "screen")


def _hidden_selectors(css: str) -> frozenset[str]:
    """Single classes and ids (`.preheader`, `td#top`) that rules outside of `@media` and the like hide."""
    hidden: set[str] = set()
    shown: set[str] = set()
    selectors, depth = "", 0
    for piece in re.findall(r"[^{}]+|[{}]", _without_comments(css)):
        if piece == "{":
            depth += 1
        elif piece == "}":
            depth, selectors = max(0, depth - 1), ""
        elif depth == 0:
            selectors = piece.rpartition(";")[2]
        elif depth == 1 and not selectors.lstrip().startswith("@"):
            styles = _declarations(piece)
            if styles:
                names = {match[1] for part in selectors.split(",") if (match := _SELECTOR.fullmatch(part.strip()))}
                (hidden if _hides(styles) else shown if "display" in styles else set()).update(names)
    return frozenset(hidden - shown)


def _without_comments(css: str) -> str:
    begin, *others = css.split("/*")
    return begin + "".join(other.partition("*/")[2] for other in others)
