"""Areas converted: "2 công tầm lớn là bao nhiêu mét vuông"."""

from actions import phrasing
from actions.answer import Answer
from actions.services import Services
from actions.turn import Turn
from bot.language.areas import find_areas, find_asked_unit
from bot.language.words import words


def answer_typed(turn: Turn, services: Services) -> Answer | None:
    """The area in the unit asked for; None where the words say anything else beside."""
    areas, asked = find_areas(turn.text), find_asked_unit(turn.text)
    if len(areas) != 1 or asked is None:
        return None
    area, (unit, start, end) = areas[0], asked
    beside = [
        letter
        for at, letter in enumerate(turn.text)
        if not (area.start <= at < area.end or start <= at < end)
    ]
    if set(words("".join(beside)).split()) - set(services.phrasebook.wording.converting):
        return None
    replies = phrasing.bubbles(
        services, "chat/converted", area=area, unit=unit, value=area.square_metres / unit.size
    )
    return Answer("chatted", replies)
