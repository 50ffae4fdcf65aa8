import random

import pytest

from benchmarks.stage import cases
from benchmarks.stage.cases import FULL, Generator
from benchmarks.stage.language import Language
from tests.cases.making import load_vocabularies

SIZE = 50


@pytest.fixture(scope="session")
def language():
    return Language(random.Random(7), words=3_000, sentences=500)


@pytest.fixture
def vocabularies(db, monkeypatch):
    load_vocabularies()
    monkeypatch.setattr(cases, "ORGANISATIONS", 20)


@pytest.fixture
def generated(vocabularies, language):
    """50 generated cases."""
    Generator(FULL, language=language).write(SIZE)
