"""Browsers send ``Origin: null`` with the forms of pages that have no referrer."""

import pytest

FORM = {"mail": "nobody@example.org", "password": "wrong wrong wrong"}


@pytest.mark.parametrize("site", ["same-origin", None])
def test_a_form_of_our_own_page_passes_with_a_hidden_origin(client, site):
    page = client.page("/sign-in").form("sign-in")
    headers = {"Origin": "null"} | ({"Sec-Fetch-Site": site} if site else {})

    answer = client.post("/sign-in", data={**page.fields, **FORM}, headers=headers)

    assert answer.status_code != 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_form_of_another_site_is_refused_with_a_hidden_origin(client, site):
    page = client.page("/sign-in").form("sign-in")
    headers = {"Origin": "null", "Sec-Fetch-Site": site}

    answer = client.post("/sign-in", data={**page.fields, **FORM}, headers=headers)

    assert answer.status_code == 403
