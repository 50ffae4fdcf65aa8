"""Taking a proposed revision over, field by field."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import workflow
from cases.models import Practice, ProposedRevision
from cases.record import read_record, write_record


class Proposal:
    """A proposed revision beside the case as it stands, contact persons included."""

    def __init__(self, row: ProposedRevision):
        self.row = row
        self.practice = Practice.objects.for_page().get(pk=row.practice_id)
        self.stands = read_record(self.practice, with_persons=True)

    def changes(self) -> list[str]:
        """Return the keys of the record in which proposal and case differ."""
        proposed = self.row.record
        return [key for key in proposed if proposed[key] != self.stands.get(key)]

    def with_keys(self, *keys: str) -> dict:
        """Return the record as it would be with these keys taken over."""
        return {**self.stands, **{key: self.row.record[key] for key in keys}}


@transaction.atomic
def decide(row: ProposedRevision, keys: list[str], revision: int, by) -> None:
    """Take the proposed ``keys`` over into the case and close the proposal; no key: refuse it.

    Effects: a published case gets a new version. Raises ValidationError when the proposal is
    decided already or the case is no longer at ``revision``, the one that was shown.
    """
    row = ProposedRevision.objects.select_for_update().get(pk=row.pk)
    if row.decided_at:
        raise ValidationError(_("This proposal was decided meanwhile."))
    proposal = Proposal(row)
    if proposal.practice.revision != revision:
        raise ValidationError(_("The case was changed meanwhile; look at the fields again."))
    chosen = [key for key in proposal.changes() if key in keys]
    if chosen:
        practice, _problems = write_record(proposal.with_keys(*chosen), proposal.practice, by=by)
        if practice.state == Practice.State.PUBLISHED:
            reason = _("Taken over from %(source)s") % {"source": row.name}
            workflow.revise(practice, by=by, reason=reason)
    row.accepted, row.decided_at, row.decided_by = chosen, timezone.now(), by
    row.save()
