"""The arithmetic of the formula records as spreadsheet formulas, with the number each comes to.

A ``check`` such as ``N*q*s*sqrt(T/A)`` becomes a formula over named cells, which Excel and
LibreOffice both read. What a spreadsheet has no function for is refused.
"""

import ast
import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine import special

NOTHING = "NA()"
ATOM = 9
OPERATORS: dict[type, tuple[str, int, Callable[..., float]]] = {
    ast.Add: ("+", 1, operator.add), ast.Sub: ("-", 1, operator.sub),
    ast.Mult: ("*", 2, operator.mul), ast.Div: ("/", 2, operator.truediv),
    ast.Pow: ("^", 3, operator.pow),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sum:
    """A formula without its equals sign, and the number it comes to (NaN: none).

    ``rank`` is how tightly its last operation binds; ``ATOM`` for a name or a function.
    """

    text: str
    value: float
    rank: int = ATOM

    def inside(self, least: int) -> str:
        """Return the text, in brackets where it binds less than its surroundings."""
        return self.text if self.rank >= least else f"({self.text})"


class NoFormulaError(ValueError):
    """The arithmetic has no counterpart in a spreadsheet."""


def translated(check: str, names: Mapping[str, Sum]) -> Sum:
    """Return arithmetic over names as a spreadsheet formula.

    >>> found = translated("a*sqrt(b)", {"a": Sum("firm_size", 3.0), "b": Sum("days", 4.0)})
    >>> found.text, found.value
    ('firm_size*SQRT(days)', 6.0)

    Raises
    ------
    NoFormulaError
        If a function is none of a spreadsheet's.
    """
    return _node(ast.parse(check, mode="eval").body, names)


def _node(node: ast.expr, names: Mapping[str, Sum]) -> Sum:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return Sum(f"{node.value:.15G}", float(node.value))
    if isinstance(node, ast.Name):
        return names[node.id]
    if isinstance(node, ast.BinOp):
        sign, rank, work = OPERATORS[type(node.op)]
        left, right = _node(node.left, names), _node(node.right, names)
        text = f"{left.inside(rank)}{sign}{right.inside(rank + 1)}"
        return Sum(text, _number(work, left.value, right.value), rank)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _node(node.operand, names)
        return Sum(f"0-{inner.inside(2)}", -inner.value, 1)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return _called(node.func.id, [_node(part, names) for part in node.args])
    msg = f"no spreadsheet formula for {ast.unparse(node)}"
    raise NoFormulaError(msg)


def _number(work: Callable[..., float], *values: float) -> float:
    """Return the number, or NaN where there is none."""
    try:
        return float(work(*values))
    except (ArithmeticError, ValueError):
        return math.nan


def _called(name: str, parts: list[Sum]) -> Sum:
    if name == "first":
        return next(part for part in parts if not math.isnan(part.value))
    if name not in FUNCTIONS:
        msg = f"no spreadsheet function for {name}"
        raise NoFormulaError(msg)
    form, work = FUNCTIONS[name]
    least = ATOM if name in WOVEN else 0
    texts = [part.inside(least) for part in parts]
    text = form.format(*texts, all=",".join(texts))
    return Sum(text, _number(work, *(part.value for part in parts)))


def _inverse_roots(m: float) -> float:
    return math.fsum(1.0 / math.sqrt(k) for k in range(1, round(m) + 1))


def _t_density(nu: float, x: float) -> float:
    scale = math.exp(math.lgamma((nu + 1) / 2) - math.lgamma(nu / 2)) / math.sqrt(nu * math.pi)
    return float(scale * (1 + x * x / nu) ** (-(nu + 1) / 2))


def _chosen(test: float, yes: float, no: float) -> float:
    return yes if test > 0 else no


def _largest(*values: float) -> float:
    return math.nan if any(math.isnan(value) for value in values) else max(values)


def _smallest(*values: float) -> float:
    return math.nan if any(math.isnan(value) for value in values) else min(values)


WOVEN = frozenset({"inverse_roots", "t_quantile", "t_density", "chosen"})
# Student's t through the beta distribution, because TINV cuts degrees of freedom to whole ones.
FUNCTIONS: dict[str, tuple[str, Callable[..., float]]] = {
    "sqrt": ("SQRT({0})", math.sqrt),
    "exp": ("EXP({0})", math.exp),
    "log": ("LN({0})", math.log),
    "min": ("MIN({all})", _smallest),
    "max": ("MAX({all})", _largest),
    "chosen": ("IF({0}>0,{1},{2})", _chosen),
    "nothing": (NOTHING, lambda: math.nan),
    "inverse_roots": ('SUMPRODUCT(1/SQRT(ROW(INDIRECT("A1:A"&{0}))))', _inverse_roots),
    "normal_quantile": ("NORMSINV({0})", lambda a: float(special.ndtri(a))),
    "normal_density": (
        "NORMDIST({0},0,1,FALSE)", lambda x: math.exp(-x * x / 2) / math.sqrt(2 * math.pi),
    ),
    "t_quantile": (
        "SQRT({0}*(1/BETAINV(2*(1-{1}),{0}/2,0.5)-1))", lambda nu, a: float(special.stdtrit(nu, a)),
    ),
    "t_density": (
        "(EXP(GAMMALN(({0}+1)/2)-GAMMALN({0}/2))/SQRT({0}*PI())*(1+{1}^2/{0})^(0-({0}+1)/2))",
        _t_density,
    ),
}  # fmt: skip
