"""S-03, S-04, S-06: a consultancy's own words do nothing but say something."""

from __future__ import annotations

import re
import time
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.branding import blocks
from assessment.branding.refusals import Refusal, sentence
from questionnaires.model import LANGUAGES

REL = 'rel="noopener noreferrer"'
VALUES = {
    "organisation": "<b>Karoo</b> & Co {{ 7*7 }}",
    "date": "21 November 2026",
    "score": 40,
    "level": 2,
    "position": 1.4,
    "target_low": None,
    "target_high": None,
    "coverage": 100,
    "language": "en",
}


def refused(text: str) -> str:
    with pytest.raises(Refusal) as refusal:
        blocks.check(text)
    for language in LANGUAGES:
        assert sentence(refusal.value, language)
    return refusal.value.code


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{{ config }}", id="configuration"),
        pytest.param("{{ request }}", id="request"),
        pytest.param("{{ self }}", id="self"),
        pytest.param("{{ ''.__class__ }}", id="class"),
        pytest.param("{{ organisation.upper() }}", id="method"),
        pytest.param("{{ organisation['upper'] }}", id="item"),
        pytest.param("{{ organisation|attr('upper') }}", id="attr"),
        pytest.param("{{ cycler }}{{ lipsum }}{{ namespace }}", id="globals"),
        pytest.param("{% for i in range(10**9) %}x{% endfor %}", id="range"),
        pytest.param("{{ 'a' * 10**9 }}", id="repetition"),
        pytest.param("{{ '%999999999d' % 1 }}", id="format"),
        pytest.param("{{ 9**9**9 }}", id="power"),
        pytest.param("{{ 1|round(-999999999) }}", id="rounding"),
        pytest.param("{{ score|round(999999999, 'ceil') }}", id="rounding up"),
        pytest.param("{{ 'x'|center(999999999) }}", id="centring"),
        pytest.param("{{ '<p>'|safe }}", id="safe"),
        pytest.param("{% set x = 1 %}{{ x }}", id="assignment"),
        pytest.param("{% macro a() %}{% endmacro %}x", id="macro"),
        pytest.param("{% include 'base.html' %}", id="include"),
        pytest.param("{% import 'base.html' as x %}", id="import"),
        pytest.param("{% extends 'base.html' %}", id="extends"),
        pytest.param("{% autoescape false %}x{% endautoescape %}", id="escaping"),
        pytest.param(
            "{% for a in [1] %}{% for b in [1] %}x{% endfor %}{% endfor %}", id="loops"
        ),
        pytest.param("{% for a in organisation %}x{% endfor %}", id="letters"),
        pytest.param(
            "{% for a in [" + "1," * 101 + "] %}x{% endfor %}", id="long list"
        ),
        pytest.param(
            "{% for a in [" + "1," * 100 + "] %}" + "x" * 4000 + "{% endfor %}",
            id="long output",
        ),
        pytest.param("{{ " + "(" * 2000 + "1" + ")" * 2000 + " }}", id="brackets"),
        pytest.param("{{ score" + "|abs" * 900 + " }}", id="chain"),
        pytest.param("{% if 1 %}" * 150 + "{% endif %}" * 150, id="nested"),
        pytest.param("{{ " + "9" * 4900 + " }}", id="digits"),
        pytest.param("{{ 1e999 }}", id="infinity"),
        pytest.param("{{ 1 / 0 }}", id="division"),
        pytest.param("{{ score > 50 }}", id="nothing compared"),
        pytest.param("{{ nobody }}", id="unknown name"),
        pytest.param("{{ score", id="open brace"),
        pytest.param("{% raw %}", id="open raw"),
        pytest.param("x" * 5001, id="too long"),
        pytest.param("<script>x</script><style>p{}</style>", id="nothing left"),
        pytest.param("<li>alone</li>", id="entry without a list"),
        pytest.param("<ul>words<li>x</li></ul>", id="words in a list"),
    ],
)
def test_s03_what_is_more_than_words_is_refused_at_once(text):
    began = time.process_time()
    assert refused(text)
    assert time.process_time() - began < 1


def test_the_longest_loop_that_is_left_takes_no_time():
    text = "{% for a in [" + "1," * 100 + "] %}" + "{{0 if 0}}" * 450 + "{% endfor %}x"
    began = time.process_time()
    assert blocks.written(text, VALUES) == "<p>x</p>"
    assert time.process_time() - began < 1


def test_s01_values_are_text_whatever_they_hold():
    made = blocks.written("About {{ organisation }}.", VALUES)
    assert made == "<p>About &lt;b&gt;Karoo&lt;/b&gt; &amp; Co {{ 7*7 }}.</p>"


def test_numbers_conditions_and_lists_can_be_written():
    text = (
        "{% if position is not none %}Stage {{ position }}{% endif %}, "
        "{{ score }} points, band {{ target_low }}"
        "{% for word in ['one', 'two'] %}, {{ word|upper }}{% endfor %}"
    )
    made = blocks.written(text, VALUES)
    assert made == "<p>Stage 1.4, 40 points, band –, ONE, TWO</p>"


def test_blank_lines_part_paragraphs_where_there_is_no_markup():
    assert blocks.written("One.\n \nTwo.", VALUES) == "<p>One.</p><p>Two.</p>"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        pytest.param(
            "<p onclick='x()' style='color:red' class='a'>a</p>", "<p>a</p>",
            id="attributes",
        ),
        pytest.param("a<script>alert(1)</script>b", "<p>ab</p>", id="script"),
        pytest.param("a<style>@import url(http://x)</style>", "<p>a</p>", id="import"),
        pytest.param("a<img src='file:///etc/passwd'>", "<p>a</p>", id="image"),
        pytest.param(
            "a<svg><image href='http://169.254.169.254/'/></svg>", "<p>a</p>", id="svg"
        ),
        pytest.param("a<link rel=attachment href='file:///x'>", "<p>a</p>", id="link"),
        pytest.param("<a href='javascript:alert(1)'>a</a>", "<p>a</p>", id="js"),
        pytest.param("<a href='data:text/html,x'>a</a>", "<p>a</p>", id="data"),
        pytest.param("<a href='file:///etc/passwd'>a</a>", "<p>a</p>", id="file"),
        pytest.param("<a href='/accounts'>a</a>", "<p>a</p>", id="relative"),
        pytest.param("<a href='//evil'>a</a>", "<p>a</p>", id="without scheme"),
        pytest.param("<!-- x -->a", "<p>a</p>", id="comment"),
        pytest.param("<table><tr><td>a</table>", "<p>a</p>", id="table"),
        pytest.param("a<br>b&nbsp;c", "<p>a<br />b&#160;c</p>", id="XML"),
        pytest.param(
            "<a href='https://x.org/?a=1&b=2' target=_blank>a</a>",
            f'<p><a href="https://x.org/?a=1&amp;b=2" {REL}>a</a></p>',
            id="web",
        ),
        pytest.param(
            "<a href='mailto:a@x.org'>a</a>",
            f'<p><a href="mailto:a@x.org" {REL}>a</a></p>',
            id="mail",
        ),
    ],
)  # fmt: skip
def test_s04_s06_only_words_lists_and_links_to_the_web_are_left(text, made):
    assert blocks.written(text, VALUES) == made


PIECES = st.sampled_from(
    [
        "<p>", "</p>", "<a href='", "https://x", "'>", "</a>", "<br>", "&", "&nbsp;",
        "<h3>", "</h3>", "\x00", "\ufffe", "<svg>", "<![CDATA[", "]]>", "<!--", "-->",
        '"', "<style>", "</style>", "&#0;", "&#xFFFE;", "<math>", "<noscript>", "客戶",
        "{{ score }}", "<em>", "</em>", "\n\n", "<ul>", "<li>",
    ]
)  # fmt: skip


@given(st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=12))
def test_whatever_is_written_becomes_well_formed_and_harmless(pieces):
    try:
        made = blocks.written("".join(pieces), VALUES)
    except Refusal:
        return
    root = ElementTree.fromstring(f"<div>{made}</div>")  # noqa: S314  # it is the test
    tags = {element.tag for element in root.iter()} - {"div"}
    assert tags <= blocks.TAGS
    for element in root.iter():
        assert set(element.attrib) <= {"href", "rel"}
        address = element.get("href", "https:")
        assert re.match("(https?|mailto):", address)


def test_every_reason_is_told_in_every_language():
    from assessment.branding import refusals

    told = refusals._WORDS.read_text("utf-8")
    codes = re.findall(r"^([a-z-]+):$", told, re.MULTILINE)
    sources = "".join(
        path.read_text("utf-8") for path in refusals._WORDS.parent.glob("*.py")
    )
    assert codes
    assert {code for code in codes if f'"{code}"' not in sources} == set()
    raised = set(re.findall(r'Refusal\(\s*"([a-z-]+)"', sources))
    assert raised <= set(codes)
