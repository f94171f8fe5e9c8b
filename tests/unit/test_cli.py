"""What the command line says when something outside the program is wrong."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import cli
from bot.settings import PROJECT_ROOT


@pytest.mark.parametrize(
    ("command", "variable", "value", "words"),
    [
        (["serve"], "CHIDAN_PORT", "abc", "CHIDAN_PORT: Input should be a valid integer"),
        (["db", "upgrade"], "CHIDAN_DATABASE_URL", "mysql://x", "only sqlite and postgresql"),
        (
            ["db", "upgrade"],
            "CHIDAN_DATABASE_URL",
            "postgresql://u:secret@127.0.0.1:1/x",
            "Connection refused",
        ),
        (["kb", "check"], "CHIDAN_DEPARTMENT_FILE", "/nowhere.yml", "/nowhere.yml: "),
        (["ask", "--file", "/nowhere.jsonl"], "CHIDAN_PORT", "0", "/nowhere.jsonl: No such file"),
        (["kb", "show", "9.999999"], "CHIDAN_PORT", "0", "there is no procedure 9.999999"),
    ],
)
def test_a_mistake_is_named_without_a_trace(
    monkeypatch: pytest.MonkeyPatch, command: list[str], variable: str, value: str, words: str
) -> None:
    monkeypatch.setenv(variable, value)
    result = CliRunner().invoke(cli, command)
    assert result.exit_code == 1
    assert words in result.stderr
    assert "Traceback" not in result.output
    assert "secret" not in result.output


def test_one_question_or_a_file_not_both() -> None:
    for arguments in (["ask"], ["ask", "x", "--file", "y"]):
        result = CliRunner().invoke(cli, arguments)
        assert (result.exit_code, result.stderr) == (1, "chidan: give one question, or --file\n")


def test_a_record_is_shown_with_its_sources() -> None:
    result = CliRunner().invoke(cli, ["kb", "show", "1.013978"])
    assert result.exit_code == 0
    assert "https://dichvucong.gov.vn/" in result.stdout


def test_the_check_counts_the_records_and_lists_what_must_be_verified_again() -> None:
    result = CliRunner().invoke(cli, ["kb", "check"])
    assert result.exit_code == 0
    assert "verify by 2026-07-01: " in result.stdout
    assert any(line.endswith(" by name") for line in result.stdout.splitlines())
    assert result.stdout.splitlines()[-1].startswith("0 faults, ")


def test_the_check_tells_of_a_base_that_does_not_load(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    department = (PROJECT_ROOT / "bot" / "department.yml").read_text(encoding="utf-8")
    (tmp_path / "department.yml").write_text(department.replace("overlay: dong_nai", "overlay: nowhere"))
    monkeypatch.setenv("CHIDAN_DEPARTMENT_FILE", str(tmp_path / "department.yml"))
    result = CliRunner().invoke(cli, ["kb", "check"])
    assert result.exit_code == 1
    assert "there is no overlay folder of this name" in result.stdout
    assert result.stdout.splitlines()[-1] == "1 faults, 0 remarks"
