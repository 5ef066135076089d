"""What rides with a scenario in a link: carried exactly, bounded, and of no effect on a figure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import companions
from engine.link import read_text, write
from engine.scenario import Scenario
from tests.strategies import controls, scenarios

BESIDE = st.dictionaries(
    st.sampled_from(companions.NAMES), st.text(st.characters(codec="utf-8"), max_size=200)
)


def test_worked_example() -> None:
    reading = read_text("v=1&rail=fedwire&step=3&b=v%3D1%26cycle%3DT2", controls())
    assert dict(reading.beside) == {"b": "v=1&cycle=T2", "step": "3"}
    assert reading.notices == ()
    text = write(reading.scenario, controls(), "zh", reading.beside)
    assert text == "v=1&rail=fedwire&b=v%3D1%26cycle%3DT2&step=3&lang=zh"


@given(scenarios(), BESIDE)
def test_companions_survive_the_link_and_change_no_setting(
    scenario: Scenario, beside: dict[str, str]
) -> None:
    reading = read_text(write(scenario, controls(), None, beside), controls())
    assert reading.scenario == scenario
    assert dict(reading.beside) == {name: text for name, text in beside.items() if text}


def test_what_cannot_be_used_is_said() -> None:
    text = f"v=1&step=1&step=2&b={'x' * (companions.LONGEST + 1)}"
    reading = read_text(text, controls())
    assert dict(reading.beside) == {}
    assert [found.code for found in reading.notices] == ["value_too_long", "repeated"]


@pytest.mark.parametrize(
    ("beside", "said"), [({"rail": "usdc"}, "no companion"), ({"b": "x" * 1501}, "1501 characters")]
)
def test_what_no_link_can_carry_is_refused(beside: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        companions.written(beside)
