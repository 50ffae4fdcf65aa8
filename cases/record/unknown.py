"""Terms of a record that no vocabulary has: problems that wait for a curator."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cases.models import Practice, UnknownTerm, UnknownTermUse
from partners.models import Organisation


@dataclass(frozen=True)
class Unknown:
    """A text in place of a term; see UnknownTerm and UnknownTermUse for what the columns mean."""

    vocabulary: str
    text: str
    parent: str = ""
    organisation: str = ""
    words: str = ""


class UnknownTermProblem(str):
    """The problem that ``unknown`` is in no vocabulary, as ``where: what``."""

    unknown: Unknown

    def __new__(cls, place: str, unknown: Unknown):
        named = ": ".join(filter(None, (unknown.parent, unknown.text)))
        why = _("“%(term)s” is not in the vocabulary") % {"term": named}
        problem = super().__new__(cls, f"{place}: {why}")
        problem.unknown = unknown
        return problem


def keep_unknown(practice: Practice, problems: Iterable[str]) -> None:
    """Let the unknown terms among ``problems`` wait for a curator, with the case that has them.

    A text that was decided before is not asked again. One that is no term at all, for its length or
    a control character, stays a problem.
    """
    for problem in problems:
        if isinstance(problem, UnknownTermProblem):
            _keep(practice, problem.unknown)


def _keep(practice: Practice, unknown: Unknown) -> None:
    texts = (unknown.text, unknown.parent)
    if not all(map(UnknownTerm.can_be, texts)):
        return
    row = UnknownTerm.met(unknown.vocabulary, *texts)
    if row.decision:
        return
    there = None
    if unknown.organisation:
        there = (
            Organisation.objects.filter(name__iexact=unknown.organisation).order_by("pk").first()
        )
    if there or not unknown.organisation:
        UnknownTermUse.objects.get_or_create(
            practice=practice, term=row, organisation=there, words=unknown.words[:200]
        )
