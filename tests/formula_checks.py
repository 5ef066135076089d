"""Plain arithmetic of the ``check`` entries: names, numbers, a few functions, nothing else."""

import ast
import math
import operator
from collections.abc import Callable, Mapping

from scipy import stats

from engine import formulas
from engine.catalogue import Catalogue
from engine.formula_records import Form
from engine.formulas import Formulas
from engine.results import Outcome
from engine.scenario import Scenario

OPERATIONS: dict[type, Callable[..., float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv, ast.Pow: operator.pow, ast.USub: operator.neg,
}  # fmt: skip
MONEY = {"usd": 1e-6, "usd_m": 1.0, "usd_bn": 1000.0, "eur_m": 1.0}


def first(*values: float) -> float:
    """Return the first number that there is."""
    return next(float(value) for value in values if not math.isnan(value))


def inverse_roots(m: float) -> float:
    return math.fsum(1.0 / math.sqrt(k) for k in range(1, round(m) + 1))


def chain(links: float, x: float) -> float:
    return math.fsum(x**i for i in range(round(links)))


def settled(s: float, f: float, g: float, buffer: float, depth: float) -> float:
    """Repeat the loop from the shock until it stands still."""
    fall = s
    for _ in range(100_000):
        new = min(1.0, s + f * max(0.0, g * fall - buffer) / depth)
        if abs(new - fall) < 1e-15:
            break
        fall = new
    return fall


FUNCTIONS: dict[str, Callable[..., float]] = {
    "sqrt": math.sqrt, "min": min, "max": max, "exp": math.exp, "log": math.log, "first": first,
    "inverse_roots": inverse_roots, "chain": chain, "settled": settled,
    "normal_quantile": lambda a: float(stats.norm.ppf(a)),
    "normal_density": lambda x: float(stats.norm.pdf(x)),
    "t_quantile": lambda nu, a: float(stats.t.ppf(a, nu)),
    "t_density": lambda nu, x: float(stats.t.pdf(x, nu)),
}  # fmt: skip


def arithmetic(text: str, names: Mapping[str, float]) -> float:
    """Evaluate a form of arithmetic; anything else raises ``ValueError``."""
    return _value(ast.parse(text, mode="eval").body, names)


def _value(node: ast.expr, names: Mapping[str, float]) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    if isinstance(node, ast.Name):
        return names[node.id]
    if isinstance(node, ast.BinOp):
        left, right = _value(node.left, names), _value(node.right, names)
        return OPERATIONS[type(node.op)](left, right)
    if isinstance(node, ast.UnaryOp):
        return OPERATIONS[type(node.op)](_value(node.operand, names))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return FUNCTIONS[node.func.id](*(_value(arg, names) for arg in node.args))
    msg = f"not plain arithmetic: {ast.dump(node)}"
    raise ValueError(msg)


def numbers_of(
    form: Form, scenario: Scenario, catalogue: Catalogue, outcome: Outcome, book: Formulas
) -> dict[str, float]:
    """Return the number of every term, money in USD million."""
    return {
        term.name: formulas.value(term, scenario, catalogue, outcome)
        * MONEY.get(formulas.unit(term, scenario, catalogue, book), 1.0)
        for term in form.terms
    }
