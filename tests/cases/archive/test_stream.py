"""Any JSON is read piece by piece, whatever its line ends, and what is no JSON is refused."""

import io
import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.archive import stream
from cases.archive.stream import Collection, JSONError

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def read(data: bytes):
    collection = Collection(io.BytesIO(data))
    return list(collection.items()), collection.head


@given(st.lists(VALUES), st.dictionaries(st.text(), VALUES), st.sampled_from([None, 0, 3]))
def test_what_json_wrote_is_read(items, head, indent):
    head = {name: value for name, value in head.items() if name not in stream.LISTS}
    head.pop("format", None)
    data = json.dumps({**head, "practices": items}, indent=indent)
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        if not any(0xD800 <= ord(c) < 0xE000 for c in data):
            assert read(data.encode(encoding)) == ([("practices", item) for item in items], head)


def test_small_pieces_give_the_same(monkeypatch):
    data = json.dumps({"n": 12, "practices": [1, 23, "x" * 50, {"é": [4]}]}).encode()
    for size in (1, 2, 3, 7):
        monkeypatch.setattr(stream, "CHUNK", size)
        items, head = read(data)
        assert (items, head) == (
            [("practices", item) for item in (1, 23, "x" * 50, {"é": [4]})],
            {"n": 12},
        )


def test_a_single_record_and_a_list_of_records_are_taken():
    record = {"format": "practice/1", "title": "x"}
    assert read(json.dumps(record).encode())[0] == [("practices", record)]
    assert read(json.dumps([record]).encode())[0] == [("practices", record)]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "cut off"),
        (b"  ", "cut off"),
        (b"PK\x03\x04", "begins neither"),
        (b'{"practices": [1, 2', "cut off"),
        (b'{"practices": [{"a": 1}, {"b": ', "No JSON at character 26"),
        (b'{"practices": [1 2]}', "Expected , or ] at character 18"),
        (b'{"practices": []} x', "after the end"),
        (b"{'a': 1}", "No JSON"),
        (b'{"a": "\xff\xfe"}', "no text in UTF-8"),
        (b"[" * 100_000, "Too deeply nested"),
        (b'{"a": ' + b"9" * 5000 + b"}", "No JSON"),
    ],
)
def test_what_is_no_export_is_refused_with_its_place(data, why):
    with pytest.raises(JSONError, match=why.replace("[", r"\[")):
        read(data)


def test_a_value_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(stream, "MOST_CHARACTERS", 1000)
    monkeypatch.setattr(stream, "CHUNK", 100)
    with pytest.raises(JSONError, match="too long"):
        read(b'{"practices": ["' + b"x" * 5000 + b'"]}')


def test_noise_never_does_more_than_refuse():
    dice = random.Random(3)
    good = json.dumps({"format": "collection/1", "practices": [{"rows": {"title": "x"}}]}).encode()
    for _try in range(500):
        data = bytearray(good)
        for _hit in range(dice.randint(1, 4)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        try:
            read(bytes(data[: dice.randint(0, len(data))]))
        except JSONError as error:
            assert str(error)
