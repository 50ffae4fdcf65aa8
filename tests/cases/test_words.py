import pytest

from cases.words import count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("One two  three\nfour", 4),
        ("1. First\n2) Second\n  10. Tenth", 3),
        ("It began in\n2001. Then it grew.", 7),
        ("It began in 2001. Then", 5),
        ("3 buses and 4. more", 5),
        ("217 km² of 12,600 km²", 5),
    ],
)
def test_numerals_that_open_a_list_item_are_no_words(text, words):
    assert count_words(text) == words
