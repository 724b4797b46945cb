"""The page of guides: one file for each role, kind and format."""

from __future__ import annotations

import re

import pytest


@pytest.fixture
def place(seeded):
    return f"/assessments/{seeded.assessment.public_id}/guides"


def test_every_file_on_the_page_can_be_opened(consultant, place):
    links = [link for link, _ in consultant.page(place).links if f"{place}/" in link]
    assert len(links) == 4 * 2 * 2
    for link in links:
        answer = consultant.get(link)
        assert answer.status_code == 200
        assert "attachment" in answer.headers["Content-Disposition"]


def test_the_file_is_in_the_language_of_the_page(consultant, place):
    answer = consultant.get(f"{place}/interview/manager.html?language=zh-Hant")
    assert "訪談大綱" in answer.text
    assert 'lang="zh-Hant"' in answer.text


@pytest.mark.parametrize(
    "name", ["interview/manager.pdf", "interview/nobody.html", "review/manager.html"]
)
def test_other_files_are_not_found(consultant, place, name):
    assert consultant.get(f"{place}/{name}").status_code == 404


def test_the_assessment_leads_to_its_guides(consultant, seeded, place):
    page = consultant.page(f"/assessments/{seeded.assessment.public_id}")
    assert any(re.fullmatch(re.escape(place), link) for link, _ in page.links)
