"""Whether words that come while something is asked are no answer to it but a matter of their own."""

from actions.aspect_cues import aspect_cues
from actions.services import Services
from actions.turn import Turn
from bot.hotline.tracks import Question
from bot.language.words import says, words

SURE = 0.9  # of the intent; under it the words count as the answer, which is read back before it is sent
QUESTIONS = ("ask_", "status", "ticket_status", "dossier_follow", "dossier_unfollow")
SOCIAL = (
    "thank",
    "goodbye",
    "greet",
    "bot_identity",
    "repeat",
    "ask_human",
    "privacy_delete",
    "prompt_injection",
)
LONGEST_QUESTION, LONGEST_SOCIAL = 20, 8  # words; who tells a story also asks things in it


def is_another_matter(turn: Turn, asked: Question | None, services: Services) -> bool:
    """True for thanks and greetings, and for what is surely and plainly a question of its own.

    Whoever is asked for his question may ask anything.
    """
    if turn.intent_confidence < SURE:
        return False
    length = len(words(turn.text).split())
    if turn.intent.startswith(SOCIAL):
        return length <= LONGEST_SOCIAL
    if asked is not None and asked.kind == "text" and turn.form is not None and turn.form.track == "question":
        return False
    return turn.intent.startswith(QUESTIONS) and length <= LONGEST_QUESTION and _asks(turn.text, services)


def _asks(text: str, services: Services) -> bool:
    own = services.phrasebook.wording.ticket_words.asking
    return "?" in text or bool(aspect_cues().aspects_in(text)) or any(says(text, cue) for cue in own)
