"""Why a report, or a batch of them, could not be made, in words."""

from __future__ import annotations

from typing import Final

from flask_babel import lazy_gettext as _l

from assessment.batches.jobs import ENDED, ERROR, GONE, SPACE, TIME

WORDS: Final = {
    TIME: _l("A report took longer than the time limit and was stopped."),
    ENDED: _l("The process that made a report was ended, perhaps for want of memory."),
    SPACE: _l("The files could not be written: the disk is full or closed to writing."),
    GONE: _l("An assessment or unit is no longer there, or no longer open to you."),
    ERROR: _l("A report could not be made. The log of the server says why."),
}
