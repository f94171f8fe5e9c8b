"""The course of a turn."""

from bot.conversation.steps.ask_rasa import ask_rasa
from bot.conversation.steps.clean_text import clean_text
from bot.conversation.steps.mask_personal_data import mask_personal_data
from bot.conversation.steps.nothing_came_back import nothing_came_back
from bot.conversation.steps.refuse_unreadable import refuse_unreadable
from bot.conversation.turn import TurnStep

# Each step may end the turn with an outcome; how it ended is recorded in any case.
TURN_STEPS: tuple[TurnStep, ...] = (
    clean_text,
    mask_personal_data,
    refuse_unreadable,
    ask_rasa,
    nothing_came_back,
)
