"""The glossary's page: for everybody, in the language of the page, without a query."""

from __future__ import annotations

import pytest

from questionnaires import glossary
from questionnaires.model import LANGUAGES


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_term_has_an_anchor_its_meaning_and_its_names(client, tag):
    page = client.page(f"/glossary?lang={tag}")
    assert page.language == tag
    for term in glossary.terms():
        assert page.ids[term.id] == 1
        assert term.meaning[tag] in page.text
        for name in term.term.values():
            assert name in page.text
    other = next(language for language in LANGUAGES if language != tag)
    assert glossary.terms()[0].meaning[other] not in page.text


def test_names_in_other_languages_say_which_they_are_in(client):
    html = client.get("/glossary?lang=zh-Hans").text
    assert '<span lang="zh-Hant">通路</span>' in html
    assert '<span lang="en">channel</span>' in html
    assert '<span lang="zh-Hans">渠道</span>' not in html


def test_the_page_asks_the_database_for_nothing(client, count_statements):
    with count_statements() as sent:
        assert client.get("/glossary").status_code == 200
    assert sent == []


@pytest.mark.parametrize("path", ["/sign-in", "/i", "/glossary"])
def test_pages_link_to_it_in_their_footer(client, path):
    assert "/glossary" in dict(client.page(path).links)


def test_an_error_page_links_to_it_too(client):
    assert "/glossary" in dict(client.page("/nothing-here", 404).links)
