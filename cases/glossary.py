"""The glossary: what the words of the vocabularies are in the language that is spoken now."""

import operator
from collections.abc import Callable

from django.utils.translation import get_language

from cases.models import DataVersion, TranslatedName
from fields.term import VOCABULARY_LANGUAGE

_kept: dict[str, tuple[int, dict[str, str]]] = {}


def words() -> dict[str, str]:
    """Return the translations by the words of the vocabularies; none in the language of those.

    They are asked of the database once for each version of the data.
    """
    language = get_language() or VOCABULARY_LANGUAGE
    if language == VOCABULARY_LANGUAGE:
        return {}
    version = DataVersion.recent()
    kept = _kept.get(language)
    if kept is None or kept[0] != version:
        rows = TranslatedName.objects.filter(language=language)
        kept = _kept[language] = (version, dict(rows.values_list("name", "translation")))
    return kept[1]


def meant_by(text: str, holds: Callable[[str, str], bool] = operator.eq) -> list[str]:
    """Return the words of the vocabularies whose translation is ``text``, or ``holds`` of it."""
    typed = text.casefold()
    return [name for name, said in words().items() if holds(said.casefold(), typed)]


def forget() -> None:
    """Drop what was kept; for another database, whose versions are numbered anew."""
    _kept.clear()
