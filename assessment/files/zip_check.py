"""Checks an office file's archive before any of it is read, and while inflating.

An archive says how large its entries are; a hostile one lies. So the directory is
held against limits first, then every entry is inflated in small pieces and counted.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_INFLATED: Final = 50 * 1024 * 1024
MAX_RATIO: Final = 100
MAX_ENTRIES: Final = 200
_SMALL: Final = 64 * 1024
_DIRECTORY: Final = 256 * 1024
_END: Final = struct.Struct("<4s4H2LH")
_LOCAL: Final = 30
_ENCRYPTED: Final = 0x1
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NESTED: Final = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
_PARTS: Final = (
    (re.compile(r"vbaproject|macrosheets", re.IGNORECASE), "macros"),
    (re.compile(r"externallinks/", re.IGNORECASE), "links to other workbooks"),
    (re.compile(r"(^|/)connections\.xml$", re.IGNORECASE), "external connections"),
    (re.compile(r"embeddings/|activex/|oleobject", re.IGNORECASE), "embedded objects"),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is taken for: its ending, what one calls it, how many entries."""

    ending: str
    name: str
    entries: int

    @property
    def again(self) -> str:
        """Return what to do with a broken one."""
        return f"save the {self.name} again"

    @property
    def plain(self) -> str:
        """Return what to do with one that holds more than it may."""
        return f"save a plain {self.ending}"


WORKBOOK: Final = Kind(".xlsx", "workbook", MAX_ENTRIES)
# Each layout of a template is two entries, and templates have dozens of them.
PRESENTATION: Final = Kind(".pptx", "presentation", 1_000)
_ENCODING: Final = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([^"']+)["']""")
_UTF8: Final = (b"utf-8", b"utf8", b"us-ascii")
_CHUNK: Final = 64 * 1024


class ArchiveRefusedError(ValueError):
    """The archive is refused; the message says why, what was given, what to do."""


def check(data: bytes, kind: Kind = WORKBOOK) -> None:
    """Refuse an archive that is no plain file of its kind and of bearable size.

    Raises:
        ArchiveRefusedError: With the first reason found.
    """
    if len(data) > MAX_BYTES:
        _refuse("file is too large", f"{len(data)} bytes", "split the file")
    if data.startswith(_OLE):
        _refuse(
            "encrypted, or in the format before 2007",
            "an OLE file",
            f"save it as an unprotected {kind.ending}",
        )
    _directory(data, kind)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _entries(entries, kind)
            _overlaps(entries, len(data))
            _inflate(archive, entries, kind)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        if isinstance(error, ArchiveRefusedError):
            raise
        _refuse(f"not a complete {kind.ending} file", str(error), kind.again)
    except (NotImplementedError, RuntimeError) as error:
        _refuse("packed in an unusual way", str(error), kind.again)


def _refuse(wrong: str, given: str, todo: str) -> None:
    raise ArchiveRefusedError(f"{wrong}; {given} given; {todo}")


def _directory(data: bytes, kind: Kind) -> None:
    """Check the directory's own size first: reading a huge one costs memory."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - _END.size - 0xFFFF))
    if not data.startswith(b"PK\x03\x04") or at < 0 or at + _END.size > len(data):
        _refuse(f"not a complete {kind.ending} file", "no archive", kind.again)
    _, _, _, _, entries, size, _, _ = _END.unpack_from(data, at)
    if entries > kind.entries or size > _DIRECTORY:
        given = f"{entries} entries"
        _refuse("too many entries in the archive", given, f"keep to {kind.entries}")


def _entries(entries: list[zipfile.ZipInfo], kind: Kind) -> None:
    names = [entry.filename for entry in entries]
    if len(entries) > kind.entries:
        given = f"{len(entries)} entries"
        _refuse("too many entries in the archive", given, f"keep to {kind.entries}")
    if len(set(names)) < len(names):
        _refuse("entry comes twice in the archive", "a repeat", "save it again")
    for entry in entries:
        _entry(entry, kind)
    total = sum(entry.file_size for entry in entries)
    if total > MAX_INFLATED:
        _refuse("inflates to too much", f"{total} bytes", f"keep to {MAX_INFLATED}")


def _entry(entry: zipfile.ZipInfo, kind: Kind) -> None:
    if entry.flag_bits & _ENCRYPTED:
        _refuse("encrypted", entry.filename, "save it without a password")
    for pattern, what in _PARTS:
        if pattern.search(entry.filename):
            _refuse(f"{what} are refused", entry.filename, kind.plain)
    limit = MAX_RATIO * max(entry.compress_size, 1)
    if entry.file_size > max(limit, _SMALL):
        given = f"{entry.compress_size} bytes for {entry.file_size}"
        _refuse("inflates too far", given, f"keep to a ratio of {MAX_RATIO}")


def _overlaps(entries: list[zipfile.ZipInfo], size: int) -> None:
    """Refuse entries that share bytes: one small block could pass for many files."""
    spans = sorted(
        (entry.header_offset, entry.header_offset + _LOCAL + entry.compress_size)
        for entry in entries
    )
    if any(end > start for (_, end), (start, _) in pairwise(spans)):
        _refuse("entries overlap in the archive", "shared bytes", "save it again")
    if spans and spans[-1][1] > size:
        _refuse("entry lies outside the file", "a wrong size", "save it again")


def _inflate(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], kind: Kind
) -> None:
    left = MAX_INFLATED
    for entry in entries:
        with archive.open(entry) as stream:
            tail = b""
            start = True
            while chunk := stream.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    _refuse("inflates to too much", entry.filename, "split the file")
                _content(entry.filename, tail + chunk, start, kind)
                tail, start = chunk[-16:], False


def _content(name: str, chunk: bytes, start: bool, kind: Kind) -> None:
    """Refuse what no part of a plain file holds."""
    if start and chunk.startswith(_NESTED):
        _refuse("archive inside the archive", name, kind.plain)
    if start and chunk.startswith(_OLE):
        _refuse("embedded objects are refused", name, kind.plain)
    if not name.lower().endswith((".xml", ".rels", ".vml")):
        return
    declared = _ENCODING.match(chunk.removeprefix(b"\xef\xbb\xbf")) if start else None
    if b"\x00" in chunk or (declared and declared[1].lower() not in _UTF8):
        _refuse("XML that is not UTF-8", name, kind.again)
    if b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk:
        _refuse("XML with a DTD or entities is refused", name, kind.plain)
