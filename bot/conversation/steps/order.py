"""The course of a turn."""

from bot.conversation.steps.answer_foreign import answer_foreign
from bot.conversation.steps.ask_rasa import ask_rasa
from bot.conversation.steps.clean_text import clean_text
from bot.conversation.steps.cut_long import cut_long
from bot.conversation.steps.give_notice import give_notice
from bot.conversation.steps.mask_personal_data import mask_personal_data
from bot.conversation.steps.nothing_came_back import nothing_came_back
from bot.conversation.steps.officer_writes import officer_writes
from bot.conversation.steps.read_photo import read_photo
from bot.conversation.steps.receive_other import receive_other
from bot.conversation.steps.refuse_unreadable import refuse_unreadable
from bot.conversation.steps.switched_off import switched_off
from bot.conversation.turn import TurnStep

# Each step may end the turn with an outcome; how it ended is recorded in any case.
TURN_STEPS: tuple[TurnStep, ...] = (
    officer_writes,
    switched_off,
    give_notice,
    read_photo,
    receive_other,
    clean_text,
    cut_long,
    mask_personal_data,
    refuse_unreadable,
    answer_foreign,
    ask_rasa,
    nothing_came_back,
)
