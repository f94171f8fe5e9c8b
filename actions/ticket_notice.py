"""What officers' work brings to a citizen who asked for nothing just now: the desk's words, with buttons."""

from collections.abc import Sequence

from actions import phrasing
from actions.answer import Button, Reply
from actions.bubbles import split_bubble
from actions.services import Services
from actions.ticket_taps import ADD, NO, STATUS, VERDICT, YES, own
from actions.ticket_told import ticket_code
from bot.hotline.words import load_words


def notice(texts: Sequence[str], services: Services) -> Sequence[Reply]:
    """The texts as bubbles; under the last one stands what can be done with the ticket that they name."""
    bubbles = [Reply(piece) for text in texts for piece in split_bubble(text)]
    code = next(filter(None, map(ticket_code, texts)), "")
    return phrasing.with_buttons(bubbles, _buttons(code, texts, services)) if code else bubbles


def _buttons(code: str, texts: Sequence[str], services: Services) -> tuple[Button, ...]:
    titles = services.phrasebook.wording.ticket_titles
    if load_words().solved_question in texts:
        solved = own(VERDICT, code, titles.solved, solved=YES)
        return (solved, own(VERDICT, code, titles.not_solved, solved=NO))
    return (own(ADD, code, titles.add), own(STATUS, code, titles.see))
