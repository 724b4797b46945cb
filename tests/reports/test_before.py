"""Last time: what changed since the assessment before, and what of it is noise."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from dataclasses import replace

import pytest
from click.testing import CliRunner
from docx import Document
from pptx import Presentation

from assessment import files, handoffs
from assessment.cli import main
from assessment.engagements import services
from assessment.engagements.models import Assessment
from assessment.errors import NotFoundError
from assessment.handoffs import Material
from assessment.reports import build_report, words
from assessment.reports.document import html, render_pdf
from assessment.reports.services import _before as last_time
from assessment.reports.services import get_report
from questionnaires.model import LANGUAGES
from scoring.answers import Answer, AssessmentData, Unit
from scoring.engine import score
from scoring.result import to_json
from tests.handoffs import slides_reading as reading
from tests.reports import stories
from tests.reports.pdf_helpers import assert_no_weasyprint_warnings, reader
from tests.scoring.definitions import capability, model, question
from tests.support import seed

MODEL = model(
    {
        name: [capability(f"{name}.all", [question(f"{name}.all.now")])]
        for name in ("leadership", "strategy")
    },
    {"leadership": 1, "strategy": 1},
)
THEN = "2025-11-20"
# 32 people on two dimensions: 12 low in both, 12 high in both, 4 and 4 between.
SPREAD = [(20, 20)] * 12 + [(60, 60)] * 12 + [(20, 60)] * 4 + [(60, 20)] * 4


def told(rows, date="2026-11-21", version="1.0", **changes) -> AssessmentData:
    """What people say of the two dimensions, one row a person, 0-100 or ``None``."""
    answers = tuple(
        Answer("capability-model", f"{name}.all.now", value, f"p{number}", "manager")
        for number, row in enumerate(rows)
        for name, value in zip(("leadership", "strategy"), row, strict=True)
        if value is not None
    )
    data = AssessmentData((f"capability-model@{version}",), answers, date=date)
    return replace(data, **changes)


def result_of(rows, definition=MODEL, **more):
    return score(told(rows, **more), {definition.id: definition})


def profile_of(now, before, language="en"):
    report = build_report(now, {MODEL.id: MODEL}, language, before=before)
    return report.profiles[0]


def test_scores_of_last_time_stand_beside_those_of_now():
    before = result_of([(30, 50)], date=THEN)
    profile = profile_of(result_of([(40, 44)]), before)
    assert {row.id: row.before for row in profile.dimensions} == {
        "leadership": 30,
        "strategy": 50,
    }
    assert [(bar.label, bar.before) for bar in profile.bars.bars] == [
        ("leadership", 30),
        ("strategy", 50),
    ]
    assert profile.bars.table().header[-1] == "Last time"
    # (30 + 50) / 2 and (40 + 44) / 2.
    assert profile.notes[0].startswith("Since 20 November 2025: 40 → 42.")


def test_only_what_is_scored_both_times_is_compared():
    before = result_of([(30, None)], date=THEN)
    profile = profile_of(result_of([(40, 44)]), before)
    assert [row.before for row in profile.dimensions] == [30, None]
    profile = profile_of(result_of([(None, 44)]), before)
    assert [row.before for row in profile.dimensions] == [None, None]
    assert not profile.has_before
    assert "Last time" not in profile.bars.table().header


def test_another_questionnaire_is_not_compared():
    before = stories.scored()
    changed = replace(before.questionnaires[0], id="another")
    before = replace(before, date=THEN, questionnaires=(changed,))
    report = build_report(stories.scored(), stories.definitions(), "en", before=before)
    assert not report.profiles[0].has_before
    assert not any("Since" in note for note in report.profiles[0].notes)
    assert report.positions[0].since == ""


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        pytest.param((70, 68), "The change is more than noise", id="29 points up"),
        pytest.param((11, 11), "The change is more than noise", id="29 points down"),
        pytest.param((68, 68), "The change may be noise", id="28 points up"),
        pytest.param((12, 12), "The change may be noise", id="28 points down"),
    ],
)
def test_4_7_a_change_is_held_against_the_noise_of_last_times_answers(now, sentence):
    # Each dimension has the variance 32/31 × 400, the two have half of that in common:
    # alpha = 2 × (1 - 800 / 1200) = 2/3; the means' SD = √(32/31 × 300) = 17.60; so
    # 1.96 × √2 × 17.60 × √(1/3) = 28.16 points are noise.
    before = result_of(SPREAD, date=THEN)
    assert before.questionnaires[0].overall.score == pytest.approx(40)
    note = profile_of(result_of([now] * 5), before).notes[0]
    assert sentence in note
    assert "up to 28.2 points" in note


SCORE = {
    "en": "Since 20 November 2025: 40 → 69. The change is more than noise, which by "
    "last time’s answers reaches up to 28.2 points.",
    "zh-Hans": "自2025年11月20日以来：40 → 69。变化超出误差范围；"
    "按上次的作答，28.2分以内属于误差。",
    "zh-Hant": "自2025年11月20日以來：40 → 69。變化超出誤差範圍；"
    "依上次的作答，28.2分以內屬於誤差。",
}
UNTOLD = {
    "en": "Since 20 November 2025: 40 → 42. Whether the change is more than noise "
    "cannot be told here.",
    "zh-Hans": "自2025年11月20日以来：40 → 42。变化是否超出误差范围，这里无法判断。",
    "zh-Hant": "自2025年11月20日以來：40 → 42。變化是否超出誤差範圍，這裡無法判斷。",
}
WITHIN = {
    "en": "may be noise",
    "zh-Hans": "变化在误差范围之内",
    "zh-Hant": "變化在誤差範圍之內",
}
# Stage 4 and the mean of stage 5, 37.5, as a fraction; then stage 1 and 43.3.
POSITION = {
    "en": "Since 20 November 2025: position 4.4 → 1.4.",
    "zh-Hans": "自2025年11月20日以来：位置4.4 → 1.4。",
    "zh-Hant": "自2025年11月20日以來：位置4.4 → 1.4。",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_in_each_language(language):
    spread = result_of(SPREAD, date=THEN)
    note = profile_of(result_of([(69, 69)]), spread, language).notes[0]
    assert note == SCORE[language]
    note = profile_of(result_of([(50, 50)]), spread, language).notes[0]
    assert WITHIN[language] in note
    few = result_of([(30, 50)], date=THEN)
    note = profile_of(result_of([(40, 44)]), few, language).notes[0]
    assert note == UNTOLD[language]


LIMITS = {
    "version": {"version": "1.1"},
    "core questions alone": {"form": "core"},
    "the other assessed": {"mode": "assessed"},
}


@pytest.mark.parametrize("said", LIMITS)
def test_what_limits_the_comparison_is_said_and_then_nothing_of_noise(said):
    changes = dict(LIMITS[said])
    version = changes.pop("version", "1.0")
    definition = replace(MODEL, version=version, hash=f"sha256:{version}")
    changes = {"version": version, **changes}
    same = {"hash": "sha256:1.0"}
    before = result_of(SPREAD, definition, date=THEN, **changes)
    now = score(told([(70, 70)]), {MODEL.id: replace(MODEL, **same)})
    note = profile_of(now, before).notes[0]
    assert "cannot be told here. " in note
    assert said in note


def test_a_definition_that_was_changed_under_the_same_version_is_told():
    other = replace(MODEL, hash="sha256:changed")
    before = result_of(SPREAD, other, date=THEN)
    note = profile_of(result_of([(70, 70)]), before).notes[0]
    assert "cannot be told here. The questionnaire was changed in between" in note


def test_without_a_date_last_time_is_told_all_the_same():
    before = result_of([(30, 50)], date=None)
    note = profile_of(result_of([(40, 44)]), before).notes[0]
    assert note.startswith("Since last time: 40 → 42.")


def earlier(story=stories.BRITISH, **changes):
    data = replace(stories.assessment(story, **changes), date=THEN)
    return score(data, stories.definitions())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_position_of_last_time_is_told_without_a_judgement(language):
    definitions = stories.definitions()
    before = earlier()
    report = build_report(stories.scored(), definitions, language, before=before)
    assert report.positions[0].since == POSITION[language]
    page = re.sub(r"<[^>]+>", "", html(report))
    assert page.count(POSITION[language]) == 1


def test_a_position_from_no_answer_is_not_compared():
    definitions = stories.definitions()
    data = stories.assessment()
    criteria = {definitions["continuum"].by_source[code].id for code in stories.CODES}
    kept = tuple(one for one in data.answers if one.question not in criteria)
    before = score(replace(data, date=THEN, answers=kept), definitions)
    report = build_report(stories.scored(), definitions, "en", before=before)
    assert report.positions[0].since == ""


def of_units(story, date, *names):
    """An assessment whose units all answered the continuum alike."""
    data = stories.assessment(story, model=False)
    answers = tuple(replace(each, unit=name) for name in names for each in data.answers)
    data = replace(
        data, date=date, answers=answers, units=tuple(Unit(name) for name in names)
    )
    return score(data, stories.definitions())


def test_a_units_position_is_compared_with_the_same_units():
    now = of_units(stories.SOUTH_AFRICAN, "2026-11-21", "North", "South")
    before = of_units(stories.BRITISH, THEN, "North")
    report = build_report(now, stories.definitions(), "en", before=before)
    assert {page.unit: page.since for page in report.positions} == {
        "North": POSITION["en"],
        "South": "",
    }


def test_the_report_of_a_unit_is_compared_with_what_was_the_same_unit():
    before = to_json(of_units(stories.BRITISH, THEN, "North", "South"))
    # Stage 4 and the mean of stage 5, whichever unit it is.
    found = last_time(before, "North")
    assert found.of("continuum").continuum.position.value == pytest.approx(4.375)
    assert found.units == ()
    assert last_time(before, "West") is None
    assert last_time(None, "") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_slides_and_word_file_tell_of_last_time(language):
    definitions, now = stories.definitions(), stories.scored()
    report = build_report(now, definitions, language, before=earlier())
    material = Material(report, now, definitions)
    word_file = Document(io.BytesIO(handoffs.write("docx", material)))
    told = [paragraph.text for paragraph in word_file.paragraphs]
    assert POSITION[language] in told
    assert report.main.notes[0] in told
    heads = [[cell.text for cell in table.rows[0].cells] for table in word_file.tables]
    assert sum(report.words["last_time"] in head for head in heads) == 1
    slides = Presentation(io.BytesIO(handoffs.write("pptx", material))).slides
    shown = [reading.text(slide) for slide in slides]
    assert any(report.main.notes[0] in text for text in shown)
    notes = [slide.notes_slide.notes_text_frame.text for slide in slides]
    assert any(POSITION[language] in note for note in notes)


def test_without_an_earlier_assessment_nothing_changes():
    plain = stories.report()
    none = build_report(stories.scored(), stories.definitions(), "en", before=None)
    assert none == plain
    page = html(plain)
    assert page == html(none)
    shown = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    for word in ("Since", "Last time", "c-before", "with-before"):
        assert word not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_profile_with_last_time_is_one_page_and_the_summary_two(language):
    definitions = stories.definitions()
    # Two sentences of limits make it as long as it can be.
    before = replace(earlier(), mode="assessed", form="core")
    now = stories.scored(mode="self")
    report = build_report(now, definitions, language, before=before)
    limits = words.document()["before_limits"]
    for rule in limits[-2:]:
        assert rule["text"][language] in report.main.notes[0]
    assert report.main.has_before
    with assert_no_weasyprint_warnings():
        whole, brief = render_pdf(report), render_pdf(report, summary=True)
    assert len(reader(brief).pages) == 2
    content = reader(whole)
    begins = {
        name: content.get_destination_page_number(place)
        for name, place in content.named_destinations.items()
    }
    assert begins["dimensions"] - begins["profile"] == 1
    page = content.pages[begins["profile"]].extract_text()
    assert report.words["last_time"] in page


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    now, then = stories.assessment(), stories.assessment(stories.BRITISH)
    dates = {"now": (now, "2026-11-21"), "then": (then, THEN), "later": (then, "2027")}
    for name, (data, date) in dates.items():
        date = "2027-01-31" if date == "2027" else date
        write(tmp_path / f"{name}.json", replace(data, date=date))
    write(tmp_path / "undated.json", replace(then, date=None))
    module = AssessmentData(("success-factors@1.0",), (), date=THEN)
    write(tmp_path / "module.json", module)
    return tmp_path


def write(path, data):
    path.write_text(json.dumps(files.to_json(data), ensure_ascii=False), "utf-8")


def run(before, out="out.html"):
    command = ["report", "now.json", "-o", out, "--before", before]
    return CliRunner().invoke(main, command)


def test_the_command_compares_with_an_earlier_file(folder):
    answer = run("then.json")
    assert answer.exit_code == 0, answer.output
    page = (folder / "out.html").read_text("utf-8")
    assert POSITION["en"] in page
    assert '<th scope="col" class="number">Last time</th>' in page


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        (
            "later.json",
            "later.json: dated 2027-01-31, not before now.json, dated 2026-11-21",
        ),
        ("now.json", "now.json: dated 2026-11-21, not before now.json"),
        ("undated.json", "undated.json: to compare two assessments, each bears a date"),
        ("module.json", "module.json: no questionnaire in common with now.json"),
        ("none.json", "none.json"),
    ],
)
def test_the_command_refuses_what_is_no_earlier_assessment(folder, before, sentence):
    answer = run(before)
    assert answer.exit_code == 1
    assert sentence in answer.stderr
    assert "Traceback" not in answer.output
    assert not (folder / "out.html").exists()


@pytest.fixture
def stored(session, answered, consultant):
    """A stored assessment, and a maker of others of the same organisation."""

    def make(day, lock=True):
        user = session.merge(consultant.user)
        first = session.get_one(Assessment, answered.assessment.id)
        chosen = services.NewAssessment(
            "Last time", "assessed", dt.date.fromisoformat(day),
            tuple(first.questionnaires), first.form,
        )  # fmt: skip
        made = services.create_assessment(session, user, first.organisation, chosen)
        twin = replace(answered, assessment=made)
        stories.store(session, twin, stories.assessment(stories.BRITISH))
        if lock:
            services.lock(session, user, made, "Done.")
        return made

    return session, answered.assessment.public_id, make


def since_of(session, user, public_id):
    found = get_report(session, session.merge(user), public_id, "en")
    return found.report.positions[0].since


def test_the_page_compares_with_the_latest_locked_assessment_before(stored, consultant):
    session, public_id, make = stored
    user = consultant.user
    make("2025-11-20", lock=False)
    make("2026-11-21")
    make("2026-11-30")
    assert since_of(session, user, public_id) == ""
    make("2024-05-06")
    assert since_of(session, user, public_id).startswith("Since 6 May 2024: ")
    make("2025-05-06")
    assert since_of(session, user, public_id).startswith("Since 6 May 2025: ")
    page = consultant.get(f"/assessments/{public_id}/result").text
    assert "Since 6 May 2025: position" in page
    assert 'data-label="Last time"' in page


def test_an_assessment_of_another_organisation_is_never_last_time(
    stored, consultant, other_consultant
):
    session, public_id, make = stored
    other = make("2025-05-06")
    owner = session.merge(other_consultant.user)
    other.engagement = services._engagement(
        session, seed.organisation(session, owner, "Another Bank")
    )
    session.commit()
    assert since_of(session, consultant.user, public_id) == ""
    with pytest.raises(NotFoundError):
        since_of(session, other_consultant.user, public_id)
