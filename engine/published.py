"""Published effects of faster settlement beside what the model gives for the same change."""

from dataclasses import dataclass

from engine.catalogue import Catalogue
from engine.fund import relative_change
from engine.settlement import volatility_reduction

BEFORE, AFTER = 2.0, 1.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """One published fall, the model's, the reading used, and the fact it rests on."""

    code: str
    fact: str
    published: float
    model: float
    reading: str


def settlement_comparisons(catalogue: Catalogue) -> tuple[Comparison, ...]:
    """Compare the move from T+2 to T+1 with the falls that were published for it.

    Each published figure has its own date and base, so each stands beside the reading that
    speaks of the same base: the whole fund as if all of it were volatility, the whole fund
    with its volatility share, and the volatility part alone.
    """
    number = catalogue.number
    before = number("nscc.fund_before")
    fixed = float(volatility_reduction(BEFORE, AFTER, "A"))
    vintage = float(volatility_reduction(BEFORE, AFTER, "C"))
    first_days = float(relative_change(before, number("nscc.fund_after_first_days")))
    quarter = float(relative_change(before, number("nscc.fund_after")))
    simulated = number("nscc.volatility_simulation")
    share = number("nscc.volatility_share_t2")
    return (
        Comparison("first_days", "nscc.fund_after_first_days", first_days, fixed, "A"),
        Comparison("quarter", "nscc.fund_after", quarter, fixed * share, "A_share"),
        Comparison("simulation", "nscc.volatility_simulation", simulated, vintage, "C"),
    )
