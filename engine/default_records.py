"""What a default, a spiral and a chain of re-use come to: plain records.

Money is in millions of ``currency`` (the spiral in shares of the price), shares as decimals.
In a sweep a number becomes an array of shape (n,) and a row of layers becomes (n, layers).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine import BoolArray, FloatArray, Numeric

UNFUNDED = "unfunded"


@dataclass(frozen=True, slots=True)
class Waterfall:
    """One loss run through the layers; the last column of ``borne`` is what nobody funds.

    Attributes
    ----------
    layers
        Names of the layers, first to bear a loss first.
    resources, used
        Size of each layer, and the share of it used, shape (..., layers).
    borne
        Amount each layer bears, and the unfunded rest, shape (..., layers + 1).
    last
        Place in ``columns`` of the first layer that is not used up; -1 where there is no answer.
    """

    layers: tuple[str, ...]
    currency: str
    loss: Numeric
    resources: FloatArray
    borne: FloatArray
    used: FloatArray
    last: npt.NDArray[np.intp]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns of ``borne``: the layers, then the unfunded rest."""
        return (*self.layers, UNFUNDED)

    @property
    def unfunded(self) -> FloatArray:
        """Loss beyond every layer, shape (...)."""
        return np.asarray(self.borne[..., -1])


@dataclass(frozen=True, slots=True)
class Simulation:
    """A default on many paths: each column's frequency and mean with their standard errors.

    Attributes
    ----------
    columns
        Names of the layers and of the unfunded rest; arrays have shape (columns,).
    resources
        Size of each layer; the margin's is its market value before the default.
    p_hit, expected_loss
        Share of paths on which a loss reaches the layer, and the mean amount it bears.
    bound
        Upper bound 3/n of a frequency where no path hit; NaN where one did.
    p_over_margin
        Share of paths on which the loss exceeds the initial margin asked for.
    shortfall
        Mean amount of loss beyond the collateral's worth.
    """

    columns: tuple[str, ...]
    currency: str
    paths: int
    seed: int
    resources: FloatArray
    p_hit: FloatArray
    p_hit_error: FloatArray
    expected_loss: FloatArray
    expected_error: FloatArray
    bound: FloatArray
    p_over_margin: float
    p_over_margin_error: float
    shortfall: float
    shortfall_error: float
    sd_position: float
    sd_collateral: float
    correlation: float
    impact: float


@dataclass(frozen=True, slots=True)
class SpiralOutcome:
    """Where the forced-sale loop settles, and what each part adds to the first fall.

    ``rise`` is the margin-rise coefficient used, ``rise_model`` the margin model's, which is
    negative for a shock below one daily deviation. ``by_loss``, ``by_margin`` and
    ``by_collateral`` add up to ``extra``, the fall beyond the shock.
    """

    rise: Numeric
    rise_model: Numeric
    shock: Numeric
    call_rate: Numeric
    loop_gain: Numeric
    total_drop: Numeric
    multiplier: Numeric
    marginal_multiplier: Numeric
    stable: BoolArray
    extra: Numeric
    by_loss: Numeric
    by_margin: Numeric
    by_collateral: Numeric


@dataclass(frozen=True, slots=True)
class TwoByTwo:
    """Total fall by how calls are met (rows) and what the collateral is (columns)."""

    sale_share: FloatArray
    same_asset: FloatArray
    total_drop: FloatArray
    stable: BoolArray


@dataclass(frozen=True, slots=True)
class Reuse:
    """Pledges per unit of collateral along the chain, and in an endless one."""

    haircut: Numeric
    multiplier: Numeric
    limit: Numeric
