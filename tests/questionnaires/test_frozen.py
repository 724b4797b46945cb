"""Published definitions never change: whoever was scored by one finds it again."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
import yaml

from questionnaires import loader
from questionnaires.show import to_json

FROZEN = yaml.safe_load(Path(__file__).with_name("frozen.yaml").read_text("utf-8"))


def test_every_published_definition_is_frozen_and_none_is_gone():
    assert sorted(FROZEN) == sorted(loader.published())


@pytest.mark.parametrize("key", loader.published())
def test_a_published_definition_is_what_it_was(key):
    """Where this fails, a text or number changed: publish it as a new version."""
    made = loader.load(*key.split("@"))
    plain = to_json(made)
    assert made.hash == FROZEN[key]
    assert plain.pop("hash") == FROZEN[key]
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert f"sha256:{sha256(text.encode()).hexdigest()}" == FROZEN[key]
