"""The model is known by the content of what it is made from."""

import os
from pathlib import Path

import pytest

from bot.sidecar.model import SERVING_ONLY, content_hash
from tests.unit.procedures_kb.record_files import RECORD, changed, write


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in ("config.yml", "nlu_data/nlu/a.yml", "bot/nlu/linker.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    write(records_of(tmp_path), RECORD)
    return tmp_path


def records_of(checkout: Path) -> Path:
    return checkout / "procedures_kb" / "data"


def test_same_content_same_model(checkout: Path) -> None:
    before = content_hash(checkout)
    os.utime(checkout / "config.yml", (1, 1))
    assert content_hash(checkout) == before


@pytest.mark.parametrize("name", ["config.yml", "nlu_data/nlu/a.yml", "bot/nlu/linker.py"])
def test_a_changed_input_needs_a_new_model(checkout: Path, name: str) -> None:
    before = content_hash(checkout)
    (checkout / name).write_text("something else")
    assert content_hash(checkout) != before


def test_a_renamed_input_needs_a_new_model(checkout: Path) -> None:
    before = content_hash(checkout)
    (checkout / "nlu_data/nlu/a.yml").rename(checkout / "nlu_data/nlu/b.yml")
    assert content_hash(checkout) != before


def test_what_rasa_does_not_read_changes_nothing(checkout: Path) -> None:
    before = content_hash(checkout)
    names = ("README.md", "nlu_data/stories/test.yml", "bot/nlu/__pycache__/linker.cpython-310.pyc")
    for name in (*names, *SERVING_ONLY):
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_text("new")
    assert content_hash(checkout) == before


def test_a_new_name_needs_a_new_model_and_a_new_fact_does_not(checkout: Path) -> None:
    before = content_hash(checkout)
    write(
        records_of(checkout),
        changed("verified_on: 2026-06-10\n  confidence: low", "verified_on: 2026-07-10\n  confidence: low"),
    )
    assert content_hash(checkout) == before
    write(records_of(checkout), changed('"Sang tên sổ đỏ"', '"Sang tên"'))
    assert content_hash(checkout) != before
