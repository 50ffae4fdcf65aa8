"""How common a word is in the invented texts is known before they are written."""

import random

import pytest
import Stemmer

from benchmarks.stage.language import Language

TEXTS, WORDS = 400, 300


@pytest.fixture(scope="module")
def texts():
    language = Language(random.Random(7), words=3_000, sentences=20_000)
    written = [language.text(WORDS) for _ in range(TEXTS)]
    return language, [set(text.lower().replace(".", "").split()) for text in written]


@pytest.mark.parametrize("share", [0.05, 0.5])
def test_a_word_occurs_in_the_share_of_texts_it_was_chosen_for(texts, share):
    language, found = texts
    chosen = language.words_in(share, WORDS, 20)
    occurrences = sum(word in text for word in chosen for text in found)
    assert occurrences / (20 * TEXTS) == pytest.approx(share, rel=0.2)


def test_the_commonest_words_are_the_shortest(language):
    lengths = [len(word) for word in language.words]
    assert lengths == sorted(lengths)
    assert len(set(language.words)) == len(lengths)


def test_the_same_seed_gives_the_same_words_and_sentences():
    first, second = (Language(random.Random(3), words=50, sentences=5) for _ in range(2))
    assert (first.words, first.sentences) == (second.words, second.sentences)


@pytest.mark.parametrize("name", ["english", "french", "spanish", "porter"])
def test_no_stemmer_changes_a_word(language, name):
    stem = Stemmer.Stemmer(name).stemWord
    assert [stem(word) for word in language.words] == language.words
