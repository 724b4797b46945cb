"""F-44, F-45: which language a page is in, and what a missing word looks like."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from assessment.i18n import MISSING, Marked
from tests.support.pages import Page

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "assessment/translations"
CATALOGUES = sorted(FOLDER.glob("*/*/LC_MESSAGES/messages.po"))


def words(compiled) -> dict[object, str]:
    """Return a compiled catalogue's words, without its header."""
    catalogue = dict(Translations(compiled)._catalog)
    catalogue.pop("", None)
    return catalogue


def _name(path: Path) -> str:
    return f"{path.parts[-4]} {path.parts[-3]}"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param("zh-TW", "zh-Hant", id="Taiwan"),
        pytest.param("zh-HK,en;q=0.5", "zh-Hant", id="Hong Kong"),
        pytest.param("zh-MO", "zh-Hant", id="Macao"),
        pytest.param("zh-Hant-CN", "zh-Hant", id="the script wins"),
        pytest.param("zh", "zh-Hans", id="plain Chinese"),
        pytest.param("zh-CN", "zh-Hans", id="mainland"),
        pytest.param("zh-SG", "zh-Hans", id="Singapore"),
        pytest.param("zh-Hans-HK", "zh-Hans", id="simplified in Hong Kong"),
        pytest.param("en-ZA", "en", id="English"),
        pytest.param("tlh", "en", id="unknown language"),
        pytest.param("tlh,zh-TW;q=0.3", "zh-Hant", id="second choice"),
        pytest.param("*", "en", id="anything"),
        pytest.param("", "en", id="empty"),
        pytest.param("zh-" * 2700, "zh-Hans", id="8 kB"),
        pytest.param(";;;q=x,,", "en", id="nonsense"),
    ],
)
def test_f44_the_browsers_language_is_understood(client, header, expected):
    answer = client.get("/sign-in", headers={"Accept-Language": header})
    assert answer.status_code == 200
    assert Page(answer.text).language == expected


def test_a_link_switches_the_language_and_it_stays(client):
    assert client.page("/no-such-page?lang=zh-Hant", 404).language == "zh-Hant"
    assert client.page("/sign-in").language == "zh-Hant"


def test_switching_a_form_keeps_what_was_typed(consultant):
    page = consultant.page("/organisations/new")
    form = page.form("organisation")
    typed = {**form.fields, "name": "海港银行", "note": "<b>half a th", "drivers": "D2"}
    answer = consultant.post(
        "/organisations/new", data={**typed, "switch_language": "zh-Hant"}
    )
    switched = Page(answer.text)
    assert switched.language == "zh-Hant"
    fields = switched.form("organisation").fields
    assert fields["name"] == ["海港银行"]
    assert fields["note"] == ["<b>half a th"]
    assert fields["drivers"] == ["D2"]
    assert "error-summary" not in answer.text
    assert "海港银行" not in consultant.get("/organisations").text


def test_f45_a_missing_word_is_english_and_visibly_so():
    last = Marked()
    assert last.gettext("Save") == f"{MISSING}Save"
    assert last.ngettext("one", "many", 2) == f"{MISSING}many"


@pytest.mark.parametrize("path", CATALOGUES, ids=_name)
def test_f45_no_word_of_a_catalogue_lacks_its_translation(path):
    with path.open("rb") as source:
        catalogue = read_po(source)
    gaps = [message.id for message in catalogue if message.id and not message.string]
    assert not gaps


def test_f45_every_word_on_the_pages_is_in_the_catalogues(tmp_path):
    """List the words that the sources ask for and no catalogue has."""
    settings = tmp_path / "babel.cfg"
    settings.write_text("[python: **.py]\n[jinja2: **.html]\nsilent=false\n")
    found = tmp_path / "all.pot"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "babel.messages.frontend",
            "-q",
            "extract",
            "-F",
            settings,
            "-k",
            "_l",
            "-o",
            found,
            "assessment",
            "templates",
        ],
        cwd=ROOT,
        check=True,
    )
    with found.open("rb") as source:
        asked = {message.id for message in read_po(source) if message.id}
    assert asked
    for locale in ("zh_Hans", "zh_Hant"):
        known: set[object] = set()
        for path in FOLDER.glob(f"*/{locale}/LC_MESSAGES/messages.po"):
            with path.open("rb") as source:
                known |= {message.id for message in read_po(source)}
        assert not asked - known, f"untranslated in {locale}"


@pytest.mark.parametrize("path", CATALOGUES, ids=_name)
def test_compiled_catalogues_are_those_of_the_sources(path):
    with path.open("rb") as source:
        written = io.BytesIO()
        write_mo(written, read_po(source))
    written.seek(0)
    with path.with_suffix(".mo").open("rb") as compiled:
        assert words(compiled) == words(written)
