"""Token files: complete, sourced, in both languages; anything else is refused by name."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest

from engine import catalogue
from engine.facts import DATA, FactError, read_yaml
from engine.token_records import FEATURES, FILES, POWERS, Finding, tokens_from

BOOK = catalogue.load()
CONTENTS: dict[str, Any] = {name: read_yaml(DATA / name) for name in FILES}
Change = Callable[[dict[str, Any]], object]


def findings() -> Iterator[tuple[str, Finding]]:
    for token in BOOK.tokens.values():
        yield f"{token.id}.form", token.form
        for name, found in (*token.features.items(), *token.powers.items()):
            yield f"{token.id}.{name}", found


def test_the_products_asked_for_are_there_in_order() -> None:
    assert tuple(BOOK.tokens) == (
        "buidl", "benji", "dtc", "usdc", "btc", "eth", "retoken", "pcredit",
    )  # fmt: skip
    for token in BOOK.tokens.values():
        assert tuple(token.features) == FEATURES
        assert tuple(token.powers) == tuple(POWERS)


def test_every_finding_has_a_source_on_record_a_status_and_both_languages() -> None:
    for where, found in findings():
        assert found.source in BOOK.facts.sources, where
        assert found.status, where
        assert found.note["en"].isascii(), where
        assert any("\u4e00" <= char <= "\u9fff" for char in found.note["zh"]), where


def test_illustrative_findings_say_so_and_the_others_name_somebody_else() -> None:
    for where, found in findings():
        assert (found.source == "plumbline") == (found.class_ == "illustrative"), where


def test_generic_types_are_illustrative_throughout_and_named_ones_mostly_sourced() -> None:
    for code in ("retoken", "pcredit"):
        token = BOOK.tokens[code]
        entries = (token.form, *token.features.values(), *token.powers.values())
        assert {found.class_ for found in entries} == {"illustrative"}
    for code in ("buidl", "benji", "dtc", "usdc"):
        features = BOOK.tokens[code].features.values()
        assert all(found.class_ != "illustrative" for found in features)


def _put(path: str, value: object) -> Change:
    def change(contents: dict[str, Any]) -> None:
        *way, last = path.split("/")
        place = contents
        for step in way:
            place = place[step]
        place[last] = value

    return change


def _drop(path: str) -> Change:
    def change(contents: dict[str, Any]) -> None:
        *way, last = path.split("/")
        place = contents
        for step in way:
            place = place[step]
        del place[last]

    return change


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (_put("tokens.yaml/products", {}), "products is empty"),
        (_put("tokens.yaml/products/btc/asset", "gold"), "gold"),
        (_put("tokens.yaml/products/btc/form/is", "shell"), "shell"),
        (_drop("tokens.yaml/products/btc/name"), "missing name"),
        (_drop("tokens_features.yaml/features/btc"), "missing btc"),
        (_drop("tokens_features.yaml/features/usdc/custody"), "missing custody"),
        (_put("tokens_features.yaml/features/usdc/custody/is", "half"), "half"),
        (_put("tokens_features.yaml/features/usdc/custody/source", "nobody"), "nobody"),
        (_put("tokens_features.yaml/features/usdc/custody/class", "illustrative"), "disagree"),
        (_drop("tokens_powers.yaml/powers/dtc/reverse"), "missing reverse"),
        (_put("tokens_powers.yaml/powers/dtc/hold/is", "nobody"), "nobody"),
        (_put("tokens_powers.yaml/powers/gold", {}), "unknown key 'gold'"),
    ],
)
def test_what_is_wrong_is_refused_by_name(change: Change, complaint: str) -> None:
    contents = deepcopy(CONTENTS)
    change(contents)
    with pytest.raises(FactError, match=complaint):
        tokens_from(contents, BOOK.facts.sources)
