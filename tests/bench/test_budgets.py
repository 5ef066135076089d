"""The engine answers within its budget, measured where the tests run."""

import pytest

from tests.bench.timing import everything


@pytest.mark.full
def test_engine_keeps_its_budgets() -> None:
    """Medians, so that a busy moment of the machine does not count."""
    late = {t.name: t.row() for t in everything(calls=100) if t.middle > t.budget}
    assert late == {}
