"""What is published never changes: every definition's hash is written down here.

A change of a published text, anchor, weight or initiative changes the hash, and with it
what an old result was scored by. It goes out as a new version in a folder of its own.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from questionnaires import loader
from questionnaires.show import digest, to_json

FROZEN = yaml.safe_load(Path(__file__).with_name("frozen.yaml").read_text("utf-8"))


def test_every_published_definition_is_frozen():
    assert sorted(FROZEN) == sorted(loader.published())


@pytest.mark.parametrize(("key", "frozen"), FROZEN.items())
def test_a_published_definition_is_what_it_was(key, frozen):
    definition = loader.load(*key.split("@"))
    assert digest(to_json(definition)) == definition.hash == frozen
