"""Reports of many assessment files, without a database: all of them or none.

Every file is read before anything is written. Reports are made in processes of their
own, each of which loads the PDF engine once; what they write waits in a folder beside
the target until the last one is done, so memory does not grow with their number.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from assessment import files
from assessment.batches import bundle, formats
from assessment.batches.formats import definitions_of
from assessment.batches.making import tell
from assessment.benchmarks.among import NOBODY, AmongAll, weighed
from assessment.files.errors import FileRefusedError
from assessment.files.writing import make_folder, write_fault
from questionnaires import loader
from scoring.answers import AssessmentData
from scoring.engine import score
from scoring.result import Result
from scoring.worth import Figures

ZIP: Final = ".zip"
_READABLE: Final = 0o644


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of every file; ``keys`` are questionnaires that files leave out."""

    languages: tuple[str, ...]
    formats: tuple[str, ...]
    units: bool = False
    keys: tuple[str, ...] = ()
    releases: tuple[str, ...] = ()
    ignore_peers: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """One report in one language, in all formats; ``names`` are those of the files.

    ``unit`` is empty for the organisation as a whole.
    """

    number: int
    file: str
    unit: str
    language: str
    names: tuple[str, ...]

    def waiting(self, folder: Path) -> list[Path]:
        """Return where the files wait until all are there, in the order of names."""
        return [folder / f"{self.number}-{n}" for n in range(len(self.names))]


def plan(paths: Sequence[str], wish: Wish) -> list[Task]:
    """Read every file and return what is to be made.

    Raises:
        FileRefusedError: With the faults of all files.
    """
    faults: list[str] = []
    wanted: list[tuple[str, bundle.Title]] = []
    for path in paths:
        try:
            data, _among = _read(path, wish)
        except FileRefusedError as error:
            faults += [fault for fault in error.faults if fault not in faults]
        else:
            wanted += [(path, title) for title in _titles(data, wish)]
    if faults:
        raise FileRefusedError(faults)
    return _tasks(wanted, len(wish.formats))


def write(tasks: Sequence[Task], wish: Wish, out: Path, jobs: int) -> Iterator[Task]:
    """Make the reports and yield each task that is done; then put all files in place.

    ``out`` is a zip archive by its ending, else a folder, ``jobs`` how many processes
    work at one time.

    Raises:
        FileRefusedError: If a place cannot be written, or a file changed since it was
            planned; then nothing is left there.
    """
    is_zip = out.suffix.lower() == ZIP
    if not is_zip:
        make_folder(out)
    try:
        place = tempfile.TemporaryDirectory(
            dir=out.parent if is_zip else out, prefix=f".{out.name}."
        )
    except OSError as error:
        raise write_fault(out, error) from error
    with place as name:
        yield from _made(tasks, wish, (Path(name), out), jobs)
        try:
            (_to_zip if is_zip else _to_folder)(tasks, Path(name), out)
        except OSError as error:
            raise write_fault(out, error) from error


def _read(path: str, wish: Wish) -> tuple[AssessmentData, AmongAll]:
    data = files.read(path, wish.keys)
    if not wish.releases:
        return data, NOBODY
    # Imported here: the library of signatures is slow to load, and few need it.
    from assessment.benchmarks import given

    read = given.read(wish.releases, data.questionnaires)
    weighs = not wish.ignore_peers
    among = {name: replace(peers, weighs=weighs) for name, peers in read.items()}
    return weighed(data, among, definitions_of(data.questionnaires)), among


def _titles(data: AssessmentData, wish: Wish) -> Iterator[bundle.Title]:
    units = [unit.id for unit in data.units] if wish.units else []
    name, day = data.organisation.get("name") or "", data.date or ""
    for unit in ("", *units):
        for language in wish.languages:
            for form in wish.formats:
                yield bundle.Title(name, unit, day, language, form)


def _tasks(wanted: Sequence[tuple[str, bundle.Title]], each: int) -> list[Task]:
    named = bundle.names([title for _, title in wanted])
    found: list[Task] = []
    for at in range(0, len(wanted), each):
        path, title = wanted[at]
        given = tuple(named[at : at + each])
        found.append(Task(len(found), path, title.unit, title.language, given))
    return found


def _made(
    tasks: Sequence[Task], wish: Wish, places: tuple[Path, Path], jobs: int
) -> Iterator[Task]:
    # A file may have changed since this process last read it.
    _scored.cache_clear()
    make = partial(_make, wish=wish, places=places)
    if min(jobs, len(tasks)) <= 1:
        yield from _checked(tasks, map(make, tasks))
        return
    pool = ProcessPoolExecutor(
        min(jobs, len(tasks)),
        # Forking would copy locks and threads in whatever state they are.
        mp_context=get_context("spawn"),
        initializer=_begin,
        initargs=(wish.formats,),
    )
    try:
        yield from _checked(tasks, pool.map(make, tasks))
    except BrokenProcessPool as error:
        todo = "try again with --jobs 1"
        fault = f"{places[1]}: a process that made reports was ended; {todo}"
        raise FileRefusedError([fault]) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _checked(tasks: Sequence[Task], done: Iterator[tuple[str, ...]]) -> Iterator[Task]:
    """Yield the tasks as they are done.

    Raises:
        FileRefusedError: With the first one's faults. Errors of other processes come
            as plain lines.
    """
    for task, faults in zip(tasks, done, strict=True):
        if faults:
            raise FileRefusedError(faults)
        yield task


def _begin(forms: tuple[str, ...]) -> None:
    own = os.environ.get("SEXTANT_QUESTIONNAIRES", "").strip()
    if own:
        loader.add_folder(own)
    formats.warm_up(forms)


def _make(task: Task, wish: Wish, places: tuple[Path, Path]) -> tuple[str, ...]:
    """Write a task's files; return what is wrong where that is not possible."""
    folder, out = places
    try:
        result, among, figures = _scored(task.file, wish)
        told = tell(result, task.unit, task.language, among, figures)
        for path, form in zip(task.waiting(folder), wish.formats, strict=True):
            path.write_bytes(formats.content(told, form))
    except FileRefusedError as error:
        return tuple(error.faults)
    except OSError as error:
        return tuple(write_fault(out, error).faults)
    return ()


@lru_cache(maxsize=1)
def _scored(path: str, wish: Wish) -> tuple[Result, AmongAll, Figures | None]:
    """Return a file's result; the tasks of one file come one after another."""
    data, among = _read(path, wish)
    return score(data, definitions_of(data.questionnaires)), among, data.figures


def _to_zip(tasks: Sequence[Task], folder: Path, out: Path) -> None:
    made = folder / "all.zip"
    with made.open("wb") as target:
        bundle.write_zip(target, _named(tasks, folder))
    made.chmod(_READABLE)
    made.replace(out)


def _to_folder(tasks: Sequence[Task], folder: Path, out: Path) -> None:
    for name, path in _named(tasks, folder):
        path.chmod(_READABLE)
        path.replace(out / name)


def _named(tasks: Sequence[Task], folder: Path) -> list[tuple[str, Path]]:
    return [
        pair
        for task in tasks
        for pair in zip(task.names, task.waiting(folder), strict=True)
    ]
