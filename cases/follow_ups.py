"""Recording what became of a practice. When to ask is said by ``querysets.CHECKED_AFTER_YEARS``."""

from django.db import transaction
from django.utils.translation import gettext as _

from cases import workflow
from cases.models import FollowUp, Practice
from fields.partial_date import PartialDate


@transaction.atomic
def record_follow_up(
    practice: Practice, state: str, date: PartialDate, source: str = "", remark: str = "", by=None
) -> FollowUp:
    """Add what was heard of a published practice, or that nothing was, and publish it.

    Effects: the row is stored and the record is frozen as its next version; forms opened before are
    told. Raises ValidationError for input the model refuses and for
    a practice that is not published.
    """
    follow_up = FollowUp(practice=practice, state=state, date=date, source=source, remark=remark)
    follow_up.full_clean()
    follow_up.save()
    workflow.revise(practice, by, _("Follow-up: %(answer)s") % {"answer": follow_up})
    return follow_up
