"""How far long work is, in a line."""

import pytest

from cases.management.progress import Progress

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("skipped", "done", "line"),
    [
        (0, 5, "[############............] 5 of 10 cases, 1 a second, 0:05 left"),
        (4, 6, "[##############..........] 6 of 10 cases, 0 a second, 0:10 left"),
        (6, 6, "[##############..........] 6 of 10 cases, 1 a second, 0:03 left"),
        (10, 10, "[########################] 10 of 10 cases, 2 a second, 0:00 left"),
    ],
)
def test_what_was_there_already_does_not_count_for_the_rate_unless_all_was(skipped, done, line):
    progress = Progress("cases", 10)
    progress.skip(skipped)
    assert progress.line(done, 5.0) == line
