"""``chidan kb card``: two files, or a sentence that says what is wrong."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import cli
from tests.unit.cards.reading import spaceless, words_of


def test_the_card_of_a_case_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    command = ["kb", "card", "1.013831", "--case", "sale,~loan", "--out", str(tmp_path / "new")]
    result = CliRunner().invoke(cli, [*command, "--url", "https://chidan.example.vn/"])
    assert result.exit_code == 0, result.output
    files = sorted((tmp_path / "new").iterdir())
    assert [file.name for file in files] == ["1.013831-sale-~loan.pdf", "1.013831-sale-~loan.png"]
    assert result.stdout.splitlines() == [str(file) for file in files]
    assert spaceless("Trường hợp: Mua bán") in words_of(files[0].read_bytes())


def test_an_address_that_leads_nowhere_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CHIDAN_PUBLIC_URL", "")
    result = CliRunner().invoke(cli, ["kb", "card", "1.001662", "--out", str(tmp_path)])
    assert result.exit_code == 0
    assert "for this machine alone" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["9.999999"], "there is no procedure 9.999999"),
        (["1.013831", "--case", "sole"], "1.013831 has no answer sole; it has "),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, arguments: list[str], words: str) -> None:
    result = CliRunner().invoke(cli, ["kb", "card", *arguments, "--out", str(tmp_path)])
    assert result.exit_code == 1
    assert words in result.stderr
    assert list(tmp_path.iterdir()) == []
