"""The rivals answer what they are asked; otherwise their times would mean nothing."""

import sqlite3
from collections import Counter

import pytest
from django.db import connection

from benchmarks.rivals import fts5, plain
from benchmarks.stage.cases import FULL
from cases.criteria import Criteria
from cases.models import Practice
from tests.benchmarks.conftest import SIZE


@pytest.fixture
def prepared(generated):
    plain.prepare()


@pytest.fixture
def word(language):
    [word] = language.words_in(0.3, FULL.words, 1)
    return word


def having(word: str) -> list[Practice]:
    rows = Practice.objects.published().prefetch_related("sections", "recognitions")
    return [
        case
        for case in rows
        if word in f"{case.title} {case.summary} {text_of(case)}".lower().replace(".", "").split()
    ]


def text_of(case: Practice) -> str:
    return " ".join(section.text for section in case.sections.all())


@pytest.mark.usefixtures("prepared")
def test_plain_django_finds_the_cases_with_the_word_and_shows_where(word):
    page = plain.page(Criteria(q=word))
    expected = having(word)
    assert 0 < page.total == len(expected) < SIZE
    assert {title for title, _ in page.hits} <= {case.title for case in expected}
    assert len(page.hits) == min(20, page.total)
    assert all(f">{word}<" in snippet.lower() for _, snippet in page.hits)


@pytest.mark.usefixtures("prepared")
def test_plain_django_counts_a_facet_without_its_own_selection(word):
    chosen = {"recognition": ("good",), "language": ("en",)}
    page = plain.page(Criteria(q=word, values=chosen))
    english = [case for case in having(word) if case.language == "en"]
    levels = Counter(
        level for case in english for level in {row.level for row in case.recognitions.all()}
    )
    assert page.facets["recognition"] == levels
    assert page.total == levels["good"]


@pytest.mark.usefixtures("prepared")
def test_plain_django_without_words_lists_the_newest():
    page = plain.page(Criteria(), size=3)
    newest = Practice.objects.published().order_by("-first_published", "-pk")[:3]
    assert [title for title, _ in page.hits] == [case.title for case in newest]
    assert page.total == Practice.objects.published().count()


def test_datasette_finds_and_counts_the_same_rows(request, word, tmp_path):
    pytest.importorskip("datasette", reason="Datasette is not installed: see requirements-bench")
    if connection.vendor != "sqlite":
        pytest.skip("Datasette reads SQLite files only.")
    from benchmarks.rivals.datasette_page import DatasettePage

    request.getfixturevalue("prepared")
    file = tmp_path / "rows.sqlite3"
    copy_of_rival_case(file)
    datasette = DatasettePage(file)
    level = having(word)[0].level_of_activity
    answer = datasette.page(word, {"level": level.name})
    datasette.close()
    expected = [case for case in having(word) if case.level_of_activity == level]
    assert answer["filtered_table_rows_count"] == len(expected) == len(answer["rows"])
    counted = answer["facet_results"]
    assert set(counted) == set(fts5.FACETS)
    assert counted["level"]["results"][0]["count"] == len(expected)


def copy_of_rival_case(file) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM rival_case")
        rows = cursor.fetchall()
    copied = sqlite3.connect(file)
    copied.execute(fts5.TABLE)
    copied.executemany(f"INSERT INTO rival_case VALUES ({', '.join('?' * len(rows[0]))})", rows)
    copied.execute(fts5.INDEX)
    copied.execute("INSERT INTO rival_case_fts (rival_case_fts) VALUES ('rebuild')")
    copied.commit()
    copied.close()
