"""Prometheus itself reads the rules that ship, and rings when it should and not before."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from bot.settings import PROJECT_ROOT

SHIPPED = PROJECT_ROOT / "deploy" / "prometheus"
TESTS = Path(__file__).with_name("alerts_tests.yml")


@pytest.fixture
def promtool(tmp_path: Path) -> str:
    """Prometheus's own checker; rules and their tests lie in the test's folder."""
    found = shutil.which("promtool")
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("promtool is missing: install prometheus")
        pytest.skip("promtool is missing: install prometheus to run this")
    for file in (*SHIPPED.iterdir(), TESTS):
        shutil.copy(file, tmp_path)
    return found


@pytest.mark.parametrize(
    "words", ["check rules alerts.yml", "check config prometheus.yml", f"test rules {TESTS.name}"]
)
def test_prometheus_agrees(promtool: str, tmp_path: Path, words: str) -> None:
    done = subprocess.run(
        [promtool, *words.split()], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_alert_is_tried() -> None:
    rules = yaml.safe_load((SHIPPED / "alerts.yml").read_text())["groups"]
    shipped = {rule["alert"] for group in rules for rule in group["rules"]}
    tried = [one for test in yaml.safe_load(TESTS.read_text())["tests"] for one in test["alert_rule_test"]]
    assert {one["alertname"] for one in tried if one["exp_alerts"]} == shipped
    assert {one["alertname"] for one in tried if not one["exp_alerts"]} == shipped
