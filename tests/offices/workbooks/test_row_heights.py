"""Rows of wrapped text are high enough."""

from hypothesis import given
from hypothesis import strategies as st

from offices.workbooks.row_heights import LINE_POINTS, SMALLEST_POINTS, wrapped_height


def test_one_line_is_as_high_as_a_plain_row() -> None:
    """Short and empty cells need no more than a spreadsheet gives them."""
    assert wrapped_height(["", None, "甲", 12], [8, 8, 8, 8]) == SMALLEST_POINTS


def test_a_chinese_character_takes_two_units() -> None:
    """Twenty characters in a column of nine need four lines, twenty letters two."""
    assert wrapped_height(["样" * 20], [9]) == 4 * LINE_POINTS
    assert wrapped_height(["a" * 20], [9]) == 2 * LINE_POINTS


@given(st.lists(st.text(max_size=60), min_size=1), st.floats(4, 40))
def test_the_longest_cell_decides(row: list[str], width: float) -> None:
    """A row is as high as its highest cell alone."""
    widths = [width] * len(row)
    assert wrapped_height(row, widths) == max(wrapped_height([cell], [width]) for cell in row)
