"""The answer to "gặp cán bộ" says what will happen, and nothing that is not known."""

from dataclasses import replace
from datetime import datetime, time

import pytest

from actions.services import Services
from bot.handover.standing import Standing
from tests.unit.actions.citizen import Citizen, Said

HOURS = ((time(8), time(11, 30)), (time(13, 30), time(17)))


class Duty:
    """Stands as the test says."""

    def __init__(self, standing: Standing) -> None:
        """For as long as it is asked."""
        self._standing = standing

    def standing(self, now: datetime) -> Standing:
        """The same at every moment."""
        return self._standing


async def ask(services: Services, standing: Standing | None) -> Said:
    live = Duty(standing) if standing else None
    return await Citizen(replace(services, live=live)).say("ask_human", "cho tôi gặp cán bộ")


async def test_an_officer_is_called_and_the_wait_is_said_where_it_is_known(services: Services) -> None:
    said = await ask(services, Standing(True, HOURS, 3))
    assert said.outcome == "handed_over"
    assert [effect["kind"] for effect in said.message["effects"]] == ["ask_officer"]
    assert "khoảng 3 phút" in said.text
    unknown = await ask(services, Standing(True, HOURS))
    assert "khoảng" not in unknown.text
    assert "0251 000 000" in unknown.text


async def test_out_of_hours_the_hours_are_said_and_a_ticket_is_promised(services: Services) -> None:
    said = await ask(services, Standing(False, HOURS, 3))
    assert "8 giờ đến 11 giờ 30, 13 giờ 30 đến 17 giờ các ngày làm việc" in said.text
    assert "phiếu" in said.text
    assert "khoảng" not in said.text
    assert [effect["kind"] for effect in said.message["effects"]] == ["ask_officer"]


@pytest.mark.parametrize("standing", [Standing(False), Standing(False, (), 4)])
async def test_without_hours_none_are_said(services: Services, standing: Standing) -> None:
    said = await ask(services, standing)
    assert "giờ trực" not in said.text.lower()
    assert "phiếu" in said.text


async def test_where_nobody_answers_in_the_chat_there_is_the_number(services: Services) -> None:
    said = await ask(services, None)
    assert said.message["effects"] == []
    assert "0251 000 000" in said.text
