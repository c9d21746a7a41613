"""The script that draws the README's pictures, and its renderer."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from rich.segment import Segment
from rich.style import Style

SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"
RENDERER = runpy.run_path(str(SCRIPTS / "terminal_svg.py"))
DARK = Style.parse("#eeeeee on #101010")


def frame(*lines: str, seconds: float = 1.0) -> Any:
    return RENDERER["Frame"](tuple((Segment(f"{line:<20}", DARK),) for line in lines), seconds)


def test_the_script_draws_a_picture_of_the_demo(tmp_path: Path) -> None:
    command = [sys.executable, str(SCRIPTS / "screenshot.py"), str(tmp_path), "exchange.svg"]
    subprocess.run(command, check=True, timeout=120)
    text = "".join(ElementTree.parse(tmp_path / "exchange.svg").getroot().itertext())
    assert "Trump" in text and "unleash the popular jaguar" in text


def test_rows_that_stay_are_written_once_and_others_are_shown_in_turn() -> None:
    svg = RENDERER["draw_svg"]([frame("same", "one", seconds=1), frame("same", "two", seconds=3)], "A & B")
    root = ElementTree.fromstring(svg)
    assert svg.count("same") == 1 and "A &amp; B" in svg
    assert root.attrib["viewBox"].split()[2:] == ["192", "74"]
    assert "@keyframes s0{0%{opacity:1}25.00%{opacity:0}}" in svg
    assert "@keyframes s1{0%{opacity:0}25.00%{opacity:1}}" in svg
    assert len(re.findall("animation:s. 4s step-end infinite", svg)) == 2


def test_a_still_picture_has_no_animation_and_no_outside_resource() -> None:
    svg = RENDERER["draw_svg"]([frame("<b> █")], "Still")
    assert "@keyframes" not in svg and "&lt;b&gt;" in svg
    assert re.findall('https?://[^"]+', svg) == ["http://www.w3.org/2000/svg"]
    assert '<rect x="33.6" y="0.0" width="8.4" height="17.0" fill="#eeeeee"/>' in svg
