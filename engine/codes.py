"""The closed lists of codes a scenario may use, each in its fixed order.

Labels of the codes are text (``data/text``); figures that hang on a code are facts.
"""

FACT_ASSETS = (
    "cash", "tbill", "mmf", "ttbill", "usdc", "stable", "btc",
    "eth", "equity", "tequity", "corp", "pcredit", "retoken",
)  # fmt: skip
ASSETS = (*FACT_ASSETS, "own")
PRODUCTS = ("btc_future", "eth_future", "index_future", "rates_10y")
SIDES = ("long", "short")
REGIMES = ("cftc_futures", "cftc_swaps", "emir_other", "emir_otc", "uncleared", "none")
CONFIDENCES = ("99", "99.5", "99.7")
DISTRIBUTIONS = ("normal", "student_t", "es_normal", "es_t")
APC_TOOLS = ("stress", "buffer", "floor")
PROFILES = ("block", "linear")
RAILS = (
    "fedwire", "bank", "mmf", "tbill_pledge", "tbill_sale",
    "equity_sale", "correspondent", "usdc", "tmmf", "btc",
)  # fmt: skip
BASES = ("worst", "hour", "mean")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEK_HOURS = tuple(f"{day}{hour:02d}" for day in DAYS for hour in range(24))
HAIRCUT_RULES = ("model", "us_uncleared", "occ", "cme", "basel")
ACCEPTERS = ("fcm", "ccp")
CONVENTIONS = ("additive", "multiplicative")
CLOCKS = ("365", "252")
CYCLES = ("T5", "T3", "T2", "T1", "T0", *(f"B{batches}" for batches in range(2, 49)), "ATOM")
READINGS = ("A", "B", "C")
CCPS = ("cme_base", "cme_irs", "nasdaq_2018", "free")
WORLDS = ("normal", "student_t")
BUFFER_BASES = ("typed", "clock")
DISPERSIONS = ("worst", "calm")
CUT_SCORES = ("3", "2", "1")
CUT_INDICATORS = (
    "days_to_sell", "round_trip", "sources", "gap_move", "dispersion", "deliver_hours",
)  # fmt: skip
INSTRUMENTS = (  # what a scenario can withdraw; add at the end, links keep this order
    "25-39", "25-40", "25-41", "26-17", "dtc-nal", "faq-2026-03", "faq-2026-09", "adv-24-7",
    "sec-faq", "hqlax-nal", "sec-cftc-2026",
)  # fmt: skip
PRESETS = (
    "today", "token-rails", "before-letters", "letters-btc", "usdc-calls", "bills-tokenised",
    "t2-2023", "netted-t0", "atomic-prefunded", "atomic-recycled", "march-2020", "usdc-depeg",
    "dtc-v1", "letters-withdrawn",
)  # fmt: skip
LEVERS = (
    "position", "risk_model", "transfer", "call_schedule", "other_period", "floor",
    "haircuts", "mix", "settlement", "rules", "none",
)  # fmt: skip
