"""Distribution functions of ``scipy.special``, imported with the first one that is used.

That import takes as long as the rest of the engine; a link, a fact or a help text needs none
of it. Use as ``special.ndtr(x)``: a name imported from here would be imported at once.

>>> from engine import special
>>> float(special.ndtr(0.0))
0.5
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scipy.special import (
        bdtr,
        beta,
        chdtrc,
        erf,
        log_ndtr,
        ndtr,
        ndtri,
        poch,
        stdtrit,
        xlog1py,
        xlogy,
    )

    __all__ = [
        "bdtr", "beta", "chdtrc", "erf", "log_ndtr", "ndtr", "ndtri", "poch", "stdtrit",
        "xlog1py", "xlogy",
    ]  # fmt: skip
else:

    def __getattr__(name: str) -> object:
        """Return a function of ``scipy.special`` by its name."""
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(import_module("scipy.special"), name)
