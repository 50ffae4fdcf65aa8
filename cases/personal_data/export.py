"""All that is held of a person, to be handed to them."""

from django.db.models import ForeignKey

from cases.personal_data.traces import OWN, traces_of
from partners.models import ContactPerson


def held_of(person: ContactPerson) -> dict:
    """Return everything held of ``person`` in a form that can be written as JSON."""
    return {
        "person": {
            "name": person.name,
            "organisation": person.organisation.name,
            "confirmed_on": _day(person.confirmed_on),
        },
        "contact_points": [
            {"kind": point.kind, "value": point.value} for point in person.contact_points.all()
        ],
        "named_in": named_in(person),
        "asked_on": [_day(person.request.sent_at)] if hasattr(person, "request") else [],
        "proposals": [
            {
                name: getattr(proposal, name)
                for name in ("wish", "name", "emails", "phones", "faxes", "remark")
            }
            | {"made_at": _day(proposal.made_at)}
            for proposal in person.proposals.all()
        ],
        "texts": [
            {
                "table": trace.table,
                "column": trace.column,
                "row": str(trace.pk),
                "text": trace.excerpt,
            }
            for trace in traces_of(person)
        ],
    }


def named_in(person: ContactPerson) -> list[dict]:
    """Return the rows of the database that refer to ``person``: in what table, as what, where."""
    rows = []
    for relation in person._meta.related_objects:
        if relation.related_model in OWN or not isinstance(relation.field, ForeignKey):
            continue
        named = relation.related_model._base_manager.filter(**{relation.field.name: person})
        rows += [
            {
                "table": str(relation.related_model._meta.verbose_name),
                "as": str(relation.field.verbose_name),
                "row": str(getattr(row, "practice", row)),
            }
            for row in named
        ]
    return rows


def _day(moment) -> str | None:
    return moment.isoformat() if moment else None
