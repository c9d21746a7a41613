"""Draws screens of a terminal as an SVG without outside resources; several as one animation by CSS keyframes.

A row that stays the same from one frame to the next is written once, so that a recording of a dozen frames is hardly
larger than three of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.sax.saxutils import escape

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import DIMMED_MONOKAI, TerminalTheme

CELL_WIDTH, CELL_HEIGHT, BASELINE = 8.4, 17, 13
MARGIN, BAR = 12, 28
FONT = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace"
SOLID = {"█": 0, "▇": 1 / 8, "▆": 2 / 8, "▅": 3 / 8, "▄": 4 / 8, "▃": 5 / 8, "▂": 6 / 8, "▁": 7 / 8}
"""Block elements and the share of the cell above them: drawn as rectangles, as fonts leave gaps between rows."""

Row = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A screen."""

    rows: tuple[Row, ...]
    """Its rows, each of the full width."""
    seconds: float = 1.0
    """How long it is shown."""


def draw_svg(frames: Sequence[Frame], title: str, theme: TerminalTheme = DIMMED_MONOKAI) -> str:
    """An SVG of these frames, one after the other for ever; of one frame a still picture."""
    columns = max(sum(segment.cell_length for segment in row) for frame in frames for row in frame.rows)
    width, height = columns * CELL_WIDTH + 2 * MARGIN, len(frames[0].rows) * CELL_HEIGHT + BAR + MARGIN
    background = _background(frames[0], theme)
    styles: dict[str, str] = {}
    bodies: list[str] = []
    spans: dict[tuple[int, int], str] = {}
    for y, drawn in enumerate(
        zip(*([_row(row, styles, background, theme) for row in f.rows] for f in frames), strict=True)
    ):
        number = 0
        for content, group in groupby(drawn):
            first, number = number, number + len(list(group))
            if content:
                shown = ""
                if (first, number) != (0, len(frames)):
                    shown = f' class="{spans.setdefault((first, number), f"s{len(spans)}")}"'
                bodies.append(f'<g transform="translate(0,{y * CELL_HEIGHT})"{shown}>{content}</g>')
    rules = [f".{name}{{{rule}}}" for rule, name in styles.items()]
    rules += _animations(spans, [frame.seconds for frame in frames])
    dots = "".join(
        f'<circle cx="{18 + 18 * at}" cy="15" r="5.5" fill="{colour}"/>'
        for at, colour in enumerate(("#ff5f57", "#febc2e", "#28c840"))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" role="img">'
        f"<title>{escape(title)}</title><style>text{{font:14px {FONT};white-space:pre}}{''.join(rules)}</style>"
        f'<rect width="{width:.0f}" height="{height}" rx="8" fill="{background}"/>{dots}'
        f'<g transform="translate({MARGIN},{BAR})">{"".join(bodies)}</g></svg>\n'
    )


def _animations(spans: dict[tuple[int, int], str], seconds: Sequence[float]) -> list[str]:
    """Rules that show each span of frames during its time; without animation, the first frame is shown."""
    total = sum(seconds)
    starts = [sum(seconds[:number]) / total * 100 for number in range(len(seconds) + 1)]
    rules = []
    for (first, end), name in spans.items():
        begin = f"0%{{opacity:0}}{starts[first]:.2f}%{{opacity:1}}" if first else "0%{opacity:1}"
        hide = f"{starts[end]:.2f}%{{opacity:0}}" if end < len(seconds) else ""
        rules.append(f"@keyframes {name}{{{begin}{hide}}}")
        visible = 0 if first else 1
        rules.append(f".{name}{{opacity:{visible};animation:{name} {total:g}s step-end infinite}}")
    return [*rules, "@media(prefers-reduced-motion:reduce){g{animation:none!important}}"] if rules else []


def _row(row: Row, styles: dict[str, str], background: str, theme: TerminalTheme) -> str:
    """Backgrounds and texts of a row; new styles are added to `styles`, each with the name of its class."""
    rectangles, texts, column = [], [], 0
    for style, group in groupby(row, key=lambda segment: segment.style or Style()):
        text = "".join(segment.text for segment in group)
        cells = cell_len(text)
        fill, behind = _colours(style, theme)
        x = column * CELL_WIDTH
        if behind != background:
            rectangles.append(
                f'<rect x="{x:.1f}" width="{cells * CELL_WIDTH:.1f}" height="{CELL_HEIGHT}" fill="{behind}"/>'
            )
        rectangles += _blocks(text, column, fill)
        kept = "".join(" " if character in SOLID else character for character in text)
        if words := kept.strip(" "):
            indent = len(kept) - len(kept.lstrip(" "))
            name = styles.setdefault(_rule(style, fill), f"c{len(styles)}")
            length = cell_len(words) * CELL_WIDTH
            texts.append(
                f'<text class="{name}" x="{x + indent * CELL_WIDTH:.1f}" y="{BASELINE}" textLength="{length:.1f}">'
                f"{escape(words)}</text>"
            )
        column += cells
    return "".join(rectangles + texts)


def _blocks(text: str, column: int, fill: str) -> list[str]:
    """Rectangles of the block elements of a text, whose characters are all one column wide."""
    return [
        f'<rect x="{(column + at) * CELL_WIDTH:.1f}" y="{CELL_HEIGHT * SOLID[character]:.1f}" width="{CELL_WIDTH}" '
        f'height="{CELL_HEIGHT * (1 - SOLID[character]):.1f}" fill="{fill}"/>'
        for at, character in enumerate(text)
        if character in SOLID
    ]


def _rule(style: Style, fill: str) -> str:
    rule = f"fill:{fill}"
    rule += ";font-weight:bold" if style.bold else ""
    rule += ";font-style:italic" if style.italic else ""
    return rule + (";text-decoration:underline" if style.underline else "")


def _colours(style: Style, theme: TerminalTheme) -> tuple[str, str]:
    """Colours of text and background."""
    fill = style.color.get_truecolor(theme).hex if style.color else theme.foreground_color.hex
    behind = style.bgcolor.get_truecolor(theme, foreground=False).hex if style.bgcolor else theme.background_color.hex
    return (behind, fill) if style.reverse else (fill, behind)


def _background(frame: Frame, theme: TerminalTheme) -> str:
    """The most frequent background of a frame."""
    cells: dict[str, int] = {}
    for segment in (segment for row in frame.rows for segment in row):
        behind = _colours(segment.style or Style(), theme)[1]
        cells[behind] = cells.get(behind, 0) + segment.cell_length
    return max(cells, key=lambda colour: cells[colour])
