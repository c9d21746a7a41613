"""What no reader sees is dropped from pages, fragments of feeds and mails alike."""

from __future__ import annotations

import time

import pytest

from briefing.clean import clean_page, html_to_text, read_mail_body
from tests.clean.test_pages import PROSE
from tests.table import table

SECRET = "This secret line is not for the eyes of any reader of the page."

HIDDEN = [
    f"<p hidden>{SECRET}</p>",
    f"<div hidden='until-found'><p>{SECRET}</p></div>",
    f"<template><p>{SECRET}</p></template>",
    f"<dialog><p>{SECRET}</p></dialog>",
    f"<p class='sr-only'>{SECRET}</p>",
    f"<p class='text visually-hidden-focusable'>{SECRET}</p>",
    f"<span class='screen-reader-text'>{SECRET}</span>",
    f"<p class='Text_visuallyHidden__2kJ'>{SECRET}</p>",
    f"<p class='d-none'>{SECRET}</p>",
    f"<p style='display:none'>{SECRET}</p>",
    f"<p style='color: red; DISPLAY : none !important'>{SECRET}</p>",
    f"<p style='visibility:hidden'>{SECRET}</p>",
    f"<p style='opacity: 0'>{SECRET}</p>",
    f"<p style='opacity:0.0;'>{SECRET}</p>",
    f"<p style='font-size:0'>{SECRET}</p>",
    f"<p style='font-size:0px;line-height:0'>{SECRET}</p>",
    f"<div style='font-size:0'><p style='font-size:1em'>{SECRET}</p></div>",
    f"<p style='max-height:0;overflow:hidden'>{SECRET}</p>",
    f"<p style='position:absolute;left:-9999px'>{SECRET}</p>",
    f"<p style='text-indent:-9999px'>{SECRET}</p>",
    f"<p style='position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0, 0, 0, 0)'>{SECRET}</p>",
    f"<p style='clip-path: inset(50%)'>{SECRET}</p>",
    f"<style>.lead {{color: red}} .pre, #x {{display: none}}</style><p class='pre'>{SECRET}</p>",
    f"<style>p.pre {{visibility: hidden}} .other {{color: red}}</style><p class='pre'>{SECRET}</p>",
    f"<p style='display:/* none */none'>{SECRET}</p>",
    f"<p style='/*a*/visibility/*b*/: hidden/*c*/'>{SECRET}</p>",
    f"<p style='transform:scale(0)'>{SECRET}</p>",
    f"<p style='transform: translate(1px) scaleY(0)'>{SECRET}</p>",
    f"<div style='display:none'><div><p style='display:block'>{SECRET}</p></div></div>",
    f"<p style='color: transparent'>{SECRET}</p>",
    f"<p style='color:rgba(0, 0, 0, 0)'>{SECRET}</p>",
    f"<div style='color:#fff0'><p>{SECRET}</p></div>",
    f"<style>.pre {{font-size: 0}}</style><p class='pre'>{SECRET}</p>",
    f"<style>.pre {{font-size: 0px; color: red}}</style><div class='pre'><b>{SECRET}</b></div>",
    f"<style>#pre {{color: transparent}}</style><p id='pre'>{SECRET}</p>",
    f"<style>td {{font-size: 9px}} .pre {{font: 0/0 a}}</style><div class='pre'><p>{SECRET}</p></div>",
    f"<style>.PRE {{FONT-SIZE: .0EM}}</style><p class='PRE'>{SECRET}</p>",
    f"<style>.a {{color: red; display: block}} .pre {{display: none}}</style><p class='a pre'>{SECRET}</p>",
]
SEEN = [
    f"<p class='hidden-gem'>{SECRET}</p>",
    f"<p class='gem hidden-gem'>{SECRET}</p>",
    f"<div class='hideout-list'><p>{SECRET}</p></div>",
    f"<p style='overflow:hidden'>{SECRET}</p>",
    f"<p style='opacity:0.9'>{SECRET}</p>",
    f"<p style='font-size:0.9em'>{SECRET}</p>",
    f"<p style='left:-5px;position:relative'>{SECRET}</p>",
    f"<p class='hidden md:block'>{SECRET}</p>",
    f"<p class='d-none d-md-block'>{SECRET}</p>",
    f"<div style='font-size:0'><p style='font-size:14px'>{SECRET}</p></div>",
    f"<div style='visibility:hidden'><p style='visibility:visible'>{SECRET}</p></div>",
    f"<style>@media print {{.noted {{display: none}}}}</style><p class='noted'>{SECRET}</p>",
    f"<style>.noted {{display: none}} .noted {{display: block}}</style><p class='noted'>{SECRET}</p>",
    f"<style>.menu .noted {{display: none}}</style><p class='noted'>{SECRET}</p>",
    f"<style>.pre {{visibility: hidden}} .pre {{visibility: visible}}</style><p class='pre'>{SECRET}</p>",
    f"<p style='color:red /* display:none */'>{SECRET}</p>",
    f"<p style='transform:scale(0.9)'>{SECRET}</p>",
    f"<details><summary>More</summary><p>{SECRET}</p></details>",
    f"<p data-hidden='1' title='hidden'>{SECRET}</p>",
    f"<p style='background:url(display:none)'>{SECRET}</p>",
    f"<p style='mso-hide:all'>{SECRET}</p>",
    f"<p style='color:#ffffff'>{SECRET}</p>",
    f"<p style='color:rgba(0, 0, 0, 0.5)'>{SECRET}</p>",
    f"<div style='color:transparent'><p style='color:black'>{SECRET}</p></div>",
    f"<p style='color:transparent;-webkit-background-clip:text;background:red'>{SECRET}</p>",
    f"<p style='color:transparent;text-shadow:0 0 0 black'>{SECRET}</p>",
    f"<style>.row {{font-size: 0}} .cell {{font-size: 9px}}</style><div class='row'><p class=cell>{SECRET}</p></div>",
    f"<style>.row {{font-size: 0}} .row > p {{font-size: 9px}}</style><div class='row'><p>{SECRET}</p></div>",
    f"<style>.row {{font-size: 0}} .row * {{font-size: 9px}}</style><div class='row'><p>{SECRET}</p></div>",
    f"<style>p {{font-size: 9px}}</style><style>.row {{font-size: 0}}</style><div class='row'><p>{SECRET}</p></div>",
    f"<style>.row {{font-size: 0}}</style><div class='row'><p style='font-size:9px'>{SECRET}</p></div>",
    f"<style>.row {{font-size: 0}} @media screen {{.row {{font-size: 9px}}}}</style><p class='row'>{SECRET}</p>",
    f"<style>@media print {{.row {{font-size: 0}}}}</style><p class='row'>{SECRET}</p>",
    f"<style>.row {{color: transparent; background-clip: text}}</style><p class='row'>{SECRET}</p>",
]


def page(html: str) -> str:
    before, after = "".join(f"<p>{text}</p>" for text in PROSE), f"<p>{PROSE[0]}</p>"
    return f"<html><head><title>T</title></head><body><article><h1>T</h1>{before}{html}{after}</article></body></html>"


@table("html", HIDDEN)
def test_hidden_text_is_dropped(html: str) -> None:
    texts = (
        html_to_text(f"before {html} behind"),
        clean_page(page(html)).text,
        "\n".join(read_mail_body(page(html)).lines),
    )
    assert [SECRET in text for text in texts] == [False] * 3
    assert texts[0].split() == ["before", "behind"]


@table("html", SEEN)
def test_text_that_is_seen_stays(html: str) -> None:
    texts = (
        html_to_text(f"before {html} behind"),
        clean_page(page(html)).text,
        "\n".join(read_mail_body(page(html)).lines),
    )
    assert [SECRET in text for text in texts] == [True] * 3
    assert texts[0].endswith("behind")


def test_article_that_a_script_shows_later_stays() -> None:
    html = page("").replace("<article>", "<div style='opacity:0'><article style='opacity:0'>")
    assert PROSE[1] in clean_page(html).text
    assert PROSE[1] in clean_page(page("").replace("<body>", "<body style='visibility:hidden;opacity:0'>")).text


@pytest.mark.parametrize(
    "unit",
    [
        "<div style='opacity:0'>x",
        "<p hidden>",
        "<b style='font-size:0'>x<i style='font-size:9px'>",
        "<style>.a{display:none}</style>",
        "<style>.a{font-size:0}p{color:red}</style><p class=a>",
        "<style>.a{font-size:0}i{color:red}</style><b class=a><i>x",
        "<style>/*/*",
        "<style>.a{",
        "<table><tr><td>x",
        "<ul><li><a href=x>y",
    ],
)
def test_cost_grows_with_length_only(unit: str) -> None:
    def seconds(count: int) -> float:
        start = time.process_time()
        html_to_text(unit * count)
        clean_page(unit * count)
        return time.process_time() - start

    assert seconds(2000) < 8 * max(seconds(500), 0.01)
