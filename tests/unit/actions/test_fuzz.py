"""A few hundred of the messages of `make fuzz`, through the language layer and every action."""

import itertools
import random

from actions.registry import build_actions
from actions.services import Services
from bench.fuzz_messages import messages
from bot.conversation.outcomes import Outcome
from bot.conversation.steps.clean_text import one_line
from bot.conversation.steps.cut_long import beginning
from bot.language.clauses import clauses
from bot.language.normalise import normalise
from bot.language.personal_data import mask
from tests.unit.actions.citizen import Citizen, candidates

MESSAGES, SEED, SESSION_LENGTH = 600, 3, 10


def typed(seed: int, count: int) -> list[str]:
    """The messages as the steps of a turn leave them."""
    made = itertools.islice(messages(seed), count)
    return [beginning(one_line(text[:8000]).lstrip("/ ")) for text in made]


def test_the_language_layer_takes_everything() -> None:
    for text in typed(SEED, MESSAGES):
        hidden = mask(text, keep_dossier_codes=True)
        assert len(normalise(hidden)) <= 8 * len(hidden) + 100
        clauses(hidden)


async def test_every_action_takes_everything(services: Services) -> None:
    dice = random.Random(SEED)
    intents = [intent for action in build_actions(services) for intent in action.intents]
    codes = list(services.kb.procedures)
    citizen = Citizen(services)
    for number, text in enumerate(typed(SEED + 1, MESSAGES)):
        if number % SESSION_LENGTH == 0:
            citizen = Citizen(services)
        found = candidates((dice.choice(codes), dice.random()), none=dice.random())
        said = await citizen.say(dice.choice(intents), normalise(text), **found)
        assert said.outcome in set(Outcome), ascii(text[:100])
        assert said.bubbles
