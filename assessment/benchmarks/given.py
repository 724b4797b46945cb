"""The releases that a command was given beside an assessment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from assessment.benchmarks import checking, document
from assessment.benchmarks.among import Among, Issuer, Source
from assessment.benchmarks.document import MOST_BYTES, Document
from assessment.benchmarks.signing import Trust, fingerprint, trust
from assessment.files.errors import FileRefusedError
from assessment.files.sources import read_bytes


def read(paths: Sequence[str], keys: Sequence[str]) -> dict[str, Among]:
    """Return the peers by questionnaire id.

    Args:
        paths: Release files, one a questionnaire.
        keys: The assessment's questionnaires, ``ID@VERSION``.

    Raises:
        FileRefusedError: With every file's faults: it is no release, was changed after
            it was signed, is of another questionnaire, or a second of the same.
    """
    found: dict[str, Among] = {}
    faults: list[str] = []
    for path in paths:
        try:
            made = document.read(read_bytes(Path(path), MOST_BYTES), path)
        except FileRefusedError as error:
            faults += error.faults
            continue
        wrong = list(_faults(path, made, keys, found))
        faults += wrong
        if not wrong:
            found[made.questionnaire] = among(made)
    if faults:
        raise FileRefusedError(faults)
    return found


def among(made: Document, member: bool = False) -> Among:
    """Return the peers that a release from a file tells of.

    ``member`` says whether the organisation is inside it; its signature was checked.
    """
    signed = trust(made) is Trust.SIGNED
    source = Source(
        made.id, made.date, made.questionnaire, made.version,
        Issuer.SIGNED if signed else Issuer.UNSIGNED,
        fingerprint(made) if signed else None,
        synthetic=made.is_synthetic,
    )  # fmt: skip
    return Among(source, made.found, member)


def _faults(
    path: str, made: Document, keys: Sequence[str], found: dict[str, Among]
) -> Iterator[str]:
    if trust(made) is Trust.TAMPERED:
        yield (
            f"{path}:1: the release was changed after it was signed; signature of"
            f" {made.id} does not fit; take the file as it was issued"
        )
    yield from checking.refusals(made, path)
    if made.key not in keys:
        todo = f"give a release of {' or '.join(keys)}"
        yield f"{path}:1: another questionnaire; {made.key} given; {todo}"
    elif made.questionnaire in found:
        yield f"{path}:1: a second release; {made.key} given; give one of each"
