"""The province's own names: what a message in a talk says of one that is like the one talked about."""

import msgspec
import numpy as np
import pytest

from bot.nlu.sisters import Sisters
from procedures_kb.loader import load_knowledge_base

RETURN_DRILLING, EXTEND_DRILLING = "1.012501", "2.001738"
RETURN_MINE, EXTEND_MINE = "1.014269", "1.014266"
LOST_BOOK = "1.012786"


@pytest.fixture(scope="module")
def codes() -> list[str]:
    return [each.code for each in load_knowledge_base().nameable]


@pytest.fixture(scope="module")
def sisters() -> Sisters:
    return Sisters(load_knowledge_base().nameable)


def test_a_procedure_is_like_itself_and_more_like_its_sister_than_a_stranger(
    sisters: Sisters, codes: list[str]
) -> None:
    alike = dict(zip(codes, sisters.alike(codes.index(RETURN_DRILLING)), strict=True))
    assert alike[RETURN_DRILLING] == pytest.approx(1.0)
    assert alike[EXTEND_DRILLING] > 0.5 > alike[LOST_BOOK]


@pytest.mark.parametrize(
    ("text", "about", "sister"),
    [
        ("còn gia hạn thì sao", RETURN_DRILLING, EXTEND_DRILLING),
        ("the gia han thi sao", RETURN_DRILLING, EXTEND_DRILLING),
        ("nếu gia hạn thì bao lâu", RETURN_MINE, EXTEND_MINE),
    ],
)
def test_what_is_newly_said_finds_the_sister(
    sisters: Sisters, codes: list[str], text: str, about: str, sister: str
) -> None:
    at = codes.index(about)
    assert codes[int(np.argmax(sisters.alike(at) * sisters.newly_said(text, at)))] == sister


def test_words_of_the_name_talked_about_are_nothing_new(sisters: Sisters, codes: list[str]) -> None:
    at = codes.index(LOST_BOOK)
    said = sisters.newly_said("cấp lại sổ đỏ bị mất", at)
    assert said[at] == 0.0
    assert ((said >= 0.0) & (said <= 1.0)).all()


def test_words_that_no_name_holds_say_nothing(sisters: Sisters, codes: list[str]) -> None:
    assert not sisters.newly_said("zzz qqq", codes.index(LOST_BOOK)).any()
    assert not sisters.newly_said("", codes.index(LOST_BOOK)).any()


def test_names_of_any_writing_are_compared() -> None:
    """What an abbreviation stands for may depend on the words around it; a name may have no word at all."""
    ours = load_knowledge_base().nameable[0]
    others = [
        msgspec.structs.replace(ours, name="Cấp phép nhận chìm (cấp TW)", plain_name="Nhận chìm (cấp TW)"),
        msgspec.structs.replace(ours, name="…", plain_name="…"),
    ]
    sisters = Sisters([ours, *others])
    for about in range(3):
        assert np.isfinite(sisters.alike(about)).all()
        assert np.isfinite(sisters.newly_said("cấp TW thì sao", about)).all()
