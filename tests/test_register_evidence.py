"""The register lists the records of past prices, in both languages."""

import pytest

from engine.codes import FACT_ASSETS, PRODUCTS
from pages.ui import register
from pages.ui.text import words


@pytest.mark.parametrize(
    ("language", "what", "value", "stand_in"),
    [
        ("en", "Past losses: Bitcoin", "2014-09-17 to 2026-07-25", "proxy: the 3-month bill"),
        ("zh", "历史亏损：比特币", "2014-09-17 至 2026-07-25", "替代序列：三个月期国库券"),
    ],
)
def test_records_stand_in_the_register(language: str, what: str, value: str, stand_in: str) -> None:
    known = words(language)
    frame = register.rows(known).set_index("id")
    row = frame.loc["evidence.losses.btc"]
    assert (row["what"], row["value"], row["applies"]) == (what, value, "2026-11-22")
    assert (row["kind"], row["status"]) == (known("class.data"), known("status.computed"))
    assert row["publisher"] == known("publisher.yahoo_finance_binance")
    assert row["note"]
    assert frame.loc["evidence.stand_in.tbill", "value"] == stand_in


def test_every_record_has_one_row() -> None:
    ids = [name for name in register.rows(words("en"))["id"] if name.startswith("evidence.")]
    assert len(ids) == len(set(ids)) == 9 + 5 + 5 + len(FACT_ASSETS) + 1 + len(PRODUCTS)
