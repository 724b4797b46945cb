"""Peers for commands: releases that are given as files, and what they tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from assessment.benchmarks.among import NOBODY, Among, AmongAll, weighed
from questionnaires.model import Questionnaire
from scoring.answers import AssessmentData
from scoring.result import Result

release_option = click.option(
    "--release",
    "releases",
    multiple=True,
    metavar="RELEASE.json",
    help="Peers, whose upper quartiles weigh in the gaps; one for each questionnaire.",
)


def with_peers(
    data: AssessmentData,
    questionnaires: Mapping[str, Questionnaire],
    releases: Sequence[str],
) -> tuple[AssessmentData, AmongAll]:
    """Return an assessment weighed by the peers of release files, and these peers.

    Raises:
        FileRefusedError: If a release is refused.
    """
    if not releases:
        return data, NOBODY
    # Imported here: the library of signatures is slow to load, and few need it.
    from assessment.benchmarks import given

    among = given.read(releases, data.questionnaires)
    return weighed(data, among, questionnaires), among


def show(
    result: Result, among: AmongAll, questionnaires: Mapping[str, Questionnaire]
) -> None:
    """Print where an organisation stands among its peers, for each release."""
    for name, peers in among.items():
        click.echo(f"\nAmong peers: {questionnaires[name].title['en']}")
        _show(result, peers)


def _show(result: Result, peers: Among) -> None:
    from assessment.benchmarks import sentences, words

    found = peers.standings(result)
    told = [sentences.caution(peers.source, "en"), sentences.source(peers.source, "en")]
    for line in filter(None, told):
        click.echo(f"  {line}")
    for same in sentences.by_peers(found):
        if same[0].cell is None:
            titles = words.listed([each.dimension for each in same], "en")
            click.echo(f"  {words.say('nobody_for', 'en', titles=titles)}")
            continue
        for line in (sentences.peers(same[0], "en"), *sentences.refused(same[0], "en")):
            click.echo(f"  {line}")
        for standing in same:
            for line in sentences.stands(standing, "en"):
                click.echo(f"    {standing.dimension}: {line}")
