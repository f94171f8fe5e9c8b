"""Import directions, and one door for each library."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ("bot", "actions", "procedures_kb")
DOORS = {
    "rasa": ("bot/nlu/",),
    "rasa_sdk": ("actions/", "bot/sidecar/actions_route.py"),
    "underthesea": ("bot/language/",),
    "sqlalchemy": (
        "bot/storage/",
        "bot/conversation/",
        "bot/channels/webchat/model.py",
        "bot/channels/telegram/model.py",
        "bot/channels/telegram/repository.py",
        "bot/channels/zalo/model.py",
        "bot/channels/zalo/repository.py",
        "bot/backup/",
        "bot/corrections/",
        "bot/dossiers/",
        "bot/handover/",
        "bot/hotline/",
        "bot/hotline_wiring.py",
        "bot/insight/",
        "bot/records/",
        "bot/review/",
        "bot/staff/",
        "bot/surveys/",
        "bot/answering_wiring.py",
        "bot/own_data_listing.py",
        "bot/own_data_request.py",
        "bot/own_data_wiring.py",
        "bot/survey_post.py",
        "bot/survey_sources.py",
        "bot/switches/",
        "bot/undelivered/",
        "bot/effects.py",
        "bot/health/channels.py",
        "bot/health/database.py",
        "bot/metrics/standing.py",
    ),
    "alembic": ("bot/storage/",),
    "segno": ("bot/cards/",),
    "typst": ("bot/typesetting.py",),
    "font_roboto": ("bot/typesetting.py",),
    "PIL": ("bot/cards/picture.py", "bot/conversation/photo_codes.py"),
    "telegram": ("bot/channels/telegram/",),
    "zxingcpp": ("bot/conversation/photo_codes.py",),
    "cryptography": ("bot/channels/zalo/", "bot/hotline/sealing.py"),
    "argon2": ("bot/staff/passwords.py",),
    "typer": ("bot/cli.py", "bot/commands/", "bot/channels/zalo/cli.py"),
    "pydantic_settings": ("bot/settings.py",),
    "watchfiles": ("bot/live_base.py", "bot/dossiers/sources/folder.py"),
    "openpyxl": ("bot/tables/",),
    "holidays": ("bot/calendar/",),
}


def sources() -> Iterator[Path]:
    for package in PROGRAM:
        yield from sorted((ROOT / package).rglob("*.py"))


@cache
def imported_libraries(source: Path) -> frozenset[str]:
    names = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return frozenset(names)


@pytest.mark.parametrize("library", DOORS)
def test_a_library_has_one_door(library: str) -> None:
    strangers = [
        str(path.relative_to(ROOT))
        for path in sources()
        if library in imported_libraries(path) and not str(path.relative_to(ROOT)).startswith(DOORS[library])
    ]
    assert strangers == [], f"{library} is imported outside {DOORS[library]}"


def test_only_the_settings_read_the_environment() -> None:
    readers = [
        str(path.relative_to(ROOT))
        for path in sources()
        if any(word in path.read_text() for word in ("os.environ", "os.getenv", "from os import environ"))
    ]
    assert readers == ["bot/settings.py"]


def test_packages_do_nothing_when_imported() -> None:
    """Rasa's side imports parents of its components, so a parent must hold nothing."""
    filled = [
        str(path.relative_to(ROOT)) for path in sources() if path.name == "__init__.py" and path.read_text()
    ]
    assert filled == []


def test_import_directions() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
