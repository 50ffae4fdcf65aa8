"""The glossary: the names of countries, and what the words of the vocabularies are in the language
that is spoken now. Each is asked of the database once for each version of the data."""

import operator
from collections.abc import Callable, Iterable

from django.db.models import QuerySet
from django.utils.translation import get_language

from cases.models import Country, DataVersion, TranslatedName
from fields.term import VOCABULARY_LANGUAGE

_kept: dict[str, tuple[int, dict[str, str]]] = {}


def words() -> dict[str, str]:
    """Return the translations by the words of the vocabularies; none in the language of those."""
    language = get_language() or VOCABULARY_LANGUAGE
    if language == VOCABULARY_LANGUAGE:
        return {}
    spoken = TranslatedName.objects.filter
    return _by_version(
        language, lambda: spoken(language=language).values_list("name", "translation")
    )


def country(code: str) -> str:
    """Return the name of a country in the language of the vocabularies; its code if it has none."""
    names = _by_version("countries", lambda: Country.objects.values_list("code", "name"))
    return names.get(code, code)


def _by_version(key: str, pairs: Callable[[], QuerySet]) -> dict[str, str]:
    version = DataVersion.recent()
    kept = _kept.get(key)
    if kept is None or kept[0] != version:
        kept = _kept[key] = (version, dict(pairs()))
    return kept[1]


def in_other_languages(names: Iterable[str]) -> dict[str, list[str]]:
    """Return what words of the vocabularies are in each language that they are known in."""
    rows = TranslatedName.objects.filter(name__in=names).order_by("name", "language")
    found: dict[str, list[str]] = {}
    for name, translation in rows.values_list("name", "translation"):
        found.setdefault(name, []).append(translation)
    return found


def meant_by(text: str, holds: Callable[[str, str], bool] = operator.eq) -> list[str]:
    """Return the words of the vocabularies whose translation is ``text``, or ``holds`` of it."""
    typed = text.casefold()
    return [name for name, said in words().items() if holds(said.casefold(), typed)]


def forget() -> None:
    """Drop what was kept; for another database, whose versions are numbered anew."""
    _kept.clear()
