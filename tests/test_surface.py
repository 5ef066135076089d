"""A response surface holds every figure it was made of."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.ui import surface

numbers = st.integers(-3, 3)
rows = st.lists(numbers, max_size=3)
parts = st.fixed_dictionaries({"y": rows}, optional={"x": rows, "name": st.sampled_from("ab")})
figures = st.lists(
    st.fixed_dictionaries({"data": st.lists(parts, max_size=2), "layout": parts}),
    min_size=1,
    max_size=4,
)


def looked_up(found: dict[str, Any], number: int) -> dict[str, Any]:
    """Put together one figure as the browser does."""
    whole = {"figure": copy.deepcopy(found["figure"])}
    for place, value in zip(found["places"], found["rows"][number], strict=True):
        part: Any = whole
        for name in ["figure", *place][:-1]:
            part = part[name]
        part[["figure", *place][-1]] = value
    return dict(whole["figure"])


@given(figures)
def test_every_figure_can_be_looked_up(some: list[dict[str, Any]]) -> None:
    found = json.loads(json.dumps(surface.written(some)))
    assert [looked_up(found, number) for number in range(len(some))] == some


def test_only_what_differs_is_kept() -> None:
    one = {"data": [{"y": [1, 2], "name": "a"}, {"y": [5]}], "layout": {"height": 3}}
    other = {"data": [{"y": [1, 4], "name": "a"}, {"y": [5]}], "layout": {"height": 3}}
    found = surface.written([one, other])
    assert found["places"] == [["data", 0, "y"]]
    assert found["rows"] == [[[1, 2]], [[1, 4]]]


def test_packed_arrays_stay_whole() -> None:
    one, other = ({"y": {"bdata": text, "dtype": "f8"}} for text in ("AA", "AB"))
    assert surface.written([one, other])["places"] == [["y"]]


def test_no_figure_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one figure"):
        surface.written([])


def test_axes_get_the_widest_range_in_their_direction() -> None:
    some = [
        {"layout": {"xaxis": {"range": [0, 3]}, "yaxis": {"range": [2, -1]}, "xaxis2": {}}},
        {"layout": {"xaxis": {"range": [-1, 2]}, "yaxis": {"range": [5, 0]}, "xaxis2": {}}},
    ]
    surface.steady(some)
    for one in some:
        assert one["layout"] == {
            "xaxis": {"range": [-1, 3]}, "yaxis": {"range": [5, -1]}, "xaxis2": {},
        }  # fmt: skip


def test_numbers_keep_six_digits() -> None:
    assert surface.compact('{"y": [1.23456789, 123456789.0, 7]}') == {"y": [1.23457, 123457000, 7]}
