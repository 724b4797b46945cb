"""Signatures of releases: Ed25519 over the document without its signature."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from assessment.benchmarks.document import Document
from assessment.files.errors import FileRefusedError
from assessment.files.sources import read_bytes

ALGORITHM: Final = "ed25519"
_MOST: Final = 64 * 1024


class Trust(Enum):
    """What a release's signature says of it."""

    UNSIGNED = "unsigned"
    SIGNED = "signed"
    TAMPERED = "tampered"


def signed(document: Document, key: str) -> Document:
    """Return a release with the signature of a private key.

    Args:
        document: The release.
        key: The path of the key, PEM without a password.

    Raises:
        FileRefusedError: If the file holds no such key.
    """
    private = _private(key)
    public = private.public_key().public_bytes_raw()
    bare = replace(document, signature=None)
    return replace(
        document,
        signature={
            "algorithm": ALGORITHM,
            "key": base64.b64encode(public).decode(),
            "value": base64.b64encode(private.sign(_signed_bytes(bare))).decode(),
        },
    )


def _private(path: str) -> Ed25519PrivateKey:
    data = read_bytes(Path(path), _MOST)
    try:
        found = serialization.load_pem_private_key(data, password=None)
    except (ValueError, TypeError) as error:
        fault = f"{path}:1: not a private key; {error}; give an Ed25519 key as PEM"
        raise FileRefusedError([fault]) from error
    if not isinstance(found, Ed25519PrivateKey):
        given = type(found).__name__
        fault = f"{path}:1: another kind of key; {given} given; give an Ed25519 key"
        raise FileRefusedError([fault])
    return found


def _signed_bytes(document: Document) -> bytes:
    """Return what is signed: the document's keys sorted, without spaces, as UTF-8."""
    plain = document.plain()
    del plain["signature"]
    return json.dumps(
        plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def trust(document: Document) -> Trust:
    """Tell whether a release is signed, and whether its content is what was signed."""
    given = document.signature
    if given is None:
        return Trust.UNSIGNED
    try:
        if given["algorithm"] != ALGORITHM:
            return Trust.TAMPERED
        public = Ed25519PublicKey.from_public_bytes(_decoded(given["key"]))
        public.verify(_decoded(given["value"]), _signed_bytes(document))
    except (InvalidSignature, KeyError, TypeError, ValueError, AttributeError):
        return Trust.TAMPERED
    return Trust.SIGNED


def refuse_tampered(document: Document, path: str) -> None:
    """Refuse a release whose content is not what was signed.

    Raises:
        FileRefusedError: If its signature does not fit; one without any is let pass.
    """
    if trust(document) is Trust.TAMPERED:
        raise FileRefusedError(
            [
                f"{path}:1: changed after it was signed; a signature that does not fit"
                " given; take the file as its issuer published it"
            ]
        )


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error


def fingerprint(document: Document) -> str | None:
    """Return the issuer's key in short, to compare with what the issuer says of it.

    ``None`` where a release is not signed.
    """
    if document.signature is None:
        return None
    digest = hashlib.sha256(_decoded(document.signature["key"])).hexdigest()[:32]
    return ":".join(digest[i : i + 4] for i in range(0, 32, 4))
