"""Finds invisible parts of HTML: hidden elements, text for screen readers, preheaders of mails.

It evaluates attributes, inline styles, class names that mean hidden everywhere (`data/hidden_classes.txt`), and rules
for single classes and ids in `<style>` outside of media queries. It ignores colours other than transparent, and
`aria-hidden`, which hides from screen readers only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from briefing import wordlists
from briefing.clean import css_rules
from briefing.clean.css_rules import BODIES, MAX_STYLE
from briefing.clean.markup_limits import Markup

_FRAMES = frozenset(("html", "body"))
"""Elements that scripts show once a page is loaded, so that hiding them has no effect."""
JUDGED = frozenset(("class", "hidden", "id", "style"))
"""Attributes that may hide an element."""
UNSHOWN = frozenset(("template", "dialog"))
"""Elements that are hidden without any attribute."""
_MAX_SHEETS = 200_000
"""Maximum code points read of `<style>` elements; mails and simple pages have a few thousand."""
_WRAPPERS = frozenset(("article", "div", "main", "section"))
_LEAST_WEIGHED = 400
"""Minimum prose of a page, in code points, for which the share of an element is measured."""
_MOST_WEIGHED = 20
"""Maximum number of elements whose share is measured, as each takes time proportional to its length."""

_HIDDEN_CLASS = re.compile(rf"(?<!not-)(?<![a-z])(?:{'|'.join(wordlists.entries('clean', 'hidden_classes'))})(?![a-z])")
_TOGGLED = frozenset(("hidden", "d-none", "is-hidden", "u-hidden", "hide", "invisible", "display-none"))
"""Classes that scripts remove: they do not hide the body of an article."""
_SHOWN_WIDE = re.compile(
    r"(?:^|\s)(?:(?:sm|md|lg|xl|2xl):(?:block|flex|grid|inline|table|visible|not-sr-only)"
    r"|d-(?:sm|md|lg|xl|xxl|print)-(?!none|print))",
    re.ASCII,
)
"""Classes that show an element again on wider screens, as Tailwind and Bootstrap name them."""


class _Look(NamedTuple):
    """Why text is invisible, where descendants may override that."""

    is_small: bool = False
    is_invisible: bool = False
    is_transparent: bool = False
    is_faint_by_rule: bool = False


class Visibility:
    """Tracks visibility while a document is traversed: call `enter` and `leave` for each element."""

    def __init__(self) -> None:
        self.depth = 0
        """Number of open elements. Those without `JUDGED` attributes may be counted here instead of entered."""
        self.is_affected = False
        """Whether one of them hides anything, or makes hidden content visible."""
        self._hidden_at = 0
        """Depth of the outermost hidden element; 0 if there is none."""
        self._inherited: list[tuple[int, _Look]] = []
        """Depths at which the look of text changes."""
        self._rules: frozenset[str] = frozenset()
        self._faint_rules: frozenset[str] = frozenset()
        """Classes and ids whose text a style sheet makes invisible; descendants may override that."""
        self.shown_tags: frozenset[str] = frozenset()
        """Tags whose text a style sheet makes visible within those; elements of them must be entered."""
        self._unpainted: list[str] = []
        """Style sheets whose tags are not among them, as no text needs to be made visible."""
        self._sheets = 0
        """Code points of style sheets read so far."""

    @property
    def is_visible(self) -> bool:
        """Whether text at this position is visible."""
        return not self._hidden_at and not (self._inherited and any(self._inherited[-1][1]))

    @property
    def is_inside_hidden(self) -> bool:
        """Whether an open element is hidden, so that nothing in it can be visible."""
        return self._hidden_at > 0

    def read_sheet(self, css: str) -> None:
        """Collect the classes and ids that a `<style>` element hides; linear in its length."""
        css = css[: _MAX_SHEETS - self._sheets]
        self._rules |= css_rules.hidden_selectors(css)
        self._faint_rules |= css_rules.faint_selectors(css)
        self._unpainted.append(css)
        if self._faint_rules:
            self.shown_tags = self.shown_tags.union(*map(css_rules.painted_tags, self._unpainted)) - _FRAMES
            self._unpainted.clear()
        self._sheets = min(_MAX_SHEETS, self._sheets + len(css))

    def enter(self, tag: str, attributes: Mapping[Any, Any]) -> None:
        """Enter an element."""
        self.depth += 1
        if self._hidden_at:
            return
        if attributes or tag in UNSHOWN or tag in self.shown_tags:
            styles = css_rules.declarations(attributes.get("style"))
            if self.hides(tag, attributes, styles):
                self._hidden_at, self.is_affected = self.depth, True
            elif (styles or self._faint_rules) and tag not in _FRAMES:
                self._inherit(tag, attributes, styles)

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
        if styles and css_rules.hides(styles, tag):
            return True
        classes = attributes.get("class")
        if classes and _is_hidden_class(classes[:MAX_STYLE], tag in BODIES):
            return True
        return bool(self._rules) and tag not in BODIES and self._is_ruled_out(classes, attributes.get("id"))

    def suspects(self, tree: Any, markup: Markup) -> list[Any]:
        """Elements of an lxml tree that are styled, or may be hidden, in document order; all others are visible."""
        classes = self._suspicious(markup.classes)
        ids = {rule[1:] for rule in self._rules | self._faint_rules if rule.startswith("#")}
        has_hidden, unshown = "hidden" in markup.attributes, UNSHOWN & markup.tags
        return [
            each
            for each in tree.iter()
            if each.get("class") in classes
            or each.get("style") is not None
            or (ids and each.get("id") in ids)
            or (has_hidden and each.get("hidden") is not None)
            or (unshown and each.tag in unshown)
        ]

    def _suspicious(self, classes: Iterable[str]) -> set[str]:
        """Attributes `class` that may hide elements, or suggest it."""
        ruled = {rule[1:] for rule in self._rules | self._faint_rules if rule.startswith(".")}
        if ruled:
            ruled.intersection_update(" ".join(classes).split())  # most are those of other pages
        return {
            names
            for names in classes
            if "hid" in names
            or _is_hidden_class(names[:MAX_STYLE], False)
            or (ruled and not ruled.isdisjoint(names.split()))
        }

    def _is_ruled_out(self, classes: str | None, id_: str | None) -> bool:
        return _are_named(self._rules, classes, id_)

    def is_faint(self, tag: str, attributes: Mapping[Any, Any], styles: Mapping[str, str]) -> bool:
        """Whether an element makes its text invisible, which descendants may override."""
        if tag in _FRAMES:
            return False
        return css_rules.is_faint(styles) or self._is_faint_by_rule(tag, attributes)

    def _is_faint_by_rule(self, tag: str, attributes: Mapping[Any, Any]) -> bool:
        names = (attributes.get("class"), attributes.get("id")) if self._faint_rules and tag not in BODIES else ()
        return any(names) and _are_named(self._faint_rules, *names)

    def _inherit(self, tag: str, attributes: Mapping[Any, Any], styles: Mapping[str, str]) -> None:
        before = self._inherited[-1][1] if self._inherited else _Look()
        shown, by_rule = styles.get("visibility", ""), before.is_faint_by_rule
        if self._is_faint_by_rule(tag, attributes):
            by_rule = not css_rules.sets_text(styles)
        elif by_rule:
            is_named = attributes.get("class") or attributes.get("id")
            by_rule = not (is_named or tag in self.shown_tags or css_rules.sets_text(styles))
        look = _Look(
            css_rules.is_small(styles, before.is_small),
            shown in ("hidden", "collapse") if shown else before.is_invisible,
            css_rules.is_transparent(styles, before.is_transparent),
            by_rule,
        )
        if look != before:
            self._inherited.append((self.depth, look))
            self.is_affected = True


def drop_hidden(tree: Any, markup: Markup) -> None:
    """Remove invisible content from an lxml tree, in place; linear in its size.

    An element with more than half of the page's prose stays: a script shows it once the page is loaded. Remaining
    elements lose styles and classes that only suggest hiding, as trafilatura judges by these too, and by
    `overflow:hidden`.

    Args:
        tree: the tree.
        markup: what it consists of, at most.
    """
    visibility = Visibility()
    sheets = list(tree.iter("style")) if "style" in markup.tags else []
    for sheet in sheets:
        if sheet.text and _is_for_screens(sheet.get("media")):
            visibility.read_sheet(sheet.text)
    suspects = visibility.suspects(tree, markup)
    hidden: list[Any] = []
    faint: list[Any] = []
    for element in suspects:
        styles = css_rules.declarations(element.get("style"))
        if visibility.hides(element.tag, element.attrib, styles):
            hidden.append(element)
        elif visibility.is_faint(element.tag, element.attrib, styles):
            faint.append(element)
    _remove_hidden(tree, hidden)
    walked: set[Any] = set()
    for element in faint:
        if element not in walked:
            _drop_faint(element, visibility, walked)
    for sheet in sheets:  # its rules have been applied
        _remove(sheet)
    for element in suspects:
        _forget_look(element)


def _remove_hidden(tree: Any, hidden: Iterable[Any]) -> None:
    """Remove elements, except wrappers of more than half of the page's prose."""
    weighed = total = 0
    for element in hidden:
        if len(element) and weighed < _MOST_WEIGHED and element.tag in _WRAPPERS and "hidden" not in element.attrib:
            weighed, total = weighed + 1, total or _prose_chars(tree)
            if 2 * _prose_chars(element) > total >= _LEAST_WEIGHED:
                continue
        _remove(element)


def _drop_faint(element: Any, visibility: Visibility, walked: set[Any]) -> None:
    """Remove the text without size, colour or visibility from an element, but not descendants that restore them."""
    from lxml import etree

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


def _forget_look(element: Any) -> None:
    element.attrib.pop("style", None)
    if "hid" in (element.get("class") or ""):
        names = element.get("class").split()
        element.set("class", " ".join(name for name in names if not name.startswith(("hid", "-hid"))))


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


@lru_cache(2048)
def _is_hidden_class(classes: str, is_body: bool) -> bool:
    classes = classes.lower()
    if _HIDDEN_CLASS.search(classes):
        return not _SHOWN_WIDE.search(classes)
    return not is_body and not _TOGGLED.isdisjoint(classes.split()) and not _SHOWN_WIDE.search(classes)


def _is_for_screens(media: str | None) -> bool:
    return not media or media.strip().lower() in ("all", "screen")


def _are_named(names: frozenset[str], classes: str | None, id_: str | None) -> bool:
    return (bool(id_) and f"#{id_}" in names) or any(f".{name}" in names for name in (classes or "").split())
