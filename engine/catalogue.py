"""Everything an evaluation rests on, loaded once and never changed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from engine.acceptance import Acceptance, acceptance_from
from engine.choice_records import FILE as CHOICES
from engine.choice_records import Choice, Provision, choices_from, options_of, provisions_from
from engine.clock_records import ClockWeek, clock_week_from
from engine.controls import Controls, load_controls
from engine.evidence_files import load_evidence
from engine.evidence_records import EvidenceBook
from engine.facts import DATA, Facts, load_facts, read_yaml
from engine.presets import Preset, load_presets
from engine.rail_evidence import Evidence, evidence_from
from engine.rail_records import holidays_from, rails_from, reference_week_from
from engine.rails import Rail
from engine.rule_records import check_rules, rules_from
from engine.rules import Rule
from engine.token_records import FILES as TOKEN_FILES
from engine.token_records import Token, tokens_from


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """Facts, call rails, holidays, rules, controls and presets of one data edition."""

    facts: Facts
    rails: Mapping[str, Rail]
    rail_evidence: tuple[Evidence, ...]
    holidays: frozenset[date]
    reference_week: date
    clock_week: ClockWeek
    rules: Mapping[str, Rule]
    acceptance: tuple[Acceptance, ...]
    choices: Mapping[str, Choice]
    provisions: Mapping[str, Provision]
    controls: Controls
    presets: Mapping[str, Preset]
    tokens: Mapping[str, Token]
    folder: Path

    @property
    def evidence(self) -> EvidenceBook:
        """Past losses and volatility, read when first asked for."""
        return load_evidence(self.folder)

    def number(self, key: str) -> float:
        """Return the latest value of one fact."""
        return self.facts.value(key)


@lru_cache(maxsize=2)
def load(folder: Path = DATA) -> Catalogue:
    """Read every data file once; raises ``FactError`` naming file, key and fix."""
    controls = load_controls(folder)
    facts = load_facts(folder)
    rails = read_yaml(folder / "rails.yaml")
    calendars = read_yaml(folder / "calendars.yaml")
    choices = read_yaml(folder / CHOICES)
    return Catalogue(
        facts=facts,
        rails=rails_from(rails),
        rail_evidence=evidence_from(rails, calendars),
        holidays=holidays_from(calendars),
        reference_week=reference_week_from(calendars),
        clock_week=clock_week_from(calendars),
        rules=_rules(folder, facts, rails["rails"]),
        acceptance=acceptance_from(read_yaml(folder / "acceptance.yaml"), facts.sources),
        choices=choices_from(choices, options_of(facts.facts)),
        provisions=provisions_from(choices),
        controls=controls,
        presets=load_presets(folder, controls),
        tokens=tokens_from({name: read_yaml(folder / name) for name in TOKEN_FILES}, facts.sources),
        folder=folder,
    )


def _rules(folder: Path, facts: Facts, rails: Collection[str]) -> dict[str, Rule]:
    """Read ``rules*.yaml`` and check that every source, fact and rail they name exists."""
    rules = rules_from({path.name: read_yaml(path) for path in sorted(folder.glob("rules*.yaml"))})
    check_rules(rules, facts.sources, facts.facts, rails)
    return rules
