import pytest
from django.urls import reverse

from partners.models import Sponsor
from tests.html import faults_of, text_of

pytestmark = pytest.mark.django_db


def page(client):
    return client.get(reverse("sponsors")).content.decode()


def test_sponsors_stand_in_their_order_with_text_and_link(client):
    Sponsor.objects.create(name="Second", position=2, text="Two\n\nlines & <b>")
    Sponsor.objects.create(name="First", position=1, url="https://example.org/")
    html = page(client)
    assert faults_of(html) == []
    assert html.index("First") < html.index("Second")
    assert 'href="https://example.org/"' in html
    assert "<p>lines &amp; &lt;b&gt;</p>" in html


def test_a_hidden_sponsor_is_not_named(client):
    Sponsor.objects.create(name="Hidden", shown=False)
    assert "Hidden" not in page(client)


def test_no_sponsor_is_said(client):
    assert "No sponsor is named yet." in text_of(page(client))


def test_a_new_sponsor_is_seen_at_once(client):
    page(client)
    Sponsor.objects.create(name="Just now")
    assert "Just now" in page(client)
