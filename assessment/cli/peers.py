"""Peers for commands: releases that are given as files, and what they tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import click

from assessment.benchmarks.among import NOBODY, Among, AmongAll, weighed
from assessment.cli.output import tenths
from questionnaires.model import Questionnaire
from scoring.answers import AssessmentData
from scoring.result import Gap, Result

release_option = click.option(
    "--release",
    "releases",
    multiple=True,
    metavar="RELEASE.json",
    help="Peers, whose upper quartiles weigh in the gaps; one for each questionnaire.",
)

ignore_option = click.option(
    "--ignore-peers",
    "ignore",
    is_flag=True,
    help="Show peers, but let them weigh nothing in the gaps.",
)


def with_peers(
    data: AssessmentData,
    questionnaires: Mapping[str, Questionnaire],
    releases: Sequence[str],
    ignore: bool,
) -> tuple[AssessmentData, AmongAll]:
    """Return an assessment weighed by the peers of release files, and these peers.

    With ``ignore`` they are peers that weigh nothing.

    Raises:
        FileRefusedError: If a release is refused.
    """
    if not releases:
        return data, NOBODY
    # Imported here: the library of signatures is slow to load, and few need it.
    from assessment.benchmarks import given

    read = given.read(releases, data.questionnaires)
    among = {name: replace(peers, weighs=not ignore) for name, peers in read.items()}
    return weighed(data, among, questionnaires), among


def factors(gaps: Sequence[Gap]) -> list[tuple[str, ...]]:
    """Return how much more each gap counts by its peers, as columns of a table.

    There is no such column where peers make none of them count more.
    """
    from assessment.benchmarks import weight

    if not weight.weigh(gaps):
        return [()] * len(gaps)
    return [(f"peers ×{tenths(gap.peer_factor)}",) for gap in gaps]


def show_weight(
    result: Result, among: AmongAll, questionnaires: Mapping[str, Questionnaire]
) -> None:
    """Print for which gaps peers weigh nothing, and why."""
    from assessment.benchmarks import weight

    for line in weight.notes(result, among, questionnaires, "en"):
        click.echo(f"  {line}")


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
