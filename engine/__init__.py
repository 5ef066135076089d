"""Margin, haircuts, settlement and links: the mathematics of Plumbline.

Arithmetic modules (tails, haircuts, collateral, margin, settlement, calls, leverage,
waterfall, simulation, spiral, eligibility, ledger) hold free functions over numbers and arrays.
``facts`` reads the data, ``scenario`` and ``link`` hold the user's choices, and ``run`` joins
everything.
"""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

FloatArray: TypeAlias = npt.NDArray[np.float64]
BoolArray: TypeAlias = npt.NDArray[np.bool_]
Numeric: TypeAlias = float | FloatArray

VERSION = "0.1.0"  # as in pyproject.toml
