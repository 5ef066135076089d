"""The engine answers within its budget, measured where the tests run."""

import pytest

from tests.bench.timing import everything


@pytest.mark.full
def test_engine_keeps_its_budgets() -> None:
    """The fastest call counts: what is slower was waiting for other work of the machine."""
    late = {t.name: t.row() for t in everything(calls=100) if t.fastest > t.budget}
    assert late == {}
