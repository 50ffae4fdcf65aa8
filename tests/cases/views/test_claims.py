import pytest
from django.urls import reverse

from cases import workflow
from cases.access import Reader
from tests.cases.making import make_practice, make_record
from tests.cast import client_of
from tests.html import faults_of, text_of

pytestmark = pytest.mark.django_db


def get(reader, query=""):
    return client_of(reader).get(reverse("claims") + query)


def words(response) -> str:
    html = response.content.decode()
    assert response.status_code == 200 and faults_of(html) == []
    return text_of(html)


@pytest.fixture
def other(published):
    claims = [
        {"section": "Process", "quote": "Ask the riders.", "value": "12", "unit": "days"},
        {"section": "Process", "quote": "Nowhere to be found", "evidence": "self-reported"},
    ]
    practice = make_practice(**make_record(complete=True, title="Other", claims=claims))
    workflow.publish(practice)
    return practice


def test_a_case_counts_its_claims_and_marks_them_in_the_text(published):
    html = client_of(Reader.SUBSCRIBER).get(published.get_absolute_url()).content.decode()
    assert faults_of(html) == []
    assert "1 claim, 1 with outside evidence" in text_of(html)
    assert 'Waiting <mark class="claimed">fell by 40 %.</mark>' in html
    assert "Claim 1 40 %, third party" in text_of(html)
    assert "Claim 1 in the text" in text_of(html)


def test_a_claim_whose_passage_is_gone_says_so(other):
    text = text_of(client_of(Reader.SUBSCRIBER).get(other.get_absolute_url()).content.decode())
    assert "2 claims, 0 with outside evidence" in text
    assert "Claim 2 The passage does not stand in the text as it is now." in text


def test_a_visitor_sees_no_mark(published):
    html = client_of(Reader.VISITOR).get(published.get_absolute_url()).content.decode()
    assert "claimed" not in html and "claim-1" not in html


def test_the_claims_of_a_list(other):
    text = words(get(Reader.SUBSCRIBER))
    assert "3 claims in these cases." in text
    assert "40 % “" not in text and "fell by 40 %." in text and "12 days" in text
    only = words(get(Reader.SUBSCRIBER, "?evidence=third+party"))
    assert "1 claim in these cases." in only and "12 days" not in only


def test_claims_stand_in_the_order_of_the_list(other):
    by_title = words(get(Reader.SUBSCRIBER, "?sort=title"))
    assert by_title.index("fell by 40 %") < by_title.index("Ask the riders.")
    newest = words(get(Reader.SUBSCRIBER, "?sort=newest"))
    assert newest.index("Ask the riders.") < newest.index("fell by 40 %")


def test_a_visitor_reads_their_number(other):
    text = words(get(Reader.VISITOR))
    assert "3 claims in these cases." in text and "open to subscribers" in text
    assert "40 %" not in text
    assert "3 claims" in words(get(Reader.VISITOR, "?evidence=third+party"))


def test_no_such_page_or_query(published):
    assert get(Reader.SUBSCRIBER, "?page=2").status_code == 404
    assert get(Reader.SUBSCRIBER, "?page=x").status_code == 404
    assert get(Reader.SUBSCRIBER, "?year_from=x").status_code == 400


def test_the_list_of_cases_leads_to_its_claims(published, client):
    html = client.get(reverse("search") + "?q=riders").content.decode()
    assert f'href="{reverse("claims")}?q=riders"' in html
