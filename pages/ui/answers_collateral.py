"""What the collateral page says beside its charts: look-alike figures, waiting for permission."""

from engine import survival
from engine.regulation import Instrument, regulation
from engine.rules import Rule
from engine.scenario import Scenario
from pages.ui import catalog, numbers
from pages.ui.text import Words

SAME = 1e-9


def twenties(scenario: Scenario, asset: str, words: Words) -> str:
    """Name whose haircut and whose charge an asset has on the day, or say nothing.

    A floor for customers and a charge on a broker's own coins can be the same number; neither
    may pass for the other.
    """
    found = regulation(scenario, catalog.book())
    floor = next((one for one in found.floors if one.asset == asset and one.facts), None)
    charge = next((one for one in found.charges if one.asset == asset), None)
    rule = next((one for one in found.instruments if _sets(one, asset)), None)
    values = {"asset": words(f"asset.{asset}.short")}
    if floor and rule:
        values |= {
            "floor": numbers.percent(words, floor.value),
            "floor_rule": _dated(rule.rule, words),
            "cap": numbers.percent(words, float(scenario.collateral.cap) / 100.0),
        }
    if charge:
        said = catalog.book().rules[charge.rule]
        values |= {
            "charge": numbers.percent(words, charge.value),
            "charge_rule": _dated(said, words),
        }
    if "floor" not in values and "charge" not in values:
        return ""
    key = "charge" if "floor" not in values else "both" if "charge" in values else "floor"
    return words(f"answer.twenties.{key}", **values)


def _dated(rule: Rule, words: Words) -> str:
    """Return the name of a rule with its day, once where the name says it."""
    name, day = rule.name[words.language], numbers.day(words, rule.day)
    return name if day in name else words("answer.twenties.dated", rule=name, day=day)


def permission(scenario: Scenario, words: Words) -> str:
    """Say what the scenario's wait for permission costs in margin and in reuse of receipts."""
    hours = float(scenario.call.hold)
    if hours <= SAME:
        return words("answer.permission.none")
    found = survival.wait(scenario, catalog.book(), hours)
    free, held = found.margin
    stays = abs(held - free) <= SAME * max(1.0, free) and found.floor_binds
    return words(
        "answer.permission.floor" if stays else "answer.permission.wait",
        hours=numbers.hours(words, hours),
        free=numbers.money(words, free),
        held=numbers.money(words, held),
        reuse_free=numbers.percent(words, found.recycling[0]),
        reuse_held=numbers.percent(words, found.recycling[1]),
    )


def _sets(one: Instrument, asset: str) -> bool:
    """Tell whether an instrument in force sets a floor for an asset's haircut."""
    return one.standing == "in_force" and asset in one.rule.floors
