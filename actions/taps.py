"""A tap that was typed: the title of a button shown last, or where it stands."""

from collections.abc import Sequence

from actions import payloads, which_is_you
from actions.answer import Button
from actions.phrasebook import bare_title
from actions.turn import Turn
from actions.wording import Wording
from bot.language.words import says, words

MAX_POINTING_WORDS = 6  # in a longer sentence "hai" or "ba" is a number or a father, no choice


def typed(turn: Turn, wording: Wording) -> Turn | None:
    """The tap on the one button whose title these words are, with no others but those of politeness."""
    said = words(turn.text)
    exact = [button for button in turn.offered if said in _names(button)]
    bare = wording.without_pointing(said)
    loose = [button for button in turn.offered if bare in map(wording.without_pointing, _names(button))]
    found = {button.payload: button for button in (exact or loose if bare else exact)}
    return tap(turn, *found.values()) if len(found) == 1 else None


def pointed(turn: Turn, wording: Wording) -> Turn | None:
    """The tap on the button at the position that the words name, and nothing else."""
    said = wording.without_politeness(turn.text)
    bare = wording.without_pointing(said)
    # "ba" alone is a father and "ở đâu" reads like "đầu"; a digit or "cái", "số" beside it settles that.
    settled = bare.isdecimal() or (bare != said and turn.aspect != "place")
    index = wording.ordinals.get(bare) if settled else None
    return at(turn, index) if index is not None else None


def at(turn: Turn, index: int) -> Turn | None:
    """The tap on the button at that place, counted from 0; -1 is the last one."""
    shown = _choosable(turn)
    return tap(turn, shown[index]) if -len(shown) <= index < len(shown) else None


def tap(turn: Turn, button: Button) -> Turn | None:
    """The turn that a tap on that button would have been."""
    parsed = payloads.parse(button.payload)
    return turn.tapped(button.payload, *parsed) if parsed else None


def position(text: str, ordinals: dict[str, int]) -> int | None:
    """Which of the offered buttons a sentence points at, counted from 0; -1 is the last one."""
    said = words(text)
    if len(said.split()) > MAX_POINTING_WORDS:
        return None
    for name in sorted(ordinals, key=len, reverse=True):
        # A lone letter is a choice only when nothing else is said: "a" is mostly politeness.
        alone = len(name) > 1 or name.isdigit() or said == name
        if alone and says(said, name):
            return ordinals[name]
    return None


def _choosable(turn: Turn) -> Sequence[Button]:
    """The answers to an open question; what stands beside them is reached by its title."""
    answers = [button for button in turn.offered if button.payload.startswith(f"/{which_is_you.INTENT}{{")]
    return answers or turn.offered


def _names(button: Button) -> tuple[str, str]:
    return words(button.title), words(bare_title(button.title))
