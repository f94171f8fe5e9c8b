"""Something on every page of the console: in plain words, or in words of somebody who means harm."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from bot.conversation.model import Contact, Conversation, InboxMessage, Turn
from bot.conversation.outbox import OutboxMessage, OutboxState
from bot.conversation.outcomes import Outcome
from bot.corrections.model import CorrectionRequest
from bot.handover.model import Handover, HandoverLine, HandoverState
from bot.review.model import TurnLabel
from bot.staff.model import AuditEntry, Officer
from bot.storage.base import Base
from bot.switches.model import Scope, Switch
from tests.integration.console.program import Program
from tests.integration.hotline.world import draft

# What the pages list at once, so that every text stands on one page.
REVIEWED, SWITCHES = 30, 50


async def filled(program: Program, texts: Sequence[str]) -> int:
    """Every text in every field that a page shows; the number of the conversation that Lan holds."""
    talk = await _conversation(program)
    await _tickets(program, texts, talk)
    await _keep(program, [*_officers(program, texts), *_audit(program, texts), *_switches(program, texts)])
    turns = await _turns(program, texts, talk)
    await _keep(program, [*_reports(program, texts, talk, turns), *_labels(program, texts, turns)])
    await _keep(program, _lost(program, texts, talk))
    return await _live(program, texts, talk)


async def _keep(program: Program, rows: Iterable[Base]) -> list[Base]:
    kept = list(rows)
    async with program.db.transaction() as session:
        session.add_all(kept)
    return kept


async def _conversation(program: Program) -> int:
    now = program.part.clock()
    contact = Contact(channel="webchat", contact_key="citizen", created_at=now, heard_at=now)
    [contact] = await _keep(program, [contact])
    talk = Conversation(contact_id=contact.id, created_at=now, free_from=now)
    [talk] = await _keep(program, [talk])
    return talk.id


async def _tickets(program: Program, texts: Sequence[str], talk: int) -> None:
    desk, now, text = program.part.desk, program.part.clock(), texts[0]
    answers = dict.fromkeys(("what", "subject", "where", "when", "address"), text)
    await desk.open(draft(conversation_id=talk, answers=answers, reporter_name=text, commune=text), now)
    await desk.open(draft(track="denunciation", answers=answers, reporter_name=text, commune=text), now)


def _officers(program: Program, texts: Sequence[str]) -> Iterable[Officer]:
    for number, text in enumerate(texts):
        roles = [text] if number % 2 else ["specialist", text]
        yield Officer(
            login=f"nguoi{number}",
            name=text,
            unit=text,
            level="L2",
            roles=roles,
            password_hash="",
            active=bool(number % 3),
            created_at=program.part.clock(),
        )


def _audit(program: Program, texts: Sequence[str]) -> Iterable[AuditEntry]:
    for text in texts:
        yield AuditEntry(at=program.part.clock(), action=text[:40], object=text[:80], address="")


def _switches(program: Program, texts: Sequence[str]) -> Iterable[Switch]:
    now = program.part.clock()
    for number, some in enumerate(_shared_out(texts, SWITCHES)):
        yield Switch(
            scope=Scope.TRACK,
            name=some[0][:120],
            reason="\n".join(some),
            # In a year: what is off now would change the other pages.
            off_from=now + timedelta(days=365),
            off_until=now + timedelta(days=366),
            made_by=1,
            made_by_name=some[0][:120],
            made_at=now,
            ended_at=now if number % 2 else None,
            ended_by_name=some[-1][:120] if number % 2 else None,
        )


async def _turns(program: Program, texts: Sequence[str], talk: int) -> Sequence[Turn]:
    """Half of them not understood, half answered by a guess."""
    now, made = program.part.clock(), []
    for outcome in (Outcome.UNKNOWN, Outcome.ANSWERED):
        for number, some in enumerate(_shared_out(texts, REVIEWED)):
            words = "\n".join(some)
            message = InboxMessage(
                conversation_id=talk,
                channel="webchat",
                external_id=f"{outcome} {number}",
                text=words,
                received_at=now,
                handled_at=now,
            )
            [message] = await _keep(program, [message])
            guess = {"intent": some[0][:60], "intent_confidence": 0.1, "procedure": {"code": some[-1][:30]}}
            made.append(
                Turn(
                    conversation_id=talk,
                    inbox_id=message.id,
                    text=words,
                    outcome=outcome,
                    meta=guess,
                    provenance=[],
                    latency_ms=1,
                    created_at=now,
                )
            )
    return await _keep(program, made)  # type: ignore[return-value]


def _reports(
    program: Program, texts: Sequence[str], talk: int, turns: Sequence[Turn]
) -> Iterable[CorrectionRequest]:
    for number, text in enumerate(texts):
        yield CorrectionRequest(
            conversation_id=talk,
            turn_id=turns[0].id,
            procedure=text[:32],
            aspect=text[:16],
            version=str(number),
            note=text,
            created_at=program.part.clock(),
        )


def _labels(program: Program, texts: Sequence[str], turns: Sequence[Turn]) -> Iterable[TurnLabel]:
    if len(turns) > REVIEWED:  # only where enough are left to look at
        yield TurnLabel(
            turn_id=turns[0].id,
            text=texts[0],
            intent=texts[0][:40],
            procedure=texts[0][:32],
            officer_id=1,
            officer_name=texts[0][:120],
            at=program.part.clock(),
        )


def _lost(program: Program, texts: Sequence[str], talk: int) -> Iterable[OutboxMessage]:
    now = program.part.clock()
    for number, text in enumerate(texts[:200], start=1000):
        yield OutboxMessage(
            conversation_id=talk,
            seq=number,
            body={"text": text, "buttons": [], "images": []},
            state=OutboxState.PERMANENT_FAILURE,
            error=text[:64],
            due_at=now,
            created_at=now,
        )


async def _live(program: Program, texts: Sequence[str], talk: int) -> int:
    now, lan = program.part.clock(), await program.part.directory.find_login("lan")
    assert lan is not None
    held = Handover(
        conversation_id=talk,
        state=HandoverState.TAKEN,
        asked_at=now,
        due_at=now + timedelta(hours=1),
        officer_id=lan.id,
        officer_name=lan.name,
        taken_at=now,
    )
    [held] = await _keep(program, [held])
    lines = [
        HandoverLine(handover_id=held.id, at=now, by=by, name=text[:120], text=text, outbox_ids=[])
        for text in texts
        for by in ("citizen", "officer")
    ]
    await _keep(program, lines)
    return held.id


def _shared_out(texts: Sequence[str], places: int) -> Iterator[Sequence[str]]:
    """All of them over so many places at most."""
    each = -(-len(texts) // places)
    return (texts[at : at + each] for at in range(0, len(texts), each))
