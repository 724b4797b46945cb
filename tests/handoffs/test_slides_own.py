"""A consultancy's own words on slides: where, whole, as lists, leading nowhere."""

from __future__ import annotations

import pytest

from assessment.branding.brand import PLACES, Brand
from assessment.branding.refusals import Refusal
from assessment.handoffs.slides import pptx
from assessment.reports.drawing.numbers import whole
from assessment.reports.words import label
from tests.handoffs import own_words, samples
from tests.handoffs import slides_reading as reading


def decked(brand: Brand, language: str = "en"):
    return reading.opened(pptx(samples.bank(language).report, brand=brand))


def titles(deck) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def paragraphs(slide) -> list[str]:
    """Of all texts but the title and the foot, in their order."""
    return [
        each.text
        for shape in slide.shapes
        if shape.has_text_frame and not shape.is_placeholder
        for each in shape.text_frame.paragraphs
        if each.text
    ]


def at(deck, text: str) -> int:
    (found,) = [n for n, s in enumerate(deck.slides) if text in paragraphs(s)]
    return found


def test_they_stand_before_and_after_what_the_page_has_them_at():
    report = samples.bank("en").report
    deck = decked(own_words.brand())
    plain = titles(reading.opened(pptx(report)))
    named = titles(deck)
    place = {name: at(deck, f"Here: {name}.") for name in PLACES}
    assert len(named) == len(plain) + len(PLACES)
    assert [n for n, t in enumerate(named) if t == "Lantern & Co"] == sorted(
        place.values()
    )
    assert place["after-cover"] == 1
    assert named[place["before-position"] + 1] == report.positions[0].chart.title
    assert named[place["before-roadmap"] - 1] == report.gaps.title
    assert named[place["method"] - 1] == reading.headed(label("not_certificate", "en"))
    assert place["closing"] == len(named) - 1


def test_they_keep_their_lists_and_language_and_say_that_they_are_english():
    deck = decked(own_words.brand(closing={"en": own_words.WORDS}), "zh-Hant")
    report, slide = samples.bank("zh-Hant").report, deck.slides[-1]
    score = whole(report.summary.headline.score)
    note = label("english_only", "zh-Hant")
    assert slide.shapes.title.text_frame.text == f"On {report.head.organisation}"
    assert paragraphs(slide) == [note, f"A & B: {score}", "One", "Deeper", "Two"]
    (box,) = [
        s for s in slide.shapes if s.has_text_frame and "Deeper" in s.text_frame.text
    ]
    drawing = reading.DRAWING
    bullets = [
        (one.tag.removeprefix(drawing), one.get("startAt") or one.get("char"))
        for one in box._element.iter(f"{drawing}buAutoNum", f"{drawing}buChar")
    ]
    assert bullets == [("buAutoNum", "1"), ("buChar", "•"), ("buAutoNum", "2")]
    spoken = {run.get("lang") for run in box._element.iter(f"{drawing}rPr")}
    assert spoken == {"en-GB"}
    assert note in reading.notes(slide)


def test_long_words_go_on_over_slides_and_nothing_is_cut():
    many = " ".join(f"word{n}" for n in range(500))
    text = f"<h3>Long</h3><p>{many}</p><ul><li>{many[:600]}</li></ul><p>The end</p>"
    deck = decked(Brand(blocks={"closing": {"en": text}}))
    shown = [
        s for s in deck.slides if s.shapes.title.text_frame.text.startswith("Long")
    ]
    assert len(shown) > 1
    assert shown[1].shapes.title.text_frame.text == "Long (continued)"
    said = " ".join(" ".join(paragraphs(slide)) for slide in shown)
    assert said.split() == [*many.split(), *many[:600].split(), "The", "end"]
    for slide in shown:
        for shape in slide.shapes:
            assert shape.top + shape.height <= deck.slide_height


def test_s04_s06_they_are_words_and_lead_nowhere():
    brand = own_words.brand(closing={"en": own_words.HOSTILE})
    data = pptx(reading.brief(), brand=brand)
    slide = reading.opened(data).slides[-1]
    assert paragraphs(slide) == ["Said here, there (https://a.example/x)"]
    assert not reading.external(data)


def test_words_that_do_not_suit_the_numbers_are_told_of():
    with pytest.raises(Refusal):
        decked(Brand(blocks={"method": {"en": "{{ 1 / (score - score) }}"}}))
