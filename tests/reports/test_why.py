"""Every number of a report says how it came about, in its own figures and parts."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from html import unescape

import pytest

from assessment.demo import story
from assessment.reports import build_report, html, render_pdf
from assessment.reports.drawing.numbers import one_decimal, whole
from assessment.reports.stored import result_from_json
from assessment.reports.words import label
from questionnaires import loader
from questionnaires.model import LANGUAGES
from scoring.answers import AssessmentData, Consensus, Unit
from scoring.engine import score
from scoring.result import to_json
from tests.reports import stories
from tests.reports.pdf_helpers import text_of
from tests.reports.test_not_applicable import without_resources
from tests.scoring.test_own_models import DEFINITION, SAID, STARS, answers

MODEL = "capability-model"
DEMONSTRATION = tuple(told.name for told in story.stories())
PRINTED = (DEMONSTRATION[-1], "zh-Hant")
ALL_SIX = {name: loader.load(name) for name in story.FAMILIES}
HEADING = {
    "en": "How the numbers came about",
    "zh-Hans": "数值的由来",
    "zh-Hant": "數值的由來",
}


@cache
def demonstration(name):
    """Return a result of the demonstration: one is self-declared, one assessed."""
    told = next(told for told in story.stories() if told.name == name)
    return score(story.tell(told), ALL_SIX)


@cache
def report_of(name, language):
    return build_report(demonstration(name), ALL_SIX, language)


@cache
def pdf_text(name, language):
    """The appendix's text without breaks, and without the pages' edges."""
    text = text_of(render_pdf(report_of(name, language), ["arithmetic"]))
    pages = [page.strip().split("\n") for page in text.split("\f")]
    squeezed = squeeze("".join("".join(page[1:-1]) for page in pages))
    return squeezed.split(squeeze(HEADING[language]))[-1]


@cache
def html_text(name, language):
    page = chapter(report_of(name, language))
    return squeeze(unescape(re.sub(r"<[^>]+>", "", page)))


def chapter(report):
    """The chapter as HTML; it is printed where it is asked for."""
    page = html(report, ["arithmetic"])
    return page.split('id="arithmetic"')[1].split("</section>")[0]


def squeeze(text):
    return re.sub(r"\s+", "", text)


def figures(value):
    """A number as the method writes it: two decimals, half up, no needless zeros."""
    # Rounded first, so that the noise of floating point decides no half.
    exact = Decimal(repr(round(value, 9)))
    return f"{exact.quantize(Decimal('0.01'), ROUND_HALF_UP)}".rstrip("0").rstrip(".")


def mean(rows):
    """Write a weighted mean of (score, weight) down, as an auditor would."""
    if len(rows) == 1:
        return figures(rows[0][0])
    plain = {weight for _, weight in rows} == {1}
    parts = [
        figures(score) if plain else f"{figures(weight)} × {figures(score)}"
        for score, weight in rows
    ]
    total = sum(weight for _, weight in rows)
    value = sum(score * weight for score, weight in rows) / total
    return f"({' + '.join(parts)}) ÷ {figures(total)} = {figures(value)}"


def worth(formula):
    """Return what the left side of a formula comes to."""
    left = formula.rpartition(" = ")[0] or formula
    assert re.fullmatch(r"[\d.,()×÷+− minax]+", left)
    plain = left.replace("×", "*").replace("÷", "/").replace("−", "-")
    return eval(plain, {"__builtins__": {}}, {"min": min, "max": max})  # noqa: S307 - figures only


def expected(name, language):
    """Yield (title, shown, formula, parts) of each number, from the result's JSON."""
    found = to_json(demonstration(name))
    model = next(q for q in found["questionnaires"] if q["id"] == MODEL)
    definition = stories.definitions()[MODEL]
    asked = {q["id"]: q["score"] for q in model["questions"]}
    yield (
        "overall", model["overall"]["score"],
        mean([(d["score"], d["weight"]) for d in model["dimensions"]]),
    )  # fmt: skip
    for dimension in model["dimensions"]:
        own = definition.dimension_by_id[dimension["id"]]
        weights = {c.id: c.weight for c in own.capabilities}
        rows = [(c["score"], weights[c["id"]]) for c in dimension["capabilities"]]
        yield own.title[language], dimension["score"], mean(rows)
        for row, capability in zip(
            dimension["capabilities"], own.capabilities, strict=True
        ):
            questions = [(asked[q.id], q.weight) for q in capability.questions]
            yield capability.title[language], row["score"], mean(questions)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DEMONSTRATION)
def test_the_appendix_holds_every_number_with_its_formula(name, language):
    told = list(expected(name, language))
    assert len(told) > 30
    texts = [html_text(name, language)]
    # The document that is set is the same one; one PDF shows that nothing gets lost.
    if (name, language) == PRINTED:
        texts.append(pdf_text(name, language))
    for text in texts:
        for title, value, formula in told:
            if title == "overall":
                title = label("overall", language)
            shown = squeeze(f"{title}{whole(value)}")
            assert shown in text, title
            assert "=" not in formula or squeeze(formula) in text, formula


@pytest.mark.parametrize("name", DEMONSTRATION)
def test_what_a_formula_comes_to_is_the_number_of_the_result(name):
    model = next(
        q for q in to_json(demonstration(name))["questionnaires"] if q["id"] == MODEL
    )
    scores = {d["id"]: d["score"] for d in model["dimensions"]}
    scores |= {c["id"]: c["score"] for d in model["dimensions"]
               for c in d["capabilities"]}  # fmt: skip
    scores["overall"] = model["overall"]["score"]
    part = next(p for p in report_of(name, "en").why.parts if p.questionnaire == MODEL)
    every = [*part.numbers, *(inner for why in part.numbers for inner in why.inner)]
    assert {why.id for why in every} == set(scores)
    for why in every:
        # The figures have two decimals, so each is at most 0.005 away.
        assert worth(why.formula) == pytest.approx(scores[why.id], abs=0.0051)
        assert why.shown == whole(scores[why.id])
        added = sum(float(row.adds) for row in why.parts)
        assert added == pytest.approx(scores[why.id], abs=0.005 * len(why.parts))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mode", ["self", "assessed"])
def test_what_missing_evidence_costs_is_said_for_either_mode(language, mode):
    result = stories.scored(mode=mode)
    overall = result.of(MODEL).overall
    lost = figures(overall.claimed - overall.evidenced)
    assert float(lost) > 1
    why = build_report(result, stories.definitions(), language).why.of(MODEL, "overall")
    other = overall.evidenced if mode == "self" else overall.claimed
    assert why.shown == whole(overall.claimed if mode == "self" else overall.evidenced)
    for said in (why.notes, why.brief):
        [sentence] = [text for text in said if lost in text]
        assert figures(other) in sentence


def one(language="en", definition=None, result=None, **changes):
    """Return what explains a number of a questionnaire."""
    if definition is None:
        found = build_report(
            result or stories.scored(**changes), stories.definitions(), language
        )
        return lambda name: found.why.of(MODEL, name)
    found = build_report(result, {definition.id: definition}, language)
    return lambda name: found.why.of(definition.id, name)


@pytest.mark.parametrize(
    ("language", "why_none", "reason"),
    [
        ("en", "No capability in it has a score.", "too little answered"),
        ("zh-Hans", "其下各项能力均无得分。", "作答过少"),
        ("zh-Hant", "其下各項能力均無得分。", "作答過少"),
    ],
)
def test_what_is_not_scored_says_why(language, why_none, reason):
    found = one(language, skip=("outcomes",))
    outcomes, overall = found("outcomes"), found("overall")
    titles = stories.definitions()[MODEL].dimension_by_id["outcomes"]
    assert (outcomes.formula, outcomes.parts) == ("", ())
    assert outcomes.asks == label("why_none", language)
    assert why_none in outcomes.notes
    assert why_none in outcomes.brief
    for capability in titles.capabilities:
        assert reason in outcomes.left_out[0]
        assert capability.title[language] in outcomes.left_out[0]
    assert titles.title[language] in overall.left_out[0]
    assert reason in overall.left_out[0]
    page = chapter(stories.report(language, skip=("outcomes",)))
    assert outcomes.left_out[0] in re.sub(r"<[^>]+>", "", page)


def test_a_capability_without_a_score_names_its_coverage():
    short = one("en", skip=("outcomes",))("outcomes").inner[0]
    assert short.notes == (
        "Of what applies, 0% has been answered; two thirds are needed for a score.",
    )
    asked = loader.load(MODEL).dimension_by_id["outcomes"].capabilities[0].questions
    assert short.gone == (f"Left out, not answered: {len(asked)}.",)


def test_what_does_not_apply_is_left_out_as_not_applicable():
    found = one(result=without_resources("na"))
    assert found("overall").left_out == ("Left out, not applicable: Resources.",)
    assert found("resources").notes == ("It is not applicable here.",)
    unknown = one(result=without_resources("dk"))
    assert unknown("overall").left_out == ("Left out, too little answered: Resources.",)
    assert unknown("resources").inner[0].left_out[0].startswith("Left out, not known:")


def desk(said, market="b2b", **more):
    data = AssessmentData(
        ("service-desk@1.0",), answers(said), {"market": market}, **more
    )
    return one(definition=DEFINITION, result=score(data, {"service-desk": DEFINITION}))


def test_what_the_profile_hides_is_left_out_with_its_reason():
    found = desk(SAID, market="b2c")
    care = DEFINITION.dimension_by_id["care"].title["en"]
    assert found("overall").left_out == (f"Left out, does not apply here: {care}.",)
    assert found("care").notes == (
        "It does not apply here, and nobody was asked about it.",
    )


def test_what_does_not_apply_is_not_taken_apart_again():
    care = desk(SAID, market="b2c")("care")
    assert (care.gone, care.inner) == ((), ())
    assert care.left_out == ("Left out, does not apply here: Visits.",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_of_the_appendix_end_once(language):
    said = {name: value for name, value in SAID.items() if name != STARS}
    data = AssessmentData(("service-desk@1.0",), answers(said), {"market": "b2c"})
    result = score(data, {"service-desk": DEFINITION})
    page = chapter(build_report(result, {"service-desk": DEFINITION}, language))
    told = re.sub(r"<[^>]+>", "", page)
    assert not re.search(r"[.。][;；.。]|[:：] *[:：]|[;；] *\n", told), told


def test_own_roll_ups_say_their_rule():
    """By hand: night 37.5, hours 84.375, reach min(84.375, 80), desk a sum."""
    found = desk(SAID)
    inner = {why.id: why for why in found("desk").inner}
    assert found("desk").formula == "(3 × 80 + 1 × 60) ÷ 4 = 75"
    assert inner["desk.reach"].formula == "min(84.38, 80) = 80"
    assert inner["desk.reach.hours"].formula == "(1 × 37.5 + 3 × 100) ÷ 4 = 84.38"
    assert "The lowest of its parts counts." in inner["desk.reach"].brief
    assert any(note.startswith("The points earned") for note in found("desk").brief)
    empty = desk({name: value for name, value in SAID.items() if name != STARS})("desk")
    assert [(row.value, row.adds) for row in empty.parts] == [("80", "60"), ("–", "0")]


def test_a_question_names_roles_and_evidence_and_never_a_person():
    told = stories.assessment(mode="assessed")
    names = {"e1": "Zaphod Beeblebrox", "f1": "Tricia McMillan"}
    data = replace(
        told,
        answers=tuple(
            replace(each, respondent=names.get(each.respondent, each.respondent))
            for each in told.answers
        ),
    )
    result = score(data, stories.definitions())
    found = build_report(result, stories.definitions(), "en")
    # Questions 1 and 2: levels 0 + 1 and 0, then 4 - capped at 80 - and 3.
    first, second, _third = found.why.of(MODEL, "leadership").inner[0].parts
    assert first.details == (
        "executives 20, front-line staff 0",
        "evidence: none 2 (carries up to 40)",
    )
    assert second.details == (
        "executives 80, front-line staff 60",
        "evidence: documented 2 (carries up to 80)",
    )
    shown = html(found) + chapter(found) + repr(found.why)
    assert not any(name in shown for name in names.values())


def test_a_consensus_says_what_it_replaces():
    told = stories.assessment(mode="assessed")
    name = "leadership.vision.shared"
    agreed = Consensus(MODEL, name, 4, evidence="described", by="Ford", reason="seen")
    result = score(replace(told, consensus=(agreed,)), stories.definitions())
    part = one(result=result)("leadership").inner[0].parts[0]
    assert (part.value, part.details) == (
        "60",
        (
            "consensus set by the assessor; answers that it replaces: 2",
            "evidence: described 2 (carries up to 60)",
            "claimed 80, evidenced 60",
        ),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_position_shows_its_gates_and_the_band_its_steps(language):
    result = stories.scored()
    found = build_report(result, stories.definitions(), language).why
    position, band = (found.of("continuum", name) for name in ("position", "target"))
    assert position.formula == "1 + (60 + 30 + 40) ÷ 3 ÷ 100 = 1.43"
    assert (position.shown, len(position.parts)) == (one_decimal(43 / 30), 3)
    # Gate 1, what gate 2 needs of it, gate 2.
    assert len(position.brief) == 3
    assert "90" in position.brief[0]
    assert "67" in position.brief[1]
    assert "30" in position.brief[2]
    assert worth(band.formula) == pytest.approx(2.8125)
    assert band.shown in label("why_position", language, shown=band.shown)
    assert "2.31" in band.brief[-1]
    assert "3.31" in band.brief[-1]
    page = squeeze(re.sub(r"<[^>]+>", "", chapter(stories.report(language))))
    assert squeeze(position.formula) in page
    assert squeeze(band.formula) in page


def test_a_wish_a_limit_and_a_decision_are_steps_of_their_own():
    """The British bank: 3.5625 from its answers, half a stage wished, at most 4.5."""
    wished = stories.report(story=stories.BRITISH).why.of("continuum", "target")
    assert "3.56 + 0.5, so 4.06 is proposed." in wished.brief[1]
    most = (stories.COMMERCIAL[0], (4, 4, 4, 0, 4, 4), 5, 0)
    limited = stories.report(story=most).why.of("continuum", "target")
    assert limited.brief[1] == "No more than 4.5 may be proposed here, so 4.5 is."
    decided = stories.report(targets={"continuum": {"value": 3.0, "by": "Board"}})
    assert (
        "The steering team decided on 3." in decided.why.of("continuum", "target").brief
    )


def units():
    """Two units, the second three times as heavy, with the story's answers."""
    told = stories.assessment()
    rows = []
    for unit, lift in (("North", 0), ("South", 1)):
        for each in told.answers:
            value = each.value
            if each.questionnaire == MODEL and isinstance(value, int):
                value = min(5, value + lift)
            rows.append(
                replace(each, value=value, unit=unit, respondent=unit + each.respondent)
            )
    return replace(
        told, answers=tuple(rows), units=(Unit("North", 1), Unit("South", 3))
    )


def test_with_units_the_units_are_the_parts_and_each_is_explained():
    data = units()
    result = score(data, stories.definitions())
    found = build_report(result, stories.definitions(), "en").why
    north, south = (unit.questionnaires[0].overall.score for unit in result.units)
    overall = found.of(MODEL, "overall")
    assert overall.formula == mean([(north, 1), (south, 3)])
    assert [row.title for row in overall.parts] == ["North", "South"]
    for unit in result.units:
        own = unit.questionnaires[0]
        rows = [(d.score, d.weight) for d in own.dimensions]
        assert found.of(MODEL, "overall", unit.id).formula == mean(rows)
        position = found.of("continuum", "position", unit.id)
        assert position.formula == "1 + (60 + 30 + 40) ÷ 3 ÷ 100 = 1.43"
        band = found.of("continuum", "target", unit.id)
        # What the formula's figures stand for is said once, on paper.
        assert len(band.notes) == 2
        assert band.brief == band.notes[(0 if unit.id == "North" else 1) :]
    assert found.of("continuum", "position") is None
    page = chapter(build_report(result, stories.definitions(), "en"))
    assert f"{mean([(north, 1), (south, 3)])}." in page


def test_a_frozen_result_explains_itself_as_the_fresh_one():
    for result in (
        stories.scored(mode="assessed"),
        score(units(), stories.definitions()),
    ):
        stored = result_from_json(to_json(result))
        fresh, frozen = (
            build_report(each, stories.definitions(), "en").why
            for each in (result, stored)
        )
        assert fresh == frozen


def test_an_empty_assessment_explains_that_there_is_nothing():
    data = AssessmentData((f"{MODEL}@1.0", "continuum@1.0"), ())
    result = score(data, stories.definitions())
    found = build_report(result, stories.definitions(), "en").why
    assert found.of(MODEL, "overall").notes == ("No dimension has a score.",)
    assert found.of("continuum", "position") is None
