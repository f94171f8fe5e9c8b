"""Why dossiers come back: each reason reaches those whom it concerns, and nobody else."""

import re
from pathlib import Path

import pytest

from procedures_kb.case import Case
from procedures_kb.loader import KnowledgeBase, KnowledgeBaseError, load_knowledge_base
from procedures_kb.return_reasons import Check, Due, ReturnReasons, checks_due
from procedures_kb.ties import LONG_NAME, short_name
from tests.unit.procedures_kb.record_files import CODE, changed, line_of, write

TRANSFER, SPLIT, EXCHANGE_BOOK, FIRST_BOOK, MISTAKE = (
    "1.013831",
    "1.012784",
    "1.012783",
    "1.013978",
    "1.012790",
)
CHANGE_OF_USE, DISPUTE, WELL, MINE, SEA = "1.013949", "1.012812", "1.001662", "1.014257", "1.005401"
LONGEST_SENTENCE = 25


@pytest.fixture(scope="module", params=[None, "dong_nai"])
def kb(request: pytest.FixtureRequest) -> KnowledgeBase:
    """The real base, national and with the overlay."""
    return load_knowledge_base(overlay=request.param)


def reasons_of(kb: KnowledgeBase) -> ReturnReasons:
    assert kb.return_reasons is not None
    return kb.return_reasons


def due(kb: KnowledgeBase, code: str, told: str = "") -> dict[str, Due]:
    """By the first words of its question, each check that concerns the case."""
    procedure = kb.get(code)
    assert procedure is not None
    found = checks_due(Case(procedure).with_tokens(told), kb.return_reasons)
    return {one.check.ask: one for one in found}


def asked(kb: KnowledgeBase, words: str, code: str, told: str = "") -> Due | None:
    return next((one for ask, one in due(kb, code, told).items() if words in ask), None)


def test_there_are_the_ten_commonest_reasons(kb: KnowledgeBase) -> None:
    assert len(reasons_of(kb).reasons) == 10


APPLIES = [
    ("mẫu đang dùng", TRANSFER, "sale"),
    ("mẫu đang dùng", WELL, ""),
    ("ký tên chưa", MINE, ""),
    ("vợ chồng", TRANSFER, "sale,individual"),
    ("đi thay", TRANSFER, "sale,agent"),
    ("số căn cước", EXCHANGE_BOOK, ""),
    ("tranh chấp", FIRST_BOOK, ""),
    ("ngân hàng", TRANSFER, "sale,mortgaged"),
    ("công chứng", TRANSFER, "gift"),
    ("hưởng thừa kế", TRANSFER, "inheritance"),
    ("chỉ nộp bản sao", MINE, ""),
    ("ranh đất", EXCHANGE_BOOK, "measure"),
    ("Tách thửa", TRANSFER, "sale,cut"),
    ("thông báo thu hồi", SPLIT, ""),
    ("Mục đích xin đổi", CHANGE_OF_USE, "change_use"),
    ("lệ phí trước bạ", TRANSFER, "sale"),
    ("giữ biên lai", FIRST_BOOK, ""),
    ("VNeID", TRANSFER, "sale"),
    ("đính chính", MISTAKE, ""),
    ("nơi nộp", SEA, ""),
]
DOES_NOT_APPLY = [
    ("mẫu đang dùng", "1.013979", ""),  # has no form at all
    ("ký tên chưa", "1.013979", ""),
    ("vợ chồng", TRANSFER, "sale,organisation"),
    ("vợ chồng", MINE, ""),
    ("đi thay", TRANSFER, "sale,self"),
    ("số căn cước", WELL, ""),
    ("tranh chấp", DISPUTE, ""),
    ("ngân hàng", TRANSFER, "sale,not_mortgaged"),
    ("ngân hàng", TRANSFER, "inheritance"),
    ("công chứng", MINE, ""),
    ("hưởng thừa kế", TRANSFER, "sale"),
    ("chỉ nộp bản sao", WELL, ""),
    ("ranh đất", EXCHANGE_BOOK, "no_measure"),
    ("Tách thửa", TRANSFER, "sale,whole"),
    ("thông báo thu hồi", WELL, ""),
    ("Mục đích xin đổi", CHANGE_OF_USE, "extension"),
    ("lệ phí trước bạ", WELL, ""),
    ("giữ biên lai", TRANSFER, "sale"),
    ("VNeID", SEA, ""),  # is not taken online
    ("đính chính", TRANSFER, ""),
]


@pytest.mark.parametrize(("words", "code", "told"), APPLIES)
def test_a_check_reaches_the_case_that_it_concerns(
    kb: KnowledgeBase, words: str, code: str, told: str
) -> None:
    assert asked(kb, words, code, told)


@pytest.mark.parametrize(("words", "code", "told"), DOES_NOT_APPLY)
def test_a_check_spares_the_others(kb: KnowledgeBase, words: str, code: str, told: str) -> None:
    assert asked(kb, words, code, told) is None


def test_each_check_is_tried_both_ways_except_the_one_on_the_place(kb: KnowledgeBase) -> None:
    checks = [check.ask for reason in reasons_of(kb).reasons for check in reason.checks]
    for table, spared in ((APPLIES, ()), (DOES_NOT_APPLY, ("Cô/bác biết chắc nơi nộp chưa?",))):
        tried = {ask for ask in checks if any(words in ask for words, _, _ in table)}
        assert set(checks) - tried == set(spared)


def test_what_may_still_be_is_asked_while_the_case_is_open(kb: KnowledgeBase) -> None:
    assert asked(kb, "ngân hàng", TRANSFER)
    assert asked(kb, "hưởng thừa kế", TRANSFER, "~how")


def test_the_paper_of_the_case_is_named(kb: KnowledgeBase) -> None:
    contract = asked(kb, "công chứng", TRANSFER, "sale,not_mortgaged")
    assert contract is not None
    assert contract.about == ("Hợp đồng chuyển nhượng đất, nhà",)
    place = asked(kb, "nơi nộp", WELL)
    assert place is not None
    assert "Trung tâm Phục vụ hành chính công" in place.about[0]


def test_every_record_has_something_to_look_at(kb: KnowledgeBase) -> None:
    for procedure in kb.procedures:
        found = checks_due(Case(procedure), kb.return_reasons)
        assert found, procedure.code
        for one in found:
            assert all(one.about), (procedure.code, one.check.ask)


def test_every_word_and_every_tie_is_met_by_some_record(kb: KnowledgeBase) -> None:
    """A tie that no record meets is a misprint."""
    for reason in reasons_of(kb).reasons:
        for check in reason.checks:
            for tie in check.ties:
                assert any(tie.holds(Case(one)) for one in kb.procedures), (reason.id, tie)


def test_sentences_are_short_and_never_send_to_the_district(kb: KnowledgeBase) -> None:
    texts = [text for check in checks(kb) for text in (check.ask, check.remedy)] + [reasons_of(kb).note]
    for text in texts:
        assert "huyện" not in text
        for sentence in re.split(r"(?<=[.!?;])\s+", text):
            assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


def test_what_is_known_by_practice_alone_says_so(kb: KnowledgeBase) -> None:
    assert reasons_of(kb).confidence == "low"
    assert "kinh nghiệm" in reasons_of(kb).note
    for check in checks(kb):
        assert not re.search(r"theo luật|pháp luật|Điều \d", f"{check.ask} {check.remedy}"), check.ask


def checks(kb: KnowledgeBase) -> list[Check]:
    return [check for reason in reasons_of(kb).reasons for check in reason.checks]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Đơn đăng ký biến động (đơn xin ghi thay đổi vào sổ)", "Đơn đăng ký biến động"),
        ("Bản vẽ tách thửa, khi tách thửa", "Bản vẽ tách thửa"),
        ("Giấy giới thiệu, nếu nộp trực tiếp", "Giấy giới thiệu"),
    ],
)
def test_a_paper_is_named_short(name: str, expected: str) -> None:
    assert short_name(name) == expected


def test_a_very_long_name_is_cut_at_a_word() -> None:
    name = " ".join(f"số{number}" for number in range(40))
    cut = short_name(name).removesuffix("…")
    assert len(cut) <= LONG_NAME
    assert name.startswith(f"{cut} ")


REASONS = """\
source: "Kinh nghiệm"
verified_on: 2026-06-10
confidence: low
note: "Đây là kinh nghiệm."
reasons:
  - id: wrong_form
    title: "Sai mẫu"
    checks:
      - ask: "Đúng mẫu chưa?"
        remedy: "Xin mẫu mới."
        ties:
          - fields: ["Đất đai"]
            procedures: ["1.013831"]
            situations: [sale]
"""


def loaded(root: Path, text: str = REASONS) -> KnowledgeBase:
    write(root)
    (root / "return_reasons.yml").write_text(text, encoding="utf-8")
    return load_knowledge_base(root)


def test_the_file_is_a_part_of_the_base(tmp_path: Path) -> None:
    assert due(loaded(tmp_path), CODE, "sale")
    assert not due(loaded(tmp_path), CODE, "gift")


def test_a_base_without_the_file_has_nothing_to_check(tmp_path: Path) -> None:
    write(tmp_path)
    assert due(load_knowledge_base(tmp_path), CODE) == {}


@pytest.mark.parametrize(
    ("old", "new", "passage", "reason"),
    [
        ('["Đất đai"]', '["Đất"]', "fields:", "no record has 'Đất'"),
        ('["1.013831"]', '["1.013832"]', "procedures:", "no record has '1.013832'"),
        ("[sale]", "[sold]", "situations:", "no record has 'sold'"),
        ("fields:", "field:", "field:", "unknown field"),
        ('        remedy: "Xin mẫu mới."\n', "", "ask:", "required field is missing"),
    ],
)
def test_a_fault_names_file_and_line(tmp_path: Path, old: str, new: str, passage: str, reason: str) -> None:
    text = changed(old, new, REASONS)
    with pytest.raises(KnowledgeBaseError) as error:
        loaded(tmp_path, text)
    (fault,) = error.value.faults
    assert (Path(fault.file).name, fault.line) == ("return_reasons.yml", line_of(text, passage))
    assert reason in fault.reason


def test_a_reason_stands_once(tmp_path: Path) -> None:
    twice = REASONS + REASONS.partition("reasons:\n")[2]
    with pytest.raises(KnowledgeBaseError, match=r"reasons\[1\]\.id: 'wrong_form' stands twice"):
        loaded(tmp_path, twice)
