"""The generated cases hold all that is searched, counted and shown, and are the same each time."""

import random

import pytest
from django.db import connection, transaction

from benchmarks.stage import cases
from benchmarks.stage.cases import FULL, SHORT, Generator
from benchmarks.stage.language import Language
from cases.facets import FACETS
from cases.models import Change, Practice
from cases.workflow import incomplete
from partners.models import Organisation
from tests.benchmarks.conftest import SIZE


@pytest.mark.usefixtures("generated")
def test_every_case_is_complete_and_its_text_as_long_as_said():
    assert Practice.objects.count() == SIZE
    assert not incomplete().exists()
    for case in Practice.objects.prefetch_related("sections"):
        words = len(case.summary.split()) + sum(section.words for section in case.sections.all())
        assert words == pytest.approx(FULL.words, rel=0.05)


@pytest.mark.usefixtures("generated")
def test_every_facet_has_values():
    keys = list(Practice.objects.values_list("pk", flat=True))
    assert [facet.name for facet in FACETS if not facet.values_of(keys)] == []


@pytest.mark.usefixtures("generated")
def test_every_case_is_in_the_change_log():
    logged = Change.objects.values_list("practice_id", flat=True)
    assert set(logged) >= set(Practice.objects.values_list("pk", flat=True))


@pytest.mark.usefixtures("generated")
def test_every_row_keeps_the_constraints_of_the_database():
    connection.check_constraints()


@pytest.mark.usefixtures("vocabularies")
def test_the_same_seed_gives_the_same_cases():
    def written() -> list:
        language = Language(random.Random(5), words=200, sentences=20)
        with transaction.atomic():
            Generator(SHORT, seed=5, language=language).write(5)
            rows = list(Practice.objects.order_by("pk").values_list("uid", "slug", "summary"))
            transaction.set_rollback(True)
        return rows

    first = written()
    assert len(first) == 5
    assert written() == first
    assert not Organisation.objects.exists()


@pytest.mark.usefixtures("vocabularies")
def test_progress_is_told_after_each_batch(language, monkeypatch):
    monkeypatch.setattr(cases, "BATCH", 2)
    told = []
    Generator(SHORT, language=language).write(5, told.append)
    assert told == [2, 4, 5]
