"""Orders by text: exact on every page, however many texts begin alike."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.criteria import Sort
from cases.search.sorting import LENGTH, start
from tests.cases.search.asking import ask, titles

LETTERS = st.sampled_from("\x00 -/09:az{é北😀")


@pytest.mark.once
@given(st.text(LETTERS, max_size=LENGTH + 2), st.text(LETTERS, max_size=LENGTH + 2))
def test_numbers_are_in_the_order_of_the_texts(one, other):
    less, more = sorted((one, other))
    assert start(less) <= start(more) < 2**63


@pytest.mark.once
def test_texts_that_differ_in_their_first_letters_differ_in_their_numbers():
    texts = ["", " ", "a", "a b", "ab", "abc", "abcdefghi0", "abcdefghia", "b"]
    numbers = [start(text) for text in texts]
    assert numbers == sorted(set(numbers))


@pytest.mark.django_db
@pytest.mark.parametrize("sort", [Sort.TITLE, Sort.PLACE])
def test_pages_of_titles_that_begin_alike_are_in_order(publish, sort):
    expected = [
        "A tram",
        "Tram",
        *(f"Tramways of the city {number}" for number in range(5)),
        "Tramways of the city ü",
        "Zoo",
        "Übung",
        "Ямка",
    ]
    expected.sort(key=lambda title: title.lower().replace("ü", "u"))
    for title in random.Random(3).sample(expected, len(expected)):
        publish(title=title)
    pages = [titles(ask(sort=sort, page=page, size=3)) for page in range(1, 6)]
    assert [title for page in pages for title in page] == expected
    tramways = [title for title in expected if title.startswith("Tramways")]
    assert titles(ask("tramways", sort=sort, page=2, size=4)) == tramways[4:]
