"""Dashboard and alerts speak of what is really there."""

import json
import re
from pathlib import Path

import yaml
from prometheus_client.exposition import generate_latest

from bot.metrics.meters import Meters
from bot.metrics.news import NewsCollector
from bot.metrics.promises import PromisesCollector
from bot.metrics.standing import Standing, StandingCollector
from bot.metrics.tasks import TasksCollector
from bot.metrics.workers import WorkersCollector
from bot.pulse import Pulses

ROOT = Path(__file__).parents[3]


def _known() -> set[str]:
    meters, standing = Meters(), StandingCollector()
    standing.last = Standing(known=True, replies={"created": 1})
    meters.registry.register(standing)
    meters.registry.register(WorkersCollector(lambda: ()))
    meters.registry.register(TasksCollector(Pulses()))
    meters.registry.register(PromisesCollector(dict))
    meters.registry.register(NewsCollector(bool))
    types = re.findall(r"^# TYPE (\S+) (\S+)", generate_latest(meters.registry).decode(), re.M)
    more = {f"{name}{end}" for name, kind in types if kind == "histogram" for end in ("_bucket", "_count")}
    return {name for name, _ in types} | more


def _asked(expression: str) -> set[str]:
    return set(re.findall(r"\b(?:chidan|process)_\w+", expression))


def test_the_dashboard_asks_for_what_is_measured() -> None:
    panels = json.loads((ROOT / "deploy/grafana/chi-dan.json").read_text())["panels"]
    for panel in panels:
        for target in panel["targets"]:
            assert _asked(target["expr"]), panel["title"]
            assert _asked(target["expr"]) <= _known(), panel["title"]


def test_alerts_ask_for_what_is_measured_and_name_a_section() -> None:
    sections = re.findall(r"^## (.+)$", (ROOT / "RUNBOOK.md").read_text(), re.M)
    for group in yaml.safe_load((ROOT / "deploy/prometheus/alerts.yml").read_text())["groups"]:
        for rule in group["rules"]:
            assert _asked(rule["expr"]) <= _known(), rule["alert"]
            assert rule["annotations"]["runbook"] in sections
            assert rule["annotations"]["summary"]
