"""The main job from end to end, and the same numbers wherever they are shown."""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from assessment.i18n import NAMES
from questionnaires import loader
from scoring.answers import ROLES
from tests.browser.consultant import ACCEPTED, CONSENSUS, DAY, REASON, Consultant
from tests.browser.hands import Hands
from tests.browser.replies import replies
from tests.browser.respondent import Respondent
from tests.browser.stage import Stage
from tests.support.serving import ROOT

SEXTANT = Path(sys.executable).with_name("sextant")
PRINTED = 10
"""As many gaps the report has."""
NAME = "Lighthouse Bank 灯塔银行"


@pytest.fixture(
    params=[
        pytest.param("scene", marks=pytest.mark.xdist_group("browser-walk")),
        pytest.param("scene_postgresql", marks=pytest.mark.xdist_group("browser-more")),
    ]
)
def served(request) -> Stage:
    return request.getfixturevalue(request.param)


def test_the_whole_way_shows_the_same_numbers_everywhere(
    served, open_context, tmp_path
):
    consultant = Consultant(Hands(open_context().new_page()), served.url)
    consultant.sign_in()
    consultant.create_organisation(NAME)
    consultant.create_assessment("First assessment")
    people = [
        _person(consultant, role, language, shift, open_context)
        for shift, (role, language) in enumerate(zip(ROLES, NAMES, strict=True))
    ]
    _answer_with_a_break(people[0], open_context)
    people[1].open()
    people[1].answer(people[1].sections)
    people[1].submit()
    people[2].open()
    people[2].answer_one_by_one()
    people[2].submit()
    for person in people:
        _comes_back_too_late(person)
    consultant.decide()

    exported = consultant.export(tmp_path / "assessment.json")
    report = consultant.download_report(tmp_path / "report.pdf")
    consultant.open_result()
    page = consultant.page.locator("main").inner_text()

    _check_answers(json.loads(exported.read_text("utf-8")), people)
    result = score(exported)
    printed = pdf_text(report)
    for where, text in (("page", page), ("PDF", printed)):
        lost = [one for one in numbers(result) if squeezed(one) not in squeezed(text)]
        # The report prints the ten most pressing gaps, the page and the workbook all.
        lost += [row for row in rows(result, where) if not re.search(row, text)]
        assert not lost, f"not in the {where}: {lost}"
        # The number stands where it is said to be the score, not just anywhere.
        assert shown(result) in overall(text), where


def _person(consultant, role, language, shift, open_context) -> Respondent:
    link = consultant.make_link(f"Person {shift}", role, language)
    hands = Hands(open_context(language).new_page())
    return Respondent(hands, link, role, replies(role, shift))


def _answer_with_a_break(person: Respondent, open_context) -> None:
    """Close the browser half-way, come back through the link, find all, go on."""
    person.open()
    half = len(person.sections) // 2
    person.answer(person.sections[:half])
    person.page.context.close()
    person.hands = Hands(open_context().new_page())
    person.open()
    person.find_everything(person.sections[:half])
    person.answer(person.sections[half:])
    person.submit()


def _comes_back_too_late(person: Respondent) -> None:
    """After submitting, Back and the link show "already submitted", no form."""
    person.page.go_back()
    person.page.reload()
    expect(person.page.locator("form#submit, form#answers")).to_have_count(0)
    person.hands.goto(person.link)
    person.hands.press(person.page.locator("form#open button.primary"))
    expect(person.page.locator("ol.tasks, form#answers")).to_have_count(0)
    assert re.search("Already submitted|提交|送出", person.page.inner_text("main"))


def _check_answers(exported: dict[str, Any], people: list[Respondent]) -> None:
    """Everything that was typed is in the file, and nothing else."""
    got = {
        (one["role"], one["questionnaire"], one["question"]): one
        for one in exported["answers"]
    }
    wanted = {
        (person.role, *place): reply
        for person in people
        for place, reply in person.replies.items()
    }
    assert got.keys() == wanted.keys()
    for place, reply in wanted.items():
        one = got[place]
        value = one["value"]
        assert (value if isinstance(value, dict) else str(value)) == reply.value, place
        assert (one["reason"] or "") == reply.reason
        assert (one["comment"] or "") == reply.comment
        assert (one["evidence"] or "none") == (reply.evidence or "none")
        assert str(one["importance"] or "") == reply.importance
    (consensus,) = exported["consensus"]
    assert (consensus["questionnaire"], consensus["question"]) == CONSENSUS
    assert (consensus["value"], consensus["evidence"]) == (4, "verified")
    assert consensus["reason"] == REASON
    (gap,) = exported["accepted"]
    assert (gap["questionnaire"], gap["question"]) == ACCEPTED
    assert exported["targets"]["continuum"]["value"] == 3.5
    assert exported["date"] == DAY.isoformat()


def numbers(result: dict[str, Any]) -> list[str]:
    """Return what page and PDF must say of a result."""
    continuum = result["questionnaires"][1]
    position = continuum["position"]
    return [
        NAME,
        tenth(position["value"]),
        _label(position["label"]),
    ]


def rows(result: dict[str, Any], where: str) -> list[str]:
    """Return patterns of the tables' rows: each dimension's, each capability's gap."""
    printed = PRINTED if where == "PDF" else len(result["gaps"])
    titles = _titles()
    dimensions = result["questionnaires"][0]["dimensions"]
    assert len(dimensions) == 7
    assert len(result["gaps"]) > 20
    return [
        *(
            _row(titles[one["id"]], whole(one["score"]), str(one["level"]))
            for one in dimensions
        ),
        *(
            _row(
                str(gap["rank"]),
                titles[gap["id"]],
                titles[gap["id"].partition(".")[0]],
                whole(gap["score"]),
                whole(gap["target"]),
                "−" + whole(gap["gap"]),
            )
            for gap in result["gaps"][:printed]
        ),
    ]


def _row(*cells: str) -> str:
    """Return the pattern of cells beside each other, in lines that break anywhere."""
    texts = (r"\s*".join(map(re.escape, squeezed(cell))) for cell in cells)
    return r"(?<!\S)" + r"\s+".join(texts) + r"(?!\S)"


def overall(text: str) -> list[str]:
    """Return the numbers that a text says are of 100."""
    return re.findall(r"\b(\d+)\s+of\s+100\b", text)


def shown(result: dict[str, Any]) -> str:
    """Return the overall score as it is shown."""
    return whole(result["questionnaires"][0]["overall"]["score"])


def whole(number: float) -> str:
    return str(math.floor(number + 0.5))


def tenth(number: float) -> str:
    return f"{math.floor(number * 10 + 0.5) / 10:.1f}"


def score(path: Path) -> dict[str, Any]:
    done = subprocess.run(
        [SEXTANT, "score", str(path), "--json"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def pdf_text(path: Path) -> str:
    return subprocess.run(
        ["pdftotext", "-raw", str(path), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def squeezed(text: str) -> str:
    """Return a text without spaces: PDF breaks lines where it likes."""
    return "".join(text.split())


def _label(label: str) -> str:
    """Return a stage label in words: stage-1, between-1-and-2, approaching-2."""
    kind, *rest = label.split("-")
    if kind == "between":
        return f"between stages {rest[0]} and {rest[-1]}"
    return (
        f"approaching stage {rest[0]}" if kind == "approaching" else f"stage {rest[0]}"
    )


def _titles() -> dict[str, str]:
    questionnaire = loader.load("capability-model", "1.0")
    return {
        one.id: one.title["en"]
        for dimension in questionnaire.dimensions
        for one in (dimension, *dimension.capabilities)
    }
