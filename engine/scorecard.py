"""The scorecard: every asset's scores, what holds it down, and what refuses it.

The weakest of the four tests decides, the legal gate overrides it, and the mean is there to
show what an average would hide. The user's own asset has no indicators and no card.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.catalogue import Catalogue
from engine.codes import FACT_ASSETS
from engine.eligibility import INDICATORS, TESTS, binding_tests, status
from engine.holdings import refusals
from engine.rules import legal_assets
from engine.scenario import Scenario, refuse_sweep
from engine.scores import Scores, fact_of, scores_of


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of one asset.

    Attributes
    ----------
    name, score
        Name as in ``engine.eligibility.INDICATORS``, and 0 to 3.
    value, unit
        Number in the unit of its facts; None and "" for a choice.
    option
        Option chosen (text ``choice.<name>.<option>``); "" for a number.
    cuts
        Cut-offs applied for scores of 3, 2 and 1; empty for a choice.
    fact
        Id of the fact behind the value (days to sell: of the turnover); "" for a choice.
    """

    name: str
    score: float
    value: float | None
    unit: str
    option: str
    cuts: tuple[float, ...]
    fact: str


@dataclass(frozen=True, slots=True)
class Card:
    """One asset in the four tests.

    Attributes
    ----------
    code, tests, indicators
        Asset, its score by test, and by test the indicators behind it.
    overall, mean
        Lowest and average test score; the average decides nothing.
    status
        Name of the overall score, or "not_permitted" where no rule in force lets it count.
    binding
        Tests that hold the overall score down; none at the top score.
    legal
        Whether the rules in force let it count.
    refused_by
        The first that refuses it: "law", "tests", "ccp" or "table"; "" if it counts.
    round_the_clock
        Whether it can be delivered at any hour of the week: shown, not scored.
    """

    code: str
    tests: Mapping[str, float]
    indicators: Mapping[str, tuple[Indicator, ...]]
    overall: float
    mean: float
    status: str
    binding: tuple[str, ...]
    legal: bool
    refused_by: str
    round_the_clock: bool


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The cards of the thirteen assets, and the settings they were scored under."""

    cards: tuple[Card, ...]
    dispersion: str
    least: float

    def of(self, code: str) -> Card:
        """Card of one asset; raises ``ValueError`` for an asset without one."""
        if code not in FACT_ASSETS:
            msg = f"{code!r} has no card; choose one of {', '.join(FACT_ASSETS)}"
            raise ValueError(msg)
        return self.cards[FACT_ASSETS.index(code)]


def scorecard(scenario: Scenario, catalogue: Catalogue) -> Scorecard:
    """Score every asset under a scenario's cut-offs, reading, rules and judge.

    Raises ``ValueError`` if cut-offs are out of order, and for a sweep.
    """
    refuse_sweep(scenario, "the scorecard")
    tests, rules = scenario.tests, scenario.rules
    scores = scores_of(tests, catalogue)
    legal = legal_assets(catalogue.rules, rules.as_of, rules.without)
    refused = refusals(scenario, catalogue)
    cards = tuple(
        _card(at, scores, scenario, catalogue, code in legal, refused[at])
        for at, code in enumerate(FACT_ASSETS)
    )
    return Scorecard(cards, tests.dispersion, tests.least)


def _card(
    at: int,
    scores: Scores,
    scenario: Scenario,
    catalogue: Catalogue,
    legal: bool,  # noqa: FBT001
    refused_by: str,
) -> Card:
    code = FACT_ASSETS[at]
    by_test = {test: float(scores.tests[test][at]) for test in TESTS}
    overall = float(scores.overall[at])
    return Card(
        code=code,
        tests=by_test,
        indicators={
            test: tuple(_indicator(name, at, scores, scenario, catalogue) for name in names)
            for test, names in INDICATORS.items()
        },
        overall=overall,
        mean=float(scores.mean[at]),
        status=status(overall, legal),
        binding=binding_tests(by_test),
        legal=legal,
        refused_by=refused_by,
        round_the_clock=catalogue.number(f"asset.round_the_clock.{code}") > 0,
    )


def _indicator(
    name: str, at: int, scores: Scores, scenario: Scenario, catalogue: Catalogue
) -> Indicator:
    code, score = FACT_ASSETS[at], float(scores.indicators[name][at])
    if name not in scores.values:
        option = catalogue.choices[name].assets[code]
        return Indicator(name, score, None, "", option, (), "")
    unit = catalogue.facts.get(f"eligibility.threshold.{name}.score_3").unit
    fact = fact_of(name, code, scenario.tests.dispersion, catalogue)
    return Indicator(name, score, float(scores.values[name][at]), unit, "", scores.cuts[name], fact)
