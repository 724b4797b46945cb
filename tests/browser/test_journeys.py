"""The same journey without JavaScript, by keyboard alone, and on a narrow phone.

Data entry is short here (the whole of it is in the walk and in the answering tests);
every step is there.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assessment.i18n import NAMES
from scoring.answers import ROLES
from tests.browser.consultant import Consultant
from tests.browser.hands import Hands, Keys
from tests.browser.replies import replies
from tests.browser.respondent import Respondent
from tests.browser.test_walk import overall, pdf_text, score, shown, squeezed, tenth

WAYS = {
    "no-javascript": (Hands, {"java_script_enabled": False}),
    "keyboard": (Keys, {}),
    "narrow": (Hands, {"width": 320}),
}
SHORT = {
    "executive": ("perceived", "stage-1", "leadership", "outcomes"),
    "manager": ("perceived", "stage-1"),
    "frontline": ("perceived",),
}
"""The sections each role answers: two dimensions in full give an overall score."""


@pytest.fixture(
    params=[
        pytest.param(way, marks=pytest.mark.xdist_group(f"browser-{group}"))
        for way, group in zip(WAYS, ("more", "walk", "answering"), strict=True)
    ]
)
def way(request):
    return request.param


def test_f65_f67_the_journey_works(way, scene, open_context, tmp_path):
    hands, options = WAYS[way]
    used = []

    def fresh(language: str = "en"):
        used.append(hands(open_context(language, **options).new_page()))
        return used[-1]

    name = f"{way} Bank".title()
    consultant = Consultant(fresh(), scene.url)
    consultant.sign_in()
    consultant.create_organisation(name)
    consultant.create_assessment("Short assessment")
    for shift, (role, language) in enumerate(zip(ROLES, NAMES, strict=True)):
        link = consultant.make_link(f"Person {shift}", role, language)
        person = Respondent(fresh(language), link, role, replies(role, shift))
        _answer_some(person, options.get("java_script_enabled", True))
        consultant.hands.goto(consultant.assessment)
    consultant.decide()
    exported = consultant.export(tmp_path / "assessment.json")
    report = consultant.download_report(tmp_path / "report.pdf")
    consultant.open_result()

    page = consultant.page.locator("main").inner_text()
    _check(name, exported, [page, pdf_text(report)])
    seen = [fault for one in used for fault in getattr(one, "faults", ())]
    assert not seen, "\n".join(dict.fromkeys(seen))


def _answer_some(person: Respondent, saves: bool) -> None:
    """Answer some sections, look at them again, submit."""
    places = SHORT[person.role]
    among = [one for one in person.sections if one.dimension.id in places]
    assert len(among) == len(places)
    person.open()
    person.answer(among, saves)
    person.find_everything(among)
    person.submit()


def _check(name: str, exported: Path, texts: list[str]) -> None:
    result = score(exported)
    capability, continuum = result["questionnaires"]
    assert capability["overall"]["status"] == "provisional"
    scored = {one["id"] for one in capability["dimensions"] if one["score"] is not None}
    assert scored == {"leadership", "outcomes"}
    for text in texts:
        assert squeezed(name) in squeezed(text)
        assert tenth(continuum["position"]["value"]) in text
        assert shown(result) in overall(text)
    assert len(json.loads(exported.read_text("utf-8"))["answers"]) > 5
