"""What stands beside the form: what is missing, cases of a like title, the preview."""

import re

import pytest

from cases import workflow
from cases.access import Reader
from tests.cases.making import make_practice
from tests.cast import client_of

pytestmark = pytest.mark.django_db(transaction=True)

ADD = "/admin/cases/practice/add/"


@pytest.fixture
def desk(vocabularies, settings, tmp_path):
    """A curator's browser, on a site with a search index of its own."""
    settings.DATA_DIR = tmp_path
    return client_of(Reader.CURATOR)


def main_part(page: str) -> str:
    """The article without what only a published case has: version, citation, notices."""
    article = page[page.index("<article") : page.index("</article>")]
    article = re.sub(r'(?s)<div class="notice strong">.*?</div>', "", article)
    article = re.sub(r"(?s)<section[^>]*(cite|source)[^>]*>.*?</section>", "", article)
    return re.sub(r"\s+", " ", article)


@pytest.mark.parametrize("written", [False, True])
def test_each_text_has_its_count_of_words(desk, written):
    address = f"/admin/cases/practice/{make_practice().pk}/change/" if written else ADD
    page = desk.get(address).content.decode()
    counts = re.findall(r'data-counts="id_([a-z]+)[^>]*><b>(\d+)</b> of (\d+) words', page)
    assert ("summary", "8" if written else "0", "250") in counts
    assert len(counts) == 10


@pytest.mark.parametrize("reader", [Reader.VISITOR, Reader.SUBSCRIBER])
def test_the_preview_is_what_is_read_after_publication(desk, reader):
    practice = make_practice(complete=True, illustrative=False)
    name = reader.name.lower()
    preview = desk.get(f"/admin/cases/practice/{practice.pk}/preview/{name}/").content.decode()
    assert "Preview:" in preview
    assert "Aiko Example" not in preview
    assert ("Nobody walks now" in preview) == (reader == Reader.SUBSCRIBER)
    workflow.publish(practice)
    page = client_of(reader).get(practice.get_absolute_url()).content.decode()
    words = re.sub(r"<[^>]+>", " ", main_part(preview)).split()
    assert set(words) <= set(re.sub(r"<[^>]+>", " ", main_part(page)).split())
    assert len(words) > 100


def test_the_preview_is_for_those_who_may_change_the_case(desk, client):
    practice = make_practice()
    address = f"/admin/cases/practice/{practice.pk}/preview/visitor/"
    assert client.get(address).status_code == 302
    assert client_of(Reader.SUBSCRIBER).get(address).status_code == 302
    assert desk.get(address.replace("visitor", "curator")).status_code == 404
    assert desk.get("/admin/cases/practice/999999/preview/visitor/").status_code == 404


def test_what_is_missing_is_listed_with_the_part_where_it_is_entered(desk):
    blank = desk.get(ADD).content.decode()
    assert re.findall(r'<li data-part="(\w+)">', blank) == [row[0] for row in workflow.REQUIRED]
    practice = make_practice(summary="")
    page = desk.get(f"/admin/cases/practice/{practice.pk}/change/").content.decode()
    assert re.findall(r'<li data-part="(\w+)">', page) == ["summary"]
    for part in ("locations", "classifications"):
        assert f'id="{part}-group"' in page
    assert "field-summary" in page


def test_cases_of_a_like_title_are_named_published_or_not(desk):
    published = make_practice(title="Buses Run by Their Riders")
    workflow.publish(published)
    draft = make_practice(title="Riders Run the Night Buses")
    make_practice(title="A Garden on the Roof")

    def alike(title, but=""):
        answer = desk.get("/admin/cases/practice/alike/", {"q": title, "but": but}).json()
        return [row["text"] for row in answer["rows"]]

    assert set(alike("Buses run by riders")) == {published.title, draft.title}
    assert alike("Buses run by riders", but=published.pk) == [draft.title]
    assert alike("Roof") == []
    assert alike("A town hall of glass") == []
    assert alike("\x00'%_ " * 50) == []


def test_nobody_else_is_told_of_drafts(desk, client):
    assert client.get("/admin/cases/practice/alike/?q=a").status_code == 302
    assert client_of(Reader.SUBSCRIBER).get("/admin/cases/practice/alike/?q=a").status_code == 302
