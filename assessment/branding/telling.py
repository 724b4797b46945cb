"""What a page says where a brand does not suit the report that should wear it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from assessment import i18n
from assessment.branding.refusals import Refusal, sentence
from assessment.errors import InvalidInputError


@contextmanager
def own_words_refused() -> Iterator[None]:
    """Tell that the brand's own words do not suit this report's numbers.

    Raises:
        InvalidInputError: With the reason in the reader's language.
    """
    try:
        yield
    except Refusal as error:
        raise InvalidInputError(sentence(error, i18n.language())) from error
