"""What can be known of the containers without a Docker daemon: names, files, settings, commands."""

import re
import shlex
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from bot.cli import cli
from bot.settings import PROJECT_ROOT, Settings

FOLDER = PROJECT_ROOT / "deploy" / "compose"
COMPOSE: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = sorted(name for name, one in SERVICES.items() if "build" in one)
DOCKERFILE = (FOLDER / "Dockerfile").read_text()


@pytest.mark.parametrize("name", OURS)
def test_a_process_of_ours_is_closed_and_known_to_the_program(name: str) -> None:
    one = SERVICES[name]
    assert (one["read_only"], one["cap_drop"], one["restart"]) == (True, ["ALL"], "always")
    assert one["network_mode"] == "service:proxy", "X-Forwarded-For is believed on loopback alone"
    settings = {f"CHIDAN_{field.upper()}" for field in Settings.model_fields}
    assert set(one["environment"]) <= settings
    assert f"AS {one['build']['target']}" in DOCKERFILE


@pytest.mark.parametrize("name", OURS)
def test_its_command_is_one_of_ours(name: str) -> None:
    one = SERVICES[name]
    words = one.get("command", ["serve"])
    if "entrypoint" in one:
        words = shlex.split(re.findall(r"bot\.cli (.+?);", one["entrypoint"][2])[0])
    done = CliRunner().invoke(cli, [*words, "--help"])
    assert done.exit_code == 0, done.output


def test_health_is_asked_where_each_listens() -> None:
    for name in ("app1", "app2"):
        assert f":{SERVICES[name]['environment']['CHIDAN_PORT']}/health/live" in str(
            SERVICES[name]["healthcheck"]
        )
    for name in ("rasa1", "rasa2"):
        port = SERVICES[name]["command"][2]
        assert f":{port}/" in str(SERVICES[name]["healthcheck"])
        assert f":{port}" in SERVICES["app1"]["environment"]["CHIDAN_RASA_URLS"]


def test_the_proxy_knows_both_processes() -> None:
    conf = (PROJECT_ROOT / "deploy" / "proxy" / "chidan.conf").read_text()
    ports = {SERVICES[name]["environment"]["CHIDAN_PORT"] for name in ("app1", "app2")}
    assert set(re.findall(r"server 127\.0\.0\.1:(\d+)", conf)) == ports


def test_named_volumes_and_services_are_declared() -> None:
    mounted = {volume.partition(":")[0] for one in SERVICES.values() for volume in one.get("volumes", ())}
    assert {one for one in mounted if re.fullmatch(r"\w+", one)} == set(COMPOSE["volumes"])
    needed = {name for one in SERVICES.values() for name in one.get("depends_on", ())}
    assert needed <= set(SERVICES)


def test_the_images_run_without_root_and_copy_what_is_there() -> None:
    for stage in re.split(r"^FROM ", DOCKERFILE, flags=re.MULTILINE)[3:]:
        assert re.findall(r"^USER (\w+)", stage, re.MULTILINE)[-1] == "chidan"
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    assert all((PROJECT_ROOT / one).exists() for line in copied for one in line.split())
    ignored = (FOLDER / "Dockerfile.dockerignore").read_text().split()
    assert {".env", "data", ".git"} <= set(ignored), "secrets stay out of images"
