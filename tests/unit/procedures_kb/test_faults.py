"""A broken record is named by file, line and field, and nothing else is."""

import unicodedata
from pathlib import Path

import pytest

from procedures_kb.loader import KnowledgeBaseError, load_knowledge_base
from procedures_kb.reading import MAX_BYTES
from tests.unit.procedures_kb.record_files import RECORD, changed, line_of, write, write_overlay

# What stands in the record, what is put there, a mark of the faulty line, its field, a part of the reason.
ONE_FAULT = [
    ('form: "18"', "form: 18", "form: 18", "papers.items[0].form", "got `int`"),
    ('form: "18"', 'from: "18"', " from:", "papers.items[0].from", "unknown field"),
    ("copies: 1", 'copies: "1"', 'copies: "1"', "papers.items[1].copies", "Expected `int`, got `str`"),
    ("copies: 1", "copies: -1", "copies: -1", "papers.items[1].copies", ">= 0"),
    ("      copies: 1\n", "", 'name: "Hợp đồng', "papers.items[1].copies", "required field is missing"),
    ("level: province", "level: district", "level:", "level", "Invalid enum value 'district'"),
    ("confidence: low", "confidence: sure", "sure", "fee.confidence", "Invalid enum value 'sure'"),
    ("kind: local", "kind: cheap", "cheap", "fee.kind", "Invalid enum value 'cheap'"),
    ("kind: local", "kind: fixed", "fee:", "fee.items", "needs its amounts"),
    ("working_days: 5", "working_days: 0", "working_days", "time.items[0].working_days", ">= 1"),
    ('plain_name: "Sang tên sổ đỏ"', 'plain_name: ""', "plain_name", "plain_name", "matching regex"),
    ('"Sang tên sổ đỏ"', f'"{"x" * 81}"', "plain_name", "plain_name", "length <= 80"),
    ("as_of: 2026-06-10", "as_of: 2026-06-31", "as_of", "as_of", "day is out of range"),
    ("as_of: 2026-06-10", "as_of: soon", "as_of", "as_of", "date"),
    ("as_of: 2026-06-10", "as_of: !!bool maybe", "as_of", "as_of", "not a value of its kind"),
    ("valid_to: 2027-02-28", "valid_to: 2025-06-30", "valid_to", "papers.valid_to", "before it begins"),
    ('portal_url: "https', 'portal_url: "ftp', "portal_url", "portal_url", "matching regex"),
    ('source_url: "https', 'source_url: "javascript', "source_url", "papers.source_url", "matching regex"),
    ("[sale]", "[sale, lease]", "[sale", "papers.items[1].situations[1]", "unknown situation 'lease'"),
    ("id: gift", "id: sale  # again", "# again", "questions[0].options[1].id", "'sale' stands twice"),
    ('name: "Tặng cho"', 'name: "mua bán"', "mua bán", "questions[0].options[1].name", "stands twice"),
    ('"sang sổ"', '"Sang tên"', "aliases", "aliases[1]", "'sang tên' stands twice"),
    ('["sang tên", "sang sổ"]', "[]", "aliases", "aliases", "length >= 1"),
    ('["Công dân Việt Nam"]', "[[x]]", "audience", "audience[0]", "Expected `str`, got `array`"),
    ('code: "1.013831"', "code: 1.013831", "code", "code", "Expected `str`, got `float`"),
    ('code: "1.013831"', 'code: "1.13831"', "code", "code", "matching regex"),
    ('code: "1.013831"', 'code: "1.013832"', "code", "code", "the file is named 1.013831.yml"),
    ('field: "Đất đai"', 'field: "Môi trường"', "field", "field", "belongs into moi_truong/"),
    ('field: "Đất đai"', 'field: "Giao thông"', "field", "field", "unknown field 'Giao thông'"),
    ("level: province", "level: commune\nlevel: province", "level: province", "level", "stands twice"),
    ("time:\n", 'time:\n  province: "Huế"\n', "Huế", "time.province", "at the head of an overlay"),
    ('name: "Mua bán"', "name: *other", "*other", "", "undefined alias"),
    ("  - id: gift", "- id: gift", "- id: gift", "", "not YAML"),
]


def faults_of(root: Path) -> list[str]:
    with pytest.raises(KnowledgeBaseError) as caught:
        load_knowledge_base(root)
    return str(caught.value).splitlines()


@pytest.mark.parametrize(("old", "new", "mark", "field", "reason"), ONE_FAULT)
def test_one_fault_is_named_once(
    tmp_path: Path, old: str, new: str, mark: str, field: str, reason: str
) -> None:
    text = changed(old, new)
    file = write(tmp_path, text)
    (fault,) = faults_of(tmp_path)
    place = f"{file}:{line_of(text, mark)}: " + (f"{field}: " if field else "")
    assert fault.startswith(place)
    assert reason in fault.removeprefix(place)


def test_the_message_is_the_one_promised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, changed("copies: 1", 'copies: "1"'))
    monkeypatch.chdir(tmp_path)
    assert faults_of(tmp_path) == [
        "national/dat_dai/1.013831.yml:34: papers.items[1].copies: Expected `int`, got `str`"
    ]


def test_every_fault_of_every_file_is_collected(tmp_path: Path) -> None:
    write(tmp_path, RECORD.replace("confidence: medium", "confidence: sure").replace("when:", "wenn:"))
    write(tmp_path, RECORD, code="1.013832")
    write_overlay(tmp_path, "code: [", province="dak_lak")
    fields = [fault.split(": ")[1] for fault in faults_of(tmp_path)]
    assert sorted(fields) == [
        "code",
        "not YAML",
        "papers.confidence",
        "time.confidence",
        "wenn",
        "when",
    ]


def test_an_anchor_is_refused_where_it_is_used(tmp_path: Path) -> None:
    text = changed("valid_to: 2027-02-28", "valid_to: *day").replace("2025-07-01", "&day 2025-07-01")
    write(tmp_path, text)
    (fault,) = faults_of(tmp_path)
    assert "papers.valid_to: YAML anchors and aliases are not used" in fault


def test_letters_stored_apart_from_their_marks_are_refused(tmp_path: Path) -> None:
    write(tmp_path, changed("Văn phòng đăng ký", unicodedata.normalize("NFD", "Văn phòng đăng ký")))
    (fault,) = faults_of(tmp_path)
    assert f":{line_of(RECORD, 'authority')}: " in fault
    assert "Unicode NFC" in fault


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"just a sentence", "Expected `object`, got `str`"),
        (b"\xff\xfe1", "not UTF-8 at byte 0"),
        (b"a: \0", "not YAML"),
        (b"[" * 900 + b"]" * 900, "nested too deep"),
        (b"#" * (MAX_BYTES + 1), "at most 256 KB"),
    ],
)
def test_what_is_no_record_at_all_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    write(tmp_path).write_bytes(content)
    assert any(reason in fault for fault in faults_of(tmp_path))


def test_a_file_that_is_no_record_is_refused_and_a_hidden_one_passed_over(tmp_path: Path) -> None:
    record = write(tmp_path)
    record.with_name(".1.013831.yml.swp").write_text("x")
    load_knowledge_base(tmp_path)
    stray = record.with_suffix(".yaml")
    stray.write_text("x")
    assert faults_of(tmp_path) == [f"{stray}:1: only records live here, and their names end in .yml"]


def test_two_files_with_one_code_name_each_other(tmp_path: Path) -> None:
    first = write(tmp_path)
    second = write(tmp_path, changed('field: "Đất đai"', 'field: "Môi trường"'), folder="national/moi_truong")
    (fault,) = faults_of(tmp_path)
    assert fault == f"{second}:1: code: 1.013831 is already the code of {first}"


def test_a_base_without_records_is_refused(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path)
    assert "no records here" in fault
