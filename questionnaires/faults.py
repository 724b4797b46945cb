"""What is wrong with a document, and where: faults are collected, not raised."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

_SHOWN: Final = 60


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault; ``line`` counts from 1, ``text`` says what, given what, do what.

    A ``warning`` is a matter of judgement: the definition can be loaded with it.
    """

    file: str
    line: int
    text: str
    warning: bool = False

    def __str__(self) -> str:
        kind = "warning: " if self.warning else ""
        return f"{self.file}:{self.line}: {kind}{self.text}"


@dataclass(slots=True)
class Faults:
    """The faults found so far; ``stopped`` says where reading was given up, if so.

    With ``warnings`` all that is noted here are warnings; ``doubts`` are the warnings
    that reading itself comes upon.
    """

    found: list[Fault] = field(default_factory=list)
    doubts: list[Fault] = field(default_factory=list)
    stopped: Fault | None = None
    warnings: bool = False

    def add(self, file: str, line: int, text: str) -> None:
        """Note one fault; the same fault at the same place is noted once."""
        fault = Fault(file, line, printable(text), self.warnings)
        if fault not in self.found[-20:]:
            self.found.append(fault)

    def doubt(self, file: str, line: int, text: str) -> None:
        """Note one warning about what was read."""
        self.doubts.append(Fault(file, line, printable(text), warning=True))

    def stop(self, file: str, line: int) -> None:
        """Note that reading ends here, for there are faults enough."""
        if self.stopped is None:
            listed = f"{len(self.found)} faults listed, there may be more"
            text = f"not read any further; {listed}; mend these and check again"
            self.stopped = Fault(file, line, text)

    def sorted(self) -> list[Fault]:
        """Return the faults by file and line; that reading stopped comes last."""
        return [*sorted(self.found), *([self.stopped] if self.stopped else [])]

    def __bool__(self) -> bool:
        return bool(self.found)


def shown(value: Any) -> str:
    """Return ``value`` as a fault's text shows it: on one line, cut when long."""
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def printable(text: str) -> str:
    """Return a text that any terminal can print: what it cannot, as an escape."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
