"""By which words a matter for the hotline is known, whatever the model makes of the whole message."""

from actions.aspect_cues import aspect_cues
from actions.services import Services
from bot.language.clauses import clauses
from bot.language.words import says


def accusation(text: str, services: Services) -> str:
    """The track of a word of the law that people use for a mere complaint; empty where there is none."""
    accusing = services.phrasebook.wording.ticket_words.accusing
    found = (track for track, phrases in accusing.items() if any(says(text, phrase) for phrase in phrases))
    return next(found, "")


def complaint_beside(text: str, services: Services) -> tuple[str, str]:
    """Track and words of a part that complains where another part asks; empty where there is none."""
    complained = services.phrasebook.wording.ticket_words.complained_of
    for clause in clauses(text):
        if aspect_cues().aspects_in(clause):
            continue
        for track, phrases in complained.items():
            if any(says(clause, phrase) for phrase in phrases):
                return track, clause
    return "", ""
