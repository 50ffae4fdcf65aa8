"""Cells come back as they went out, and none of them is a formula."""

from hypothesis import example, given
from hypothesis import strategies as st

from cases.exports.cells import STARTS_A_FORMULA, as_typed, inert, join, pack, split, unpack

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\\;|'=\n"))
ITEM = TEXT.map(str.strip).filter(bool)


@given(TEXT | st.sampled_from(STARTS_A_FORMULA).map(lambda start: f"{start}SUM(A1)"))
def test_no_cell_is_a_formula_and_all_come_back(text):
    assert not inert(text).startswith(STARTS_A_FORMULA)
    assert as_typed(inert(text)) == text


def test_an_apostrophe_somebody_typed_stays():
    assert as_typed("'t Hof") == "'t Hof"


@given(st.lists(ITEM))
def test_lists_come_back(items):
    assert split(join(items)) == items


@given(st.lists(st.lists(ITEM, min_size=1, max_size=4)))
@example([["|"], ["a", "b |"]])
def test_small_tables_come_back(rows):
    assert unpack(pack(rows)) == rows


def test_empty_cells_at_the_end_of_a_row_are_left_out():
    assert pack([["a", "", "b", "", ""], ["", ""]]) == "a |  | b\n"


def test_a_list_may_be_typed_in_lines_or_with_semicolons():
    assert split(" JP; CN ;\nFR\n") == ["JP", "CN", "FR"]
