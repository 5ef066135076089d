"""The simulated default: run when its box is opened, remembered by scenario."""

import math
from functools import partial

import numpy as np
import streamlit as st

from engine import default_curves
from engine.default_curves import Related
from engine.default_records import Simulation
from engine.scenario import Scenario
from pages.ui import catalog, drawn, figures_chances, figures_groups, numbers
from pages.ui.figures_chances import Chances, Means
from pages.ui.figures_groups import Bar, Group, Groups
from pages.ui.text import Words

SHADES = {"cash": "baseline", "unrelated": "margin", "related": "warning"}
PER, THOUSAND = 100_000.0, 1000.0
HARDLY = 0.5
SAME = 1e-9


def box(scenario: Scenario, words: Words) -> None:
    """Offer the simulation; nothing is computed while the box is closed."""
    closed = st.expander(
        words("waterfall.box"), icon=":material/casino:", key="simulate", on_change="rerun"
    )
    if not closed.open:
        return
    with closed:
        found = default_curves.related(scenario, catalog.book())
        run, endless = found.related, not default_curves.has_mean(scenario)
        left, right = st.columns(2, gap="medium")
        with left:
            _chances(run, words)
        with right:
            _means(run, words, endless=endless)
        _related(found, words, endless=endless)
        st.caption(_settings(run, words))


def _chances(run: Simulation, words: Words) -> None:
    """Draw how often a loss reaches each layer."""
    data = Chances(run.columns, run.p_hit, run.p_hit_error, run.bound)
    hit = dict(zip(run.columns, run.p_hit.tolist(), strict=True))
    key = "title" if hit["member_fund"] > 0 else "never"
    title = words(
        f"picture.chances.{key}" if math.isfinite(hit["margin"]) else "picture.layers.infeasible",
        share=_seen(run, "member_fund", words),
        members=_seen(run, "mutual_fund", words),
        bound=_seen(run, "member_fund", words),
    )
    draw = figures_chances.chances, figures_chances.chances_table
    drawn.show("monte_carlo", data, draw, (title, words("picture.chances.alt", title=title)), words)


def _means(run: Simulation, words: Words, *, endless: bool) -> None:
    """Draw the mean loss of each layer; the one without end has no mean."""
    without = tuple(endless and place == len(run.columns) - 1 for place in range(len(run.columns)))
    data = Means(run.columns, run.currency, run.expected_loss, run.expected_error, without)
    mean, error = float(run.expected_loss[0]), float(run.expected_error[0])
    title = words(
        _means_key(run, endless=endless),
        margin=_amount(mean, error, run, words),
        rest=_amount(run.shortfall, run.shortfall_error, run, words),
    )
    draw = figures_chances.means, figures_chances.means_table
    drawn.show("layer_risk", data, draw, (title, words("picture.means.alt", title=title)), words)


def _related(found: Related, words: Words, *, endless: bool) -> None:
    """Draw chance and amount of a shortfall for cash, an unrelated mix, and the mix as it is."""
    runs = found._asdict()
    chance = Group(
        words("figure.group.chance"),
        words("figure.group.chance.table"),
        tuple(_chance_bar(case, run, words) for case, run in runs.items()),
    )
    amount = Group(
        words("figure.group.amount"),
        words("figure.group.amount.table"),
        tuple(_amount_bar(case, run, words, endless=endless) for case, run in runs.items()),
    )
    data: Groups = (chance, amount)
    title = _related_title(found, words, endless=endless)
    draw = figures_groups.groups, figures_groups.groups_table
    drawn.show("wrong_way", data, draw, (title, words("picture.related.alt", title=title)), words)


def _chance_bar(case: str, run: Simulation, words: Words) -> Bar:
    """How often the collateral falls short in one run, its error at the mouse."""
    share, error = float(run.p_hit[1]), float(run.p_hit_error[1])
    hover = _seen(run, "member_fund", words)
    text = numbers.percent(words, share) if share > 0 else hover
    name = _case(case, run, words)
    said = words("hover.related.chance", case=name, value=hover)
    return Bar(name, share * PER, text, SHADES[case], error * PER, said)


def _amount_bar(case: str, run: Simulation, words: Words, *, endless: bool) -> Bar:
    """Mean amount missing in one run; none where the mean does not exist."""
    name = _case(case, run, words)
    if endless:
        none = words("figure.mean.endless")
        said = words("hover.related.endless", case=name)
        return Bar(name, math.nan, none, SHADES[case], hover=said)
    text = numbers.money(words, run.shortfall)
    hover = _amount(run.shortfall, run.shortfall_error, run, words)
    mean, error = run.shortfall * THOUSAND, run.shortfall_error * THOUSAND
    said = words("hover.related.amount", case=name, value=hover)
    return Bar(name, mean, text, SHADES[case], error, said)


def _case(case: str, run: Simulation, words: Words) -> str:
    value = numbers.number(words, run.correlation, digits=2)
    return words(f"figure.case.{case}", value=value)


def _related_title(found: Related, words: Words, *, endless: bool) -> str:
    """Say what relation to the position does to the chance and to the amount."""
    before, after = found.unrelated, found.related
    if not math.isfinite(after.p_hit[1]):
        return words("picture.layers.infeasible")
    if endless:
        return words("picture.related.endless")
    if before.p_hit[1] <= 0 or before.shortfall <= 0:
        return words("picture.related.never")
    chance = float(after.p_hit[1] / before.p_hit[1] - 1.0)
    amount = after.shortfall / before.shortfall - 1.0
    if abs(chance) <= SAME and abs(amount) <= SAME:
        return words("picture.related.none")
    hardly = amount > 0 and abs(chance) < HARDLY * amount
    return words(
        f"picture.related.{'hardly' if hardly else 'both'}",
        before=_seen(before, "member_fund", words),
        after=_seen(after, "member_fund", words),
        low=_amount(before.shortfall, before.shortfall_error, before, words),
        high=_amount(after.shortfall, after.shortfall_error, after, words),
    )


def _means_key(run: Simulation, *, endless: bool) -> str:
    if not np.isfinite(run.expected_loss).all():
        return "picture.layers.infeasible"
    return "picture.means.endless" if endless else "picture.means.title"


def _seen(run: Simulation, column: str, words: Words) -> str:
    """Frequency of a layer with its standard error, or its upper bound."""
    place = run.columns.index(column)
    share, error = float(run.p_hit[place]), float(run.p_hit_error[place])
    if share <= 0:
        return words("figure.below", value=numbers.percent(words, float(run.bound[place])))
    return words(
        "figure.chance.seen",
        share=numbers.percent(words, share),
        error=numbers.percent(words, error, digits=2),
    )


def _amount(mean: float, error: float, run: Simulation, words: Words) -> str:
    """Mean amount with its standard error."""
    money = partial(numbers.money, words, currency=run.currency.lower())
    return words("figure.with_error", value=money(mean), error=money(error, digits=2))


def _settings(run: Simulation, words: Words) -> str:
    """Name number of paths, seed, deviations and correlation of the run."""
    return words(
        "waterfall.run",
        paths=f"{run.paths:,}",
        seed=run.seed,
        position=numbers.percent(words, run.sd_position),
        collateral=numbers.percent(words, run.sd_collateral),
        correlation=numbers.number(words, run.correlation, digits=2),
    )
