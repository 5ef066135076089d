"""What must be posted, step by step: the smallest amount of the mix that covers the margin.

The steps are those of ``engine.collateral.required_posting``: value that counts rises with the
amount posted, in straight pieces, until assets or the crypto group reach their caps; the amount
is the largest of the points where those pieces, extended, meet the margin.
"""

from collections.abc import Sequence

from engine.default_chain import SHOCKED_BY
from engine.holdings import COINS
from engine.provenance import held_assets
from engine.scenario import get
from pages.ui import catalog
from pages.ui.workbook_arithmetic import Sum
from pages.ui.workbook_chain import Chain

SHARE = 100.0
POSTED = "collateral_posted"
NEVER = "1E+300"  # more than any amount of money
FAR = "1E+9"  # times the margin: more than any mix needs


def posted(chain: Chain) -> None:
    """Add the steps from haircuts to the market value that must be posted."""
    assets = held_assets(chain.scenario)
    for asset in assets:
        _rate(chain, asset)
        _room(chain, asset)
    group = [asset for asset in assets if asset in COINS]
    if group:
        cap = chain.setting(
            "collateral.group_cap", chain.scenario.collateral.group_cap / SHARE, "share"
        )
        most = chain.step(
            "posting_group_cap", _said(chain, "group_cap"), "share", "min(1, c)", {"c": cap}
        )
        _reaches(chain, group, "room", "group_reach", most)
        names = _all(chain, group, "group_reach") | _all(chain, group, "room") | {"c": most}
        check = (
            f"chosen(c-({_plus(group, 'room')})-1E-12, {FAR}, max({_list(group, 'group_reach')}))"
        )
        chain.step("posting_group_stop", _said(chain, "group_stop"), "ratio", check, names)
    for asset in assets:
        names = _all(chain, [asset], "room") | _all(chain, [asset], "rate")
        check = f"room_{asset}"
        if asset in group:
            names["stop"] = chain.at("posting_group_stop")
            check = f"min(room_{asset}, rate_{asset}*stop)"
        chain.step(f"posting_limit_{asset}", _said(chain, "limit", asset), "share", check, names)
    one = Sum("1", 1.0)
    _reaches(chain, assets, "limit", "reach", one)
    names = _all(chain, assets, "reach") | _all(chain, assets, "limit")
    names["R"] = chain.result("margin.initial_margin")
    check = (
        f"R*chosen(1-({_plus(assets, 'limit')})-1E-12, nothing(), max({_list(assets, 'reach')}))"
    )
    chain.step(POSTED, _name(chain, "collateral.posted"), "usd_m", check, names)


def recognised(chain: Chain) -> None:
    """Add what each asset counts for, and what lies idle because it does not count."""
    assets = held_assets(chain.scenario)
    margin, total = chain.result("margin.initial_margin"), chain.result("collateral.posted")
    for asset in assets:
        names = {
            "M": chain.result("collateral.market_value.{view.asset}", asset),
            "H": chain.result("collateral.haircut.{view.asset}", asset),
            "e": chain.at(f"eligible_{asset}"), "c": chain.at(f"cap_{asset}"), "R": margin,
        }  # fmt: skip
        check = f"e*min(M*(1-H), chosen(1-c, c*R, {NEVER}))"
        chain.step(f"counted_{asset}", _said(chain, "counted", asset), "usd_m", check, names)
    group = [asset for asset in assets if asset in COINS]
    for asset in assets:
        names = {f"counted_{code}": chain.at(f"counted_{code}") for code in {*group, asset}}
        check = f"counted_{asset}"
        if asset in group:
            names |= {"c": chain.at("posting_group_cap"), "R": margin}
            whole = "+".join(f"counted_{code}" for code in group)
            check += f"*chosen(1-c, min(1, c*R/chosen({whole}, {whole}, 1)), 1)"
        label = _name(chain, "collateral.recognised.{view.asset}", asset)
        chain.step(f"collateral_recognised_{asset}", label, "usd_m", check, names)
    names = {f"e_{code}": chain.at(f"eligible_{code}") for code in assets}
    names |= {f"m_{code}": chain.at(f"collateral_market_value_{code}") for code in assets}
    names["X"] = total
    check = "X-(" + "+".join(f"e_{code}*m_{code}" for code in assets) + ")"
    chain.step("collateral_idle", _said(chain, "idle"), "usd_m", check, names)


def earned(chain: Chain) -> None:
    """Add the yield of what is posted."""
    names, parts = {}, []
    for asset in held_assets(chain.scenario):
        names[f"m_{asset}"] = _share(chain, asset)
        own = chain.scenario.collateral.own_yield / SHARE
        names[f"y_{asset}"] = (
            chain.setting("collateral.own_yield", own, "share")
            if asset == "own"
            else chain.fact(f"asset.yield.{asset}")
        )
        parts.append(f"m_{asset}*y_{asset}")
    chain.step("workings_earned", _name(chain, "workings.earned"), "share", "+".join(parts), names)


def stressed(chain: Chain) -> None:
    """Add what the accepted collateral is worth after its own shocks."""
    names, parts = {}, []
    for asset in held_assets(chain.scenario):
        fall = SHOCKED_BY.get(asset)
        names[f"e_{asset}"] = chain.at(f"eligible_{asset}")
        names[f"m_{asset}"] = chain.result("collateral.market_value.{view.asset}", asset)
        if fall:
            path = f"stress.{fall}"
            value = float(get(chain.scenario, path)) / SHARE  # type: ignore[arg-type]
            names[f"f_{asset}"] = chain.setting(path, value, "share")
        parts.append(f"e_{asset}*m_{asset}" + (f"*(1-f_{asset})" if fall else ""))
    label = _name(chain, "workings.stressed_worth")
    chain.step("workings_stressed_worth", label, "usd_m", "+".join(parts), names)


def fund(chain: Chain) -> None:
    """Add the clearing fund where net positions persist from day to day (reading B)."""
    s, days = chain.scenario.settlement, chain.value("settlement.exposure_days")
    if s.reading != "B" or days <= 1:
        return
    names = {
        "a": chain.fact("settlement.fund"), "n": chain.result("settlement.exposure_days"),
        "w": chain.setting("settlement.volatility_share", s.volatility_share / SHARE, "share"),
        "r": chain.setting("settlement.netting_rho", s.netting_rho, "ratio"),
    }  # fmt: skip
    lags = "+".join(f"(n-{k})*r**{k}" for k in range(1, round(days)))
    check = f"a*(w*sqrt(n+2*({lags}))+1-w)"
    label = _name(chain, "settlement.fund_market")
    chain.step("settlement_fund_market", label, "usd_m", check, names)


OWN = {
    "collateral.posted": posted, "workings.earned": earned,
    "workings.stressed_worth": stressed, "settlement.fund_market": fund,
}  # fmt: skip


def _share(chain: Chain, asset: str) -> Sum:
    path = f"collateral.mix.{asset}"
    return chain.setting(path, float(get(chain.scenario, path)) / SHARE, "share")  # type: ignore[arg-type]


def _rate(chain: Chain, asset: str) -> None:
    """Add what one unit of the mix counts for through one asset."""
    place = chain.outcome.collateral.codes.index(asset)
    item = catalog.formulas().by_id["collateral.eligible"]
    counts = float(chain.outcome.collateral.eligible[place])
    names = {
        "m": _share(chain, asset),
        "H": chain.result("collateral.haircut.{view.asset}", asset),
        "e": chain.computed(
            f"eligible_{asset}", _said(chain, "eligible", asset), counts, item, chain.scenario
        ),
    }
    chain.step(f"posting_rate_{asset}", _said(chain, "rate", asset), "share", "e*m*(1-H)", names)


def _room(chain: Chain, asset: str) -> None:
    """Add the share of the margin that one asset may meet; none where it counts for nothing."""
    place = chain.outcome.collateral.codes.index(asset)
    cap = float(chain.outcome.collateral.cap[place])
    if asset in COINS:
        found = chain.setting("collateral.cap", cap, "share")
    elif asset == "own":
        found = Sum("1", 1.0)
    else:
        found = chain.fact(f"asset.cap.{asset}")
    names = {"k": found}
    chain.step(f"cap_{asset}", _said(chain, "cap", asset), "share", "min(1, k)", names)
    names = {"k": chain.at(f"cap_{asset}"), "s": chain.at(f"posting_rate_{asset}")}
    label = _said(chain, "room", asset)
    chain.step(f"posting_room_{asset}", label, "share", "chosen(s, k, 0)", names)


def _reaches(chain: Chain, assets: Sequence[str], limit: str, to: str, target: Sum) -> None:
    """Add the amount at which each asset is full, and where its piece meets the target."""
    for asset in assets:
        names = _all(chain, [asset], limit) | _all(chain, [asset], "rate")
        check = f"{limit}_{asset}/chosen(rate_{asset}, rate_{asset}, 1)"
        label = _said(chain, f"{to}_turn", asset)
        chain.step(f"posting_{to}_turn_{asset}", label, "ratio", check, names)
    turn = f"{to}_turn"
    names = _all(chain, assets, limit) | _all(chain, assets, "rate") | _all(chain, assets, turn)
    names["t"] = target
    for asset in assets:
        past = {c: f"chosen({turn}_{asset}-{turn}_{c}, 1, 0)" for c in assets if c != asset}
        full = "".join(f"-{limit}_{c}*{test}" for c, test in past.items())
        open_ = f"rate_{asset}" + "".join(f"+rate_{c}*(1-{test})" for c, test in past.items())
        check = f"max(0, t{full})/chosen({open_}, {open_}, 1)"
        chain.step(f"posting_{to}_{asset}", _said(chain, to, asset), "ratio", check, names)


def _all(chain: Chain, assets: Sequence[str], kind: str) -> dict[str, Sum]:
    return {f"{kind}_{asset}": chain.at(f"posting_{kind}_{asset}") for asset in assets}


def _plus(assets: Sequence[str], kind: str) -> str:
    return "+".join(f"{kind}_{asset}" for asset in assets)


def _list(assets: Sequence[str], kind: str) -> str:
    return ", ".join(f"{kind}_{asset}" for asset in assets)


def _name(chain: Chain, result: str, asset: str = "") -> str:
    item = catalog.formulas().by_result[result]
    text = item.name[chain.words.language]
    if not asset:
        return text
    return chain.words("sources.fact_of", label=text, part=chain.words(f"asset.{asset}"))


def _said(chain: Chain, key: str, asset: str = "") -> str:
    words = chain.words
    text = words(f"export.step.{key}")
    return words("sources.fact_of", label=text, part=words(f"asset.{asset}")) if asset else text
