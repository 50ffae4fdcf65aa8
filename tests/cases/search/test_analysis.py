import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.search.analysis import analyser, compounds, words

CHUNKS = st.text(st.sampled_from("abcdlqsuLS.,;:!?()[]\"'-_1\u0663\u00e9\u2019"), max_size=12)


def same(*texts, language="en"):
    return len({analyser(language).text(text) for text in texts}) == 1


@pytest.mark.parametrize(
    "one, other",
    [
        ("organisation", "organizations"),
        ("neighbourhood", "Neighborhoods"),
        ("urbanisation", "urbanization"),
        ("programme", "programs"),
        ("kilometre", "kilometers"),
        ("travelled", "traveling"),
        ("analysed", "analyze"),
        ("archaeology", "archeology"),
        ("women", "woman"),
        ("women's", "women"),
        ("U.N.", "UN"),
        ("1,000,000", "1000000"),
        ("Łódź", "Lodz"),
        ("São", "sao"),
        ("Straße", "strasse"),
    ],
)
def test_two_spellings_of_a_word_are_one_term(one, other):
    assert same(one, other)


@pytest.mark.parametrize("word", ["exercise", "hour", "rise", "promise", "advertised", "called"])
def test_words_that_only_look_british_stay_apart_from_others(word):
    from cases.search.spelling_variants import one_spelling

    assert one_spelling(word) == word


@pytest.mark.parametrize(
    "language, one, other",
    [
        ("fr", "l'environnement", "environnements"),
        ("fr", "d’eau", "eau"),
        ("es", "viviendas", "vivienda"),
        ("pt", "cidades", "cidade"),
        ("ar", "الإدارة", "إدارة"),
        ("ar", "مَدِينَة", "مدينة"),
        ("ar", "١٩٩٧", "1997"),
    ],
)
def test_other_languages_have_their_own_stems(language, one, other):
    assert same(one, other, language=language)


def test_stop_words_follow_the_language():
    assert analyser("en").text("the water of a city") == analyser("en").text("water city")
    assert analyser("fr").text("l'eau de la ville") == analyser("fr").text("eau ville")


def test_hyphenated_words_are_read_in_parts_and_as_one():
    assert words("Co-operation") == ["co", "operation"]
    assert compounds("Co-operation, slum-upgrading") == ["cooperation", "slumupgrading"]


def test_a_language_without_a_stemmer_is_read_as_english():
    assert analyser("ru") is analyser("en")


@given(chunk=CHUNKS)
def test_a_chunk_has_the_same_words_alone_and_in_a_text(chunk):
    assert words(f"{chunk} \n") == words(chunk) == words(f"two {chunk}")[1:]
