"""A small world to try every door in: a case full of closed words, one person of each role."""

from django.contrib.auth.models import Group, User
from django.test import Client

from cases import nominations, search, workflow
from cases.groups import CURATORS
from partners.models import Sponsor, SponsorLogo
from subscribers import joining, ordering, searches
from subscribers.groups import SUBSCRIPTION_DESK
from subscribers.models import ApiToken, Invitation, Membership, Note, Plan, ReadingList
from subscribers.models.subscription import today
from tests.cases.making import load_vocabularies, make_practice
from tests.cases.nominating import begun, few
from tests.subscribers.people import person, subscribe, university

ROLES = (
    "visitor",
    "expired",
    "personal",
    "member",
    "institution_admin",
    "curator",
    "chief_curator",
    "superuser",
    "deactivated",
)
CANARIES = {
    "narrative": "zanaria",
    "finances": "zefinara",
    "claims": "zeclamara",
    "contact_details": "zeadrara",
    "contact_persons": "zeperson",
}
"""A word that stands nowhere else, for each closed part of a case."""


class World:
    """The case, the people and what Petra, the personal subscriber, keeps."""

    def __init__(self):
        load_vocabularies()
        self.practice = _practice()
        make_practice(title="A Draft Nobody Sees")
        self.people = _people()
        self.values = self._values()
        search.sync()

    def client(self, role: str) -> Client:
        """Return a browser in which a person of this role is logged in, or was."""
        client = Client()
        user = self.people.get(role)
        if user:
            User.objects.filter(pk=user.pk).update(is_active=True)
            client.force_login(user)
            User.objects.filter(pk=user.pk).update(is_active=role != "deactivated")
        return client

    def _values(self) -> dict[str, dict]:
        """Return, by the name of a door, what stands for its arguments; "" is for all others."""
        return {
            "": self._usual(),
            **self._of_the_desk(),
            **self._of_orders(),
            **self._of_the_institution(),
            **self._of_what_petra_keeps(),
            "options": {"name": "city"},
            "account_confirm_email": {"key": "none"},
            "account_reset_password_from_key": {"key": "none"},
            "logo": {"name": _logo().name},
            "cite_version": {"name": "bib"},
            "api:citation_file": {"name": "bib"},
            "api:organisation": {"key": self.practice.contact_organisation_id},
            "cite_passage": {"name": "bib"},
            "cite_search_file": {"name": "bib"},
            "catalogue": {"name": "ttl"},
        }

    def _usual(self) -> dict:
        return {
            "slug": self.practice.slug,
            "practice": self.practice.slug,
            "number": 1,
            "section": "process",
            "paragraph": 1,
            "object_id": self.practice.pk,
            "content_type_id": 1,
            "app_label": "cases",
            "url": "nowhere",
            "key": self.practice.pk,
            "kind": "category",
            "value": "housing",
            "token": "none",
            "digest": "none",
            "year": 2002,
            "id": self.people["member"].pk,
            "uidb36": "1",
            "pk": 1,
            "name": "csv",
        }

    def _of_the_desk(self) -> dict[str, dict]:
        contact = {"key": self.practice.contact_person_id}
        nomination = _nomination()
        nominated = {"token": nomination.token, "pk": nomination.cycle_id}
        return {
            "admin:partners_contactperson_held": contact,
            "admin:partners_contactperson_erase": contact,
            "admin:cases_practice_step": {"name": "publish"},
            "admin:cases_practice_preview": {"name": "page"},
            "begin_nomination": nominated,
            "nomination": nominated,
            "nomination_form": nominated,
        }

    def _of_orders(self) -> dict[str, dict]:
        petra = self.people["personal"]
        plan = Plan.objects.create(name="One reader", price=90)
        order = ordering.place(petra, plan, "", "1 Quay")
        paid = ordering.place(petra, plan, "", "1 Quay")
        ordering.confirm_payment(paid, by=None, paid_on=today())
        return {
            "placed_order": {"pk": order.pk},
            "cancel_order": {"pk": order.pk},
            "receipt": {"pk": paid.pk},
            "admin:subscribers_order_confirm": {"pk": order.pk},
            "admin:subscribers_order_decline": {"pk": order.pk},
        }

    def _of_the_institution(self) -> dict[str, dict]:
        ulla = self.people["institution_admin"]
        institution = ulla.memberships.get().institution
        member = institution.memberships.get(user=self.people["member"])
        at_institution = {"pk": institution.pk, "member": member.pk}
        return {
            "institution": at_institution,
            "institution_remove": at_institution,
            "institution_administrator": at_institution,
            "institution_join": {"secret": Invitation.make(institution, "x@example.org", ulla)},
        }

    def _of_what_petra_keeps(self) -> dict[str, dict]:
        petra = self.people["personal"]
        kept = searches.save(petra, 1, "Riders", "q=riders", "daily")
        listed = ReadingList.objects.create(user=petra, name="To visit", share_key="shared")
        row = listed.cases.create(practice=self.practice)
        note = Note.objects.create(user=petra, practice=self.practice, text="Ask them.")
        token = ApiToken.objects.create(user=petra, name="Script", digest="0" * 64, ending="0000")
        return {
            "saved_search": {"pk": kept.pk},
            "delete_search": {"pk": kept.pk},
            "record_search": {"pk": kept.pk},
            "search_record": {"key": searches.put_on_record(kept, 1).key},
            "unsubscribe": {"signed": searches.SIGNER.sign(kept.pk)},
            "reading_list": {"pk": listed.pk},
            "delete_list": {"pk": listed.pk},
            "share_list": {"pk": listed.pk},
            "change_listed": {"pk": listed.pk, "case": row.pk},
            "shared_list": {"key": "shared"},
            "note": {"pk": note.pk},
            "delete_note": {"pk": note.pk},
            "delete_token": {"pk": token.pk},
        }

    def address(self, door) -> str:
        """Return an address behind a door. A door with an argument that has no value here fails:
        give it one in ``_values``."""
        return door.address({**self.values[""], **self.values.get(door.name, {})})


def _people() -> dict[str, User]:
    institution, ulla = university(seats=9)
    people = {
        "expired": person("edda"),
        "personal": person("petra"),
        "member": person("mika"),
        "institution_admin": ulla,
        "curator": person("carla", is_staff=True),
        "chief_curator": person("chris", is_staff=True),
        "superuser": person("susi", is_staff=True, is_superuser=True),
        "deactivated": person("dora", is_staff=True, is_superuser=True),
    }
    subscribe(people["expired"], days_left=-1)
    subscribe(people["personal"])
    subscribe(people["deactivated"])
    joining.join(people["member"], institution, Membership.Way.INVITATION)
    curators = Group.objects.get(name=CURATORS)
    curators.user_set.add(people["curator"], people["chief_curator"])
    Group.objects.get(name=SUBSCRIPTION_DESK).user_set.add(people["chief_curator"])
    return people


def _contact(organisation: str) -> dict:
    word, who = CANARIES["contact_details"], CANARIES["contact_persons"]
    return {
        "organisation": organisation,
        "person": f"Aiko {who}",
        "address": f"1 {word} Road",
        "phones": [f"+81 {word}"],
        "faxes": [f"+82 {word}"],
        "emails": [f"{word}@example.org"],
        "url": f"https://example.org/{word}",
    }


def _nomination():
    """Return one that is unfinished; what it says is read by who has the link alone."""
    nomination = begun()
    nominations.keep(nomination, few(), shown=0)
    return nomination


def _logo() -> SponsorLogo:
    sponsor = Sponsor.objects.create(name="City Bank")
    return SponsorLogo.objects.create(sponsor=sponsor, content=b"RIFF", width=1, height=1)


def _practice():
    facts = ("quote", "value", "unit", "place", "period", "baseline", "measured_by", "source")
    text = f"An open sentence. Then {CANARIES['narrative']} came.\n\n{CANARIES['narrative']} again."
    practice = make_practice(
        complete=True,
        title="Riders and their Buses",
        narrative=[
            {"heading": name, "text": text}
            for name in ("Process", "Results achieved", "Lessons learned")
        ],
        contact=_contact("Transport Office"),
        nominating=_contact("City Hall"),
        partners=[{**_contact("Riders' Union"), "support": []}],
        financials=[
            {
                "year": 1996,
                "total": "7351.40",
                "unit": "million",
                "currency": "USD",
                "shares": [
                    {"label": f"Fund {CANARIES['finances']}", "partner": None, "percent": "46"}
                ],
            }
        ],
        claims=[
            {
                "section": "Process",
                "evidence": "third party",
                **dict.fromkeys(facts, CANARIES["claims"]),
            }
        ],
    )
    workflow.publish(practice)
    practice.summary = "Riders own the buses and the sheds."
    practice.save()
    workflow.revise(practice, reason="The sheds were bought")
    return practice
