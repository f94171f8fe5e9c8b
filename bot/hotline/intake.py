"""How what somebody tells becomes the fields of a ticket."""

from collections.abc import Iterable, Mapping

from bot.hotline.model import Ticket
from bot.hotline.states import Refusal, TransitionRefused
from bot.hotline.tracks import QuestionKind, Track
from bot.hotline.view import Draft
from bot.language.fold import fold

# Answers that stand beside the questions of a track: the matter itself, and where its reporter lives.
WHAT, ADDRESS = "what", "address"
LONGEST_PHONE = 32


def plain(text: str) -> str:
    """The words as databases can keep them."""
    return text.replace("\0", "").strip()


def needed(text: str) -> str:
    """The same; raises TransitionRefused where there are none."""
    if not plain(text):
        raise TransitionRefused(Refusal.NOTHING_SAID)
    return plain(text)


def check(draft: Draft, track: Track) -> None:
    """Raises TransitionRefused for a track that takes nothing in, and where something needed is missing."""
    if track.intake == "guide":
        raise TransitionRefused(Refusal.GUIDED_ONLY)
    needed = [question.id for question in track.questions if not question.skippable]
    if any(not plain(draft.answers.get(one, "")) for one in needed):
        raise TransitionRefused(Refusal.INCOMPLETE)


def answers_of(draft: Draft, track: Track) -> Mapping[str, str]:
    """What was answered; of somebody who stays anonymous nothing that tells who it is."""
    personal = {ADDRESS} | {question.id for question in track.questions if question.kind == "contact"}
    return {
        name: plain(text)
        for name, text in draft.answers.items()
        if plain(text) and not (draft.anonymous and name in personal)
    }


def ticket_of(draft: Draft, track: Track) -> Ticket:
    """A ticket with all that the draft says; code, PIN and times are still missing."""
    answers = answers_of(draft, track)
    return Ticket(
        form_id=draft.form_id,
        track=track.name,
        level=track.first_level,
        respondent_unit=plain(draft.respondent_unit),
        priority=track.priority,
        anonymous=draft.anonymous,
        conversation_id=draft.conversation_id,
        reporter_name=_personal(draft, draft.reporter_name),
        reporter_phone=_personal(draft, draft.reporter_phone[:LONGEST_PHONE]),
        summary=answers.get(WHAT, ""),
        place=_answer_of_kind(answers, track, "place"),
        commune=plain(draft.commune),
        latitude=draft.latitude,
        longitude=draft.longitude,
        happened=_answer_of_kind(answers, track, "time"),
        dossier_code=draft.dossier_code,
        procedure=draft.procedure,
        answers=dict(answers),
        channel=draft.channel,
    )


def searchable(parts: Iterable[str | None]) -> str:
    """Words as they are searched for: small letters without marks."""
    return " ".join(" ".join(fold(part).split()) for part in parts if part)


def search_text_of(ticket: Ticket) -> str:
    """All that somebody may remember of the ticket."""
    named = (ticket.code, ticket.dossier_code, ticket.procedure, ticket.reporter_name, ticket.reporter_phone)
    told = (ticket.commune, ticket.respondent_unit, *map(str, ticket.answers.values()))
    return searchable((*named, *told))


def _personal(draft: Draft, text: str) -> str | None:
    return None if draft.anonymous else plain(text) or None


def _answer_of_kind(answers: Mapping[str, str], track: Track, kind: QuestionKind) -> str:
    return next((answers.get(one.id, "") for one in track.questions if one.kind == kind), "")
