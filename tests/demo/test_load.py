"""The demonstration in a database scores as its story does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from assessment import db
from assessment.demo import load
from assessment.demo.story import FAMILIES, stories, tell
from assessment.engagements.data import assessment_data
from assessment.engagements.models import Assessment
from questionnaires import loader
from scoring.engine import score

DEFINITIONS = {name: loader.load(name, "1.0") for name in FAMILIES}


@pytest.mark.parametrize("story", stories(), ids=lambda story: story.name)
def test_a_loaded_story_gives_the_storys_result(app, story):
    """Evidence grades without a value and accepted gaps included."""
    with app.app_context():
        session = db.session()
        load.give_account(session)
        assert load.load(session, story)
        assert not load.load(session, story)
        data = assessment_data(session, session.scalars(select(Assessment)).one())
    stored, told = score(data, DEFINITIONS), score(tell(story), DEFINITIONS)
    # In the database people have keys, and what was left open has rows: other input.
    other = {"answers": (), "consensus": (), "organisation": {}, "digest": {}}
    assert replace(stored, **other) == replace(told, **other)
    assert len(stored.answers) == len(told.answers)
    assert len(stored.consensus) == len(told.consensus)
