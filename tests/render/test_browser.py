"""The page in a real browser, where one is installed: it runs nothing, asks nobody, and shows words as words."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC
from html import escape
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from briefing.briefs.shortfall import ONLY_HEADLINES
from briefing.model import Briefing
from briefing.render import render_briefing, render_threads
from briefing.render.site import SiteOptions, site_files, site_pages
from briefing.render.text_layout import Layout
from briefing.sanitizer import clean_line
from tests.render.test_daily_view import a_day
from tests.render.test_hostile import EVIL, spoilt
from tests.render.test_html import Page, check
from tests.render.values import BRIEFING, DOUBTED, QUAKE, RAILWAY, ROWS

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), "")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed")


@contextmanager
def watched() -> Iterator[tuple[str, list[str]]]:
    """Serve on loopback; the address, and the paths that anybody asks for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()
        thread.join()


def browse(page: str, folder: Path, *options: str) -> str:
    """Open a page in a browser of its own; what it prints."""
    (folder / "page.html").write_text(page, encoding="utf-8")
    own = (f"--user-data-dir={folder / 'profile'}", "--no-first-run", "--disable-background-networking")
    command = [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", *own, *options]
    done = subprocess.run([*command, f"file://{folder / 'page.html'}"], capture_output=True, check=True, timeout=60)
    return done.stdout.decode("utf-8")


def attacks(address: str) -> list[str]:
    """What would run, load or lead away, if it were markup."""
    return [
        *EVIL,
        "</title><script>document.title = 'owned'</script>",
        "</style><style>@import url(" + address + "/style);</style>",
        f'"><img src="{address}/image" onerror="document.title = \'owned\'">',
        f"<link rel=stylesheet href={address}/sheet><iframe src={address}/frame></iframe>",
        f'<meta http-equiv="refresh" content="0; url={address}/away"><base href="{address}/base">',
        "<svg onload=\"document.title = 'owned'\">",
        "&lt;script&gt;document.title = 'owned'&lt;/script&gt;",
    ]


def hostile(texts: list[str]) -> Briefing:
    """A briefing with one story for each of the texts."""
    told = [spoilt(text).briefs[0] for text in texts]
    briefs = (replace(brief, thread=replace(brief.thread, id=f"m{n}")) for n, brief in enumerate(told))
    return replace(BRIEFING, briefs=tuple(briefs))


def test_attacks_are_words_in_a_browser(tmp_path: Path) -> None:
    with watched() as (address, asked):
        texts = attacks(address)
        page = render_briefing(hostile(texts), "html", Layout(zone=UTC))
        dom = browse(page, tmp_path, "--dump-dom", "--virtual-time-budget=2000")
    assert asked == []
    made = Page(dom)
    check(made)
    assert "<title>Briefing of" in dom
    for text in texts:
        assert clean_line(text) in made.said


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_is_drawn_in_the_colours_asked_for(tmp_path: Path, scheme: str) -> None:
    picture = tmp_path / "page.png"
    asked_for = f"--blink-settings=preferredColorScheme={int(scheme == 'light')}"
    page = render_briefing(BRIEFING, "html", Layout(zone=UTC))
    browse(page, tmp_path, f"--screenshot={picture}", "--window-size=390,800", "--hide-scrollbars", asked_for)
    width, height, pixel = first_pixel(picture)
    assert (width, height) == (390, 800)
    assert (min(pixel) > 240) if scheme == "light" else (max(pixel) < 40)


def first_pixel(path: Path) -> tuple[int, int, tuple[int, ...]]:
    """Return width, height and the first pixel of a PNG of 8 bits a channel, whose filter can be passed over there."""
    import struct
    import zlib

    data, at, packed = path.read_bytes(), 8, b""
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        if kind == b"IDAT":
            packed += data[at + 8 : at + 8 + size]
        at += size + 12
    return (*struct.unpack(">II", data[16:24]), tuple(zlib.decompress(packed)[1:4]))


def test_a_list_is_printed(tmp_path: Path) -> None:
    browse(render_threads(ROWS, "html", Layout(zone=UTC)), tmp_path, f"--print-to-pdf={tmp_path / 'page.pdf'}")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF-")


MEASURE = """
<script>
  const all = (selector) => [...document.querySelectorAll(selector)].map((each) => each.getBoundingClientRect());
  const rects = (node) => {
    const range = document.createRange();
    range.selectNode(node);
    return [...range.getClientRects()];
  };
  const lines = (row) => {
    const texts = document.createTreeWalker(row, NodeFilter.SHOW_TEXT), boxes = [];
    while (texts.nextNode()) boxes.push(...rects(texts.currentNode));
    return boxes;
  };
  const hits = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const rows = [...document.querySelectorAll(".headlines li, .timeline li")].map(lines);
  const groups = ["body > *", "section", ".front > article, main > article", "blockquote", ".headlines li"].map(all);
  const after = (group, n) => group.slice(n + 1);
  const clashes = (group) => group.filter((a, n) => after(group, n).some((b) => hits(a, b)));
  const isNumbered = (li) => getComputedStyle(li).listStyleType !== "none";
  const marker = (li) => {
    const text = document.createElement("span");
    text.textContent = `${[...li.parentNode.children].indexOf(li) + 1}.`;
    li.prepend(text);
    const { left, top } = li.getBoundingClientRect(), { width, height } = text.getBoundingClientRect();
    text.remove();
    return { left: left - width, right: left, top, bottom: top + height };
  };
  const markers = [...document.querySelectorAll("ol > li")].filter(isNumbered).map(marker);
  const outside = markers.filter((box) => box.left < 0 || all("li").some((other) => hits(box, other)));
  const overlaps = [...groups, ...rows].flatMap(clashes).concat(outside);
  const wide = document.documentElement.scrollWidth > window.innerWidth;
  parent.document.title += `NAME: overlaps ${overlaps.length}, wide ${wide}, width ${window.innerWidth};`;
</script>
"""


def whole_site() -> dict[str, str]:
    """A site with a long day, a story with all its parts, blogs, and long names without a space."""
    day = a_day(40, 0)
    blog = replace(QUAKE, articles=tuple(replace(ref, kind="blog") for ref in QUAKE.articles))
    quote = replace(RAILWAY.quotes[0], speaker="Rassendyll" * 12)
    story = replace(RAILWAY, quotes=(quote, *RAILWAY.quotes), other_quotes=(DOUBTED,), update=RAILWAY.new[1:])
    short = replace(RAILWAY, lead=(), quotes=(), shortfall=" ".join([ONLY_HEADLINES] * 4))
    short = replace(short, thread=replace(short.thread, id="short"))
    briefing = replace(day, briefs=(story, short, *day.briefs, blog))
    return dict(zip(site_files(briefing), site_pages(briefing, Layout(zone=UTC), SiteOptions()), strict=True))


def pages() -> Iterator[tuple[str, str]]:
    site = whole_site()
    yield "daily", render_briefing(a_day(12, 30, unnamed=4), "html", Layout(zone=UTC))
    yield "list", render_threads(ROWS[:1] * 120, "html", Layout(zone=UTC))
    yield "front page", site["index.html"]
    yield "story", site[f"stories/{RAILWAY.thread.id}.html"].replace("<details>", "<details open>")
    yield "story without a summary", site["stories/short.html"]


def test_nothing_overlaps_and_nothing_is_wider_than_the_window(tmp_path: Path) -> None:
    frames, expected = "<title></title>", set()
    for name, page in pages():
        measured, policies = re.subn('<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
        assert policies == 1
        measured = measured.replace("</body>", f"{MEASURE.replace('NAME', name)}</body>")
        for width in (390, 900, 1400):
            frames += (
                f'<iframe srcdoc="{escape(measured)}" style="width: {width}px; height: 900px; border: 0"></iframe>'
            )
            expected.add(f"{name}: overlaps 0, wide false, width {width}")
    dom = browse(frames, tmp_path, "--dump-dom", "--window-size=1500,900", "--hide-scrollbars")
    (title,) = re.findall("<title>(.*?)</title>", dom)[:1]
    assert set(filter(None, title.split(";"))) == expected


def test_site_attacks_are_words_in_a_browser(tmp_path: Path) -> None:
    with watched() as (address, asked):
        texts = attacks(address)
        *_, front = site_pages(hostile(texts), Layout(zone=UTC), SiteOptions(texts[-1]))
        dom = browse(front, tmp_path, "--dump-dom", "--virtual-time-budget=500")
    assert asked == []
    assert "<title>owned</title>" not in dom
    said = Page(dom).said
    assert [text for text in texts if clean_line(text) not in said] == []
