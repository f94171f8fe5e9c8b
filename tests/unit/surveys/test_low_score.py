"""When a ticket is offered, which one, and that it is offered once."""

import pytest

from bot.surveys.bad_words import Blame, blame_in
from bot.surveys.comments import is_cut, kept
from bot.surveys.instrument import Kind
from bot.surveys.low_score import CONDUCT, SECRET, Offer, new_offer, offer_for
from tests.unit.actions.surveys import answered, empty, instrument, no

FULL = answered(empty("full")).answers
YES = next(one for one in instrument().questions if one.code == "Q10").choices[0].value


def low() -> list[tuple[str, int]]:
    """Every answer with a score of two or less."""
    return [
        (question.code, choice.value)
        for question in instrument().questions
        for choice in question.choices
        if choice.score is not None and choice.score <= 2
    ]


def test_the_first_choice_of_a_question_answered_by_yes_or_no_is_yes() -> None:
    for question in instrument().questions:
        if question.kind is Kind.YES_NO:
            assert question.choices[0].title.startswith("Có")
            assert question.choices[1].title.startswith("Không")


@pytest.mark.parametrize(("question", "value"), low())
def test_every_low_score_offers_a_ticket(question: str, value: int) -> None:
    assert offer_for(instrument(), {**FULL, question: value}) == CONDUCT


def test_good_answers_and_none_at_all_offer_nothing() -> None:
    assert offer_for(instrument(), FULL) is None
    assert offer_for(instrument(), dict.fromkeys(FULL, 0)) is None
    assert offer_for(instrument(), {}) is None


def test_money_and_gifts_go_the_secret_way_whatever_else_was_bad() -> None:
    assert offer_for(instrument(), {**FULL, "Q1": 1, "Q10": YES}) == SECRET
    assert offer_for(instrument(), {**FULL, "Q1": 1}, "họ vòi tiền") == SECRET


@pytest.mark.parametrize(
    ("before", "after", "offered"),
    [
        ({}, {"Q1": 2}, CONDUCT),
        ({"Q1": 2}, {"Q1": 2, "Q8": 1}, None),
        ({"Q1": 2}, {"Q1": 5}, None),
        ({"Q1": 2}, {"Q1": 2, "Q10": YES}, SECRET),
        ({"Q10": YES}, {"Q10": YES, "Q12": 1}, None),
        ({"Q10": YES}, {"Q10": no(), "Q1": 1}, None),
    ],
)
def test_each_is_offered_once(before: dict[str, int], after: dict[str, int], offered: Offer | None) -> None:
    assert new_offer(instrument(), before, after) == offered


@pytest.mark.parametrize(
    "comment",
    ["vòi tiền cà phê mới làm", "phai dua phong bi", "Cán bộ ĐÒI TIỀN", "họ không cười mà đòi tiền luôn"],
)
def test_words_of_money(comment: str) -> None:
    assert blame_in(comment) is Blame.SECRET


@pytest.mark.parametrize(
    "comment",
    [
        "hạch sách đủ điều",
        "thai do nhan vien kem",
        "cách phục vụ tệ lắm",
        "cán bộ nạt nộ người già",
        "làm khó dân",
    ],
)
def test_words_of_bad_conduct(comment: str) -> None:
    assert blame_in(comment) is Blame.CONDUCT


@pytest.mark.parametrize(
    "comment",
    [
        "",
        "tốt",
        "thái độ rất tốt, vui vẻ",
        "không vòi vĩnh, không hạch sách gì",
        "ở đây không có quạt nên hơi nóng",
        "phục vụ nhanh",
        "chưa bao giờ bị làm khó",
        "chỗ giữ xe khó kiếm",
    ],
)
def test_words_that_blame_nobody(comment: str) -> None:
    assert blame_in(comment) is None


def test_a_comment_is_kept_as_text() -> None:
    assert kept(" <b>gọi 0912345678</b>\0 ") == "<b>gọi [số điện thoại]</b>"
    assert not is_cut("a" * 2000)
    assert is_cut("a" * 2001)
    assert len(kept("a" * 100_000)) == 2000
