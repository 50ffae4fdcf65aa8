import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission, User
from django.core.exceptions import ImproperlyConfigured

from cases.access import Part, Reader, check_policy, may_read, open_parts, reader_of, teaser

CLOSED_TO_VISITORS = set(Part.values)
OPEN_TO_SUBSCRIBERS = CLOSED_TO_VISITORS - {"contact_persons"}


@pytest.fixture(autouse=True)
def default_policy(settings):
    settings.OPEN_ACCESS = False
    settings.ACCESS_POLICY = {}


def test_the_default_policy():
    assert open_parts(Reader.VISITOR) == set()
    assert open_parts(Reader.SUBSCRIBER) == OPEN_TO_SUBSCRIBERS
    assert open_parts(Reader.CURATOR) == CLOSED_TO_VISITORS


def test_open_access_opens_texts_money_and_exports_but_no_contacts(settings):
    settings.OPEN_ACCESS = True
    assert open_parts(Reader.VISITOR) == {"narrative", "finances", "claims", "export"}


def test_a_part_can_be_opened_or_closed_by_itself(settings):
    settings.OPEN_ACCESS = True
    settings.ACCESS_POLICY = {"export": "curator", "contact_details": "visitor"}
    assert not may_read(Reader.SUBSCRIBER, Part.EXPORT)
    assert may_read(Reader.VISITOR, Part.CONTACT_DETAILS)


def test_no_setting_opens_contact_persons(settings):
    settings.OPEN_ACCESS = True
    settings.ACCESS_POLICY = {"contact_persons": "visitor"}
    assert not may_read(Reader.SUBSCRIBER, Part.CONTACT_PERSONS)


@pytest.mark.parametrize("policy", [{"narative": "visitor"}, {"narrative": "everyone"}])
def test_a_policy_that_names_nothing_known_stops_the_start(policy):
    with pytest.raises(ImproperlyConfigured, match="ACCESS_POLICY names"):
        check_policy(policy)


@pytest.mark.django_db
def test_rights_decide_who_reads_as_what():
    def user(name, *groups, **kwargs):
        made = User.objects.create_user(name, **kwargs)
        made.groups.set(Group.objects.filter(name__in=groups))
        return made

    readers = Group.objects.create(name="Readers")
    readers.permissions.add(Permission.objects.get(codename="read_closed_parts"))

    assert reader_of(AnonymousUser()) == Reader.VISITOR
    assert reader_of(user("just-an-account")) == Reader.VISITOR
    assert reader_of(user("reader", "Readers")) == Reader.SUBSCRIBER
    assert reader_of(user("curator", "Curators", is_staff=True)) == Reader.CURATOR
    assert reader_of(user("no-longer-staff", "Curators")) == Reader.SUBSCRIBER
    assert reader_of(user("gone", "Readers", is_active=False)) == Reader.VISITOR


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("One. Two.", "One."),
        ("First line\ngoes on. Two", "First line"),
        ("\n\n  Late start! Then", "Late start!"),
        ("أولاً جملة؟ ثم", "أولاً جملة؟"),
        ("word " * 100, "word " * 40 + "…"),
    ],
)
def test_the_teaser_is_the_first_sentence(text, shown):
    assert teaser(text) == shown
