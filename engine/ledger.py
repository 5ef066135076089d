"""A firm's capital through time: what is pledged, called, on its way, given back, idle, paid.

Pure arithmetic over flows of money, each with four times: ``due <= called <= leaves <= final``.
Amounts in USD m, times in hours from any common start. Each amount travels by itself: nothing
is netted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np

from engine import FloatArray, Numeric

POSTING, RELEASE, LOSS, GAIN = "posting", "release", "loss", "gain"
KINDS = (POSTING, RELEASE, LOSS, GAIN)
OUT, BACK = (POSTING, LOSS), (RELEASE, GAIN)
ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class Flow:
    """One amount that the firm must bring (posting, loss) or gets back (release, gain).

    ``due``: when it arises; ``called``: when a margin run asks for it or lets it go;
    ``leaves``: when the rail takes it; ``final``: when it has arrived.
    """

    kind: str
    amount: float
    due: float
    called: float
    leaves: float
    final: float


@dataclass(frozen=True, slots=True)
class Balances:
    """Where the capital is, USD m, each field of the shape of the times asked for.

    ``called``: asked for, the rail still closed; ``in_transit``: on its way to the clearing
    house; ``released``: let go by it (gains included), not yet usable; ``missing``: what the
    firm must find elsewhere; ``paid``: variation paid away less variation won; ``uncovered``:
    what the clearing house is owed from the trade or move on and has not got.
    """

    pledged: FloatArray
    called: FloatArray
    in_transit: FloatArray
    released: FloatArray
    idle: FloatArray
    missing: FloatArray
    paid: FloatArray
    uncovered: FloatArray

    @property
    def total(self) -> FloatArray:
        """The firm's capital: everything it has less what it borrows, plus what it paid away."""
        held = self.pledged + self.called + self.in_transit + self.released + self.idle
        return np.asarray(held - self.missing + self.paid)


BUCKETS = tuple(field.name for field in fields(Balances))


def balances(capital: float, pledged: float, flows: Iterable[Flow], at: Numeric) -> Balances:
    """Return the buckets at times ``at``; an event counts from its own instant on.

    ``capital`` is what the firm has at the start, ``pledged`` of it with the clearing house.
    At every time ``pledged + called + in_transit + released + idle - missing + paid = capital``.
    A gain is the firm's from the margin run that grants it. Raises ``ValueError`` for an unknown
    kind, an amount or capital that is negative or not finite, or times out of order.

    >>> move = Flow("posting", 10.0, due=0.0, called=1.0, leaves=2.0, final=4.0)
    >>> found = balances(100.0, 30.0, [move], np.array([0.0, 1.0, 2.0, 4.0]))
    >>> found.idle.tolist(), found.pledged.tolist(), found.uncovered.tolist()
    ([70.0, 60.0, 60.0, 60.0], [30.0, 30.0, 30.0, 40.0], [10.0, 10.0, 10.0, 0.0])
    """
    moves = _checked(capital, pledged, tuple(flows))
    when = np.asarray(at, dtype=np.float64)

    def between(kinds: tuple[str, ...], begin: str, end: str | None = None) -> FloatArray:
        """Add up the amounts of some kinds from one of their times to another."""
        found = np.zeros(when.shape)
        for flow in (f for f in moves if f.kind in kinds):
            over = when >= getattr(flow, end) if end else np.zeros(when.shape, bool)
            found += np.where((when >= getattr(flow, begin)) & ~over, flow.amount, 0.0)
        return found

    least = ROUNDING * (capital + sum(flow.amount for flow in moves))  # below: what sums leave
    free = _clean(capital - pledged - between(OUT, "called") + between(BACK, "final"), least)
    kept = pledged + between((POSTING,), "final") - between((RELEASE,), "called")
    return Balances(
        pledged=_clean(kept, least),
        called=between(OUT, "called", "leaves"),
        in_transit=between(OUT, "leaves", "final"),
        released=between(BACK, "called", "final"),
        idle=np.maximum(free, 0.0),
        missing=np.maximum(-free, 0.0),
        paid=_clean(between((LOSS,), "final") - between((GAIN,), "called"), least),
        uncovered=between(OUT, "due", "final"),
    )


def stretches(flows: Iterable[Flow], end: float) -> tuple[FloatArray, FloatArray]:
    """Return the times from 0 to ``end`` between which no bucket changes, and their lengths."""
    times = {t for f in flows for t in (f.due, f.called, f.leaves, f.final)}
    edges = np.array(sorted({0.0, end} | {t for t in times if 0.0 < t < end}))
    return edges[:-1], np.diff(edges)


def _clean(value: FloatArray, least: float) -> FloatArray:
    """Return 0 for a remainder of rounding, so that nothing is shown that is not there."""
    return np.where(np.abs(value) > least, value, 0.0)


def _checked(capital: float, pledged: float, flows: tuple[Flow, ...]) -> tuple[Flow, ...]:
    amounts = (capital, pledged, *(flow.amount for flow in flows))
    if not all(np.isfinite(amount) and amount >= 0.0 for amount in amounts):
        msg = "capital, pledged value and amounts must be finite and 0 or more"
        raise ValueError(msg)
    for flow in flows:
        if flow.kind not in KINDS:
            msg = f"a flow is one of {', '.join(KINDS)}; got {flow.kind!r}"
            raise ValueError(msg)
        times = (flow.due, flow.called, flow.leaves, flow.final)
        if not np.all(np.isfinite(times)) or any(a > b for a, b in pairwise(times)):
            msg = f"times must run due, called, leaves, final; got {times}"
            raise ValueError(msg)
    return flows
