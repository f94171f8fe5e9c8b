"""Which aspects a message asks for."""

from typing import get_args

import pytest

from actions.aspect_cues import asked_aspects, aspect_cues
from actions.aspects import Aspect
from bot.language.words import words

UNCUED = {"overview", "check"}


@pytest.mark.parametrize(
    ("text", "main", "aspects"),
    [
        ("làm sổ cần giấy gì và tốn bao nhiêu", "papers", ("papers", "fee")),
        ("lam so can giay gi va ton bao nhieu", "papers", ("papers", "fee")),
        ("tách thửa mất bao lâu, phí nhiêu, nộp ở đâu", "time", ("time", "fee", "place")),
        ("tách thửa mất bao lâu, phí nhiêu, nộp ở đâu", "place", ("time", "fee", "place")),
        ("mang gì? phí bao nhiêu? bao lâu? nộp ở đâu?", "papers", ("papers", "fee", "time")),
        ("mang gì? phí bao nhiêu? bao lâu? nộp ở đâu?", "place", ("papers", "fee", "place")),
        ("sang tên cần giấy tờ gì, phí, thời gian", "papers", ("papers", "fee", "time")),
        ("làm sổ hết cỡ nào tiền và cần giấy tờ gì", "fee", ("fee", "papers")),
        ("mất sổ phải làm sao, bao lâu có lại", "steps", ("steps", "time")),
    ],
)
def test_each_part_with_its_own_cue_is_a_question(
    text: str, main: Aspect, aspects: tuple[Aspect, ...]
) -> None:
    assert asked_aspects(text, main) == aspects


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("tách thửa cần giấy tờ gì", "papers"),
        ("tách thửa cần giấy tờ gì mất bao lâu", "papers"),  # one part: the intent decides
        ("đất không có giấy gì, làm sổ tốn bao nhiêu", "fee"),
        ("nộp bao lâu rồi, phí bao nhiêu", "fee"),
        ("đóng phí rồi, giờ nộp ở đâu", "place"),
        ("phí bao nhiêu, nộp ở đâu", "papers"),  # every part asks for something else than was understood
        ("tốn bao nhiêu tiền và bao nhiêu phí", "fee"),
        ('/ask_fee{"procedure":"1.000001"}', "fee"),
        ("giấy tờ gì, phí bao nhiêu", "check"),
        ("xong rồi nhận được giấy gì", "result"),  # the part with the cue is the only question
        ("muốn đổi ruộng cho nhau, làm giấy gì", "overview"),
        ("sửa tên, căn cước, địa chỉ theo luật nào", "legal"),
    ],
)
def test_nothing_is_added_where_it_is_not_unmistakable(text: str, main: Aspect) -> None:
    assert asked_aspects(text, main) == (main,)


def test_every_aspect_that_is_a_fact_has_its_words() -> None:
    table = aspect_cues()
    assert set(table.cues) == set(table.corrections) == set(table.hints) == set(get_args(Aspect)) - UNCUED
    assert set(table.cues) >= set(table.nouns)


def test_no_cue_belongs_to_two_aspects_and_all_are_folded() -> None:
    tables = (aspect_cues().cues, aspect_cues().nouns, aspect_cues().corrections)
    every = [cue for table in tables for cues in table.values() for cue in cues]
    assert len(every) == len(set(every))
    assert [cue for cue in every if cue != words(cue)] == []
