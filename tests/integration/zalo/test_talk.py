"""A person and the program talk by Zalo."""

from tests.integration.zalo.program import Program, until


async def test_a_question_is_answered_with_buttons_that_can_be_tapped(program: Program) -> None:
    citizen = program.emulator.citizen()
    delivery = await citizen.send_text("sang tên sổ đỏ cần gì")
    assert delivery.arrived
    await until(lambda: len(citizen.sent) == 1)
    assert citizen.texts == ["về sang tên sổ đỏ cần gì"]
    await citizen.tap("Phí")
    await until(lambda: len(citizen.sent) == 2)
    assert program.nlu.asked[-1] == '/ask_fee{"procedure":"1.013831"}'


async def test_who_follows_is_greeted(program: Program) -> None:
    citizen = program.emulator.citizen(follows=False)
    await citizen.follow()
    await until(lambda: len(citizen.sent) == 1)
    assert program.nlu.asked == ["/greet"]
