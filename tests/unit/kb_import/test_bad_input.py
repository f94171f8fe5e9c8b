"""Files that must not get in: each is refused with its place and reason, and no byte of the base changes."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import cli
from tests.unit.kb_import.exports import EXPORT, as_csv, as_json, as_xlsx, base, cells, contents, export
from tests.unit.procedures_kb.record_files import RECORD, changed, write

HEADER = list(EXPORT)


def row(**changes: Any) -> list[Any]:
    return cells(export(**changes))


def archive(*parts: tuple[str, bytes]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts:
            packed.writestr(name, content)
    return output.getvalue()


def with_part(name: str, old: bytes, new: bytes) -> bytes:
    """The workbook with one passage of one part changed."""
    with zipfile.ZipFile(io.BytesIO(as_xlsx())) as packed:
        parts = [(one, packed.read(one)) for one in packed.namelist()]
    assert any(one == name and old in content for one, content in parts)
    return archive(*((one, content.replace(old, new) if one == name else content) for one, content in parts))


def claiming(size: int) -> bytes:
    """An archive whose list claims that its part unpacks to so many bytes."""
    content = bytearray(archive(("xl/workbook.xml", b"x" * 100)))
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = size.to_bytes(4, "little")
    return bytes(content)


SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = b"- a: &a [x, x]\n- b: &b [*a, *a]\n- c: [*b, *b]\n"
TWICE = as_json(EXPORT).replace(b'"level"', b'"level": "xa", "level"')

REFUSED: list[tuple[str, bytes, str]] = [
    # ZIP bombs and what only looks like a workbook
    ("x.xlsx", archive(("xl/a.xml", b"0" * 60_000_000)), "xl/a.xml: is packed "),
    ("x.xlsx", archive(*((f"xl/{n}", b"") for n in range(501))), "the file: holds 501 parts, at most 500"),
    ("x.xlsx", archive(*((f"xl/{n}", bytes(27_000_000)) for n in range(4))), "the file: unpacks to 103 MB"),
    ("x.xlsx", claiming(4_000_000_000), "the file: unpacks to 3815 MB"),
    ("x.xlsx", claiming(50), "the file: not an XLSX file"),
    ("x.xlsx", b"code,name\n", "the file: not an XLSX file, or one with a password"),
    ("x.xlsx", as_xlsx()[:-30], "the file: not an XLSX file"),
    ("x.xlsx", archive(("xl/workbook.xml", b"<x/>")), "the file: not a readable XLSX file"),
    ("x.xlsx", with_part(SHEET, b"<sheetData>", b"<sheetData"), "the file: not a readable XLSX file"),
    (
        "x.xlsx",
        with_part(SHEET, b"<worksheet", b'<!DOCTYPE l [<!ENTITY a "aaaa">]><worksheet'),
        f"{SHEET}: defines a document type",
    ),
    ("x.xlsx", with_part(SHEET, b'<c r="A2"', b'<c r="XFD2"'), "row 2: has more cells than the header"),
    # cells
    ("x.xlsx", as_xlsx(HEADER, row(name='=HYPERLINK("x")')), "row 2: name: holds a formula"),
    ("x.xlsx", as_xlsx(HEADER, row(), row(name="#REF!")), "row 3: name: holds an error"),
    (
        "x.xlsx",
        as_xlsx(HEADER, row(code=1.01278)),
        "row 2: code: is the number 1.01278: format the cell as text",
    ),
    ("x.xlsx", as_xlsx(HEADER, [*row(), None, "x"]), "row 2: has more cells than the header"),
    ("x.xlsx", as_xlsx([None], ["x"]), "row 2: unknown column 'x'"),
    ("x.csv", as_csv(export(), export(name="=1+1")), "row 3: name: holds a formula"),
    ("x.csv", as_csv(export(accepts_online="maybe")), "row 2 (1.013831): accepts_online: Expected `bool"),
    (
        "x.csv",
        as_csv(export()).replace(b"| 1 | 0 |", b"| one | 0 |"),
        "row 2 (1.013831): documents[0].original: ",
    ),
    ("x.csv", as_csv(export()).replace(b"| 1 | 0 |", b""), "row 2 (1.013831): documents[0].copy: required"),
    (
        "x.csv",
        as_csv(export()).replace("| a) Mua bán".encode(), b"| a | b"),
        "row 2 (1.013831): documents[1].part 6: unknown field",
    ),
    # encodings
    (
        "x.csv",
        as_csv(export()).decode().encode("utf-16")[:-1],
        "line 6: not UTF-16-LE at byte 1042",
    ),
    ("x.csv", b"code,name\r\n1.013831,\xd0\xe3\r\n", "line 2: not UTF-8 at byte 20 of the file"),
    (
        "x.json",
        '[{"name": "Đất \xe9"}]'.encode().replace(b"\xc3\xa9", b"\xe9"),
        "line 1: not UTF-8 at byte 18",
    ),
    (
        "x.json",
        as_json(export(authority="Sở\x00")),
        "record 1 (1.013831): authority: holds a character that cannot",
    ),
    # shapes
    ("x.json", as_json(export())[:-9], "line 1: not JSON: "),
    ("x.json", b"[" * 100_000, "the file: not an export: "),
    ("x.json", b'{"a": 1}', "the file: a list of procedures is expected"),
    ("x.json", b"[]", "the file: no record in it"),
    ("x.json", b"", "line 1: not JSON"),
    ("x.json", TWICE, "record 1: level: the field stands twice"),
    ("x.csv", b"", "row 1: the header is missing"),
    ("x.csv", as_csv(export()) + b"x\r\n" * 20_000, "row 20001: more than 20000 rows"),
    ("x.csv", b"=1," + as_csv(export()), "row 1: a cell holds a formula"),
    ("x.csv", as_csv(export()) + b'"x', "row 3: not CSV"),
    ("x.yaml", LAUGHS, "line 1: [1].b[0]: YAML anchors and aliases are not used"),
    ("x.yaml", b"a: 1", "the file: a list of procedures is expected"),
    ("x.txt", as_json(export()), "the file: its name must end in one of .json"),
    # content
    ("x.json", as_json(export(), export()), "record 2: code: 1.013831 stands in record 1 too"),
    ("x.csv", as_csv(export(), export()), "row 3: code: 1.013831 stands in row 2 too"),
    ("x.json", as_json(export(code="١.٠١٣٨٣١")), "record 1 (١.٠١٣٨٣١): code: "),
    ("x.json", as_json(export(price=1)), "record 1 (1.013831): price: unknown field (known: code, name"),
    ("x.csv", as_csv(export(price=1)), "row 1: unknown column 'price' (known: code, name"),
    ("x.csv", as_csv(export()).replace(b"decision", b"level"), "row 1: the column 'level' stands twice"),
    ("x.csv", as_csv({"code": "1.013831"}), "row 1: the column 'as_of' is missing"),
    (
        "x.json",
        as_json(export(as_of="2999-01-01")),
        "record 1 (1.013831): as_of: 2999-01-01 is still to come",
    ),
    (
        "x.json",
        as_json(export(as_of="2020-01-01")),
        "record 1 (1.013831): as_of: 2020-01-01 is older than our",
    ),
    (
        "x.json",
        as_json(export(code="1.999999", field="Giao thông")),
        "record 1 (1.999999): field: unknown field",
    ),
    ("x.json", as_json(export(fee_kind="amount", fee=[])), "record 1 (1.013831): fee: the kind is `amount`"),
    ("x.json", as_json(export(source_url="javascript:x")), "record 1 (1.013831): source_url: "),
]


def refusal(root: Path, file: Path) -> str:
    """What the command says of the file; checks that it wrote nothing, though told to."""
    before = contents(root)
    result = CliRunner().invoke(cli, ["kb", "import", str(file), "--apply", "--into", str(root)])
    assert contents(root) == before
    assert result.exit_code == 1, result.output
    assert "Traceback" not in result.output
    return result.stderr


@pytest.mark.parametrize(("name", "content", "words"), REFUSED, ids=[words[:60] for *_, words in REFUSED])
def test_a_bad_file_is_refused_with_its_place_and_reason(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    root = base(tmp_path / "data")
    (tmp_path / name).write_bytes(content)
    assert words in refusal(root, tmp_path / name)


@pytest.mark.parametrize("name", ["x.json", "x.yaml", "x.csv", "x.xlsx"])
def test_a_file_of_100_megabytes_is_not_even_read(tmp_path: Path, name: str) -> None:
    root = base(tmp_path / "data")
    with (tmp_path / name).open("wb") as file:
        file.truncate(100 * 1024**2)
    assert "the file: 100 MB, at most 20 MB are read" in refusal(root, tmp_path / name)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert "No such file" in refusal(base(tmp_path / "data"), tmp_path / "x.json")


def test_of_very_many_faults_the_first_are_told(tmp_path: Path) -> None:
    root = base(tmp_path / "data")
    (tmp_path / "x.json").write_bytes(as_json(*(export(level="huyen") for _ in range(300))))
    told = refusal(root, tmp_path / "x.json")
    assert "… 599 faults in all" in told
    assert len(told.splitlines()) == 51


BROKEN_BASES = [
    (
        changed("      - id: gift\n", "      - id: gift\n").replace(
            "    options:\n", "    after: [gift]\n    options:\n"
        ),
        "questions[0].after: 'gift' is no answer to an earlier question",
    ),
    (
        changed('aliases: ["sang tên", "sang sổ"]', "aliases: &a [x, x]\nwhen: [*a, *a, *a]").replace(
            'when: "Khi cô/bác mua, bán, cho, tặng đất."\n', ""
        ),
        "when[0]: YAML anchors and aliases are not used in records",
    ),
]


@pytest.mark.parametrize(("text", "words"), BROKEN_BASES)
def test_a_base_that_is_broken_already_is_named_and_left(tmp_path: Path, text: str, words: str) -> None:
    """A cycle of situations and a record that would grow without end are such faults."""
    root = base(tmp_path / "data", text)
    (tmp_path / "x.json").write_bytes(as_json(export()))
    assert words in refusal(root, tmp_path / "x.json")


def test_two_records_of_one_code_are_refused(tmp_path: Path) -> None:
    root = base(tmp_path / "data")
    write(root, RECORD, folder="national/dat_dai/copy")
    (tmp_path / "x.json").write_bytes(as_json(export()))
    assert "is already the code of" in refusal(root, tmp_path / "x.json")


def test_without_apply_a_good_file_writes_nothing_either(tmp_path: Path) -> None:
    root = base(tmp_path / "data")
    (tmp_path / "x.xlsx").write_bytes(as_xlsx())
    before = contents(root)
    shown = CliRunner().invoke(cli, ["kb", "import", str(tmp_path / "x.xlsx"), "--into", str(root)])
    assert (shown.exit_code, contents(root)) == (0, before)
    assert shown.stdout.splitlines()[-1] == "nothing was written: --apply writes 1 files"
    applied = CliRunner().invoke(
        cli, ["kb", "import", str(tmp_path / "x.xlsx"), "--into", str(root), "--apply"]
    )
    assert applied.exit_code == 0
    assert (root / "portal_seen.json").exists()
