"""Surveys as the chat comes to them: only the conversation that was invited answers there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database
from bot.surveys import answers as repository
from bot.surveys.answering import Answering
from bot.surveys.comments import is_cut
from bot.surveys.form_state import FormOver, FormState, Over
from bot.surveys.given import From, Given
from bot.surveys.keys import SurveyKeys
from bot.surveys.low_score import Offer, new_offer
from bot.surveys.model import Mode

# The id of the conversation that Rasa knows under that name; None where there is none.
ConversationOf = Callable[[AsyncSession, str], Awaitable[int | None]]
# The code of the dossier or ticket that an invitation is about.
CodeOf = Callable[[AsyncSession, str, int], Awaitable[str | None]]


@dataclass(frozen=True)
class Sheet:
    """A form, what it is about, and the ticket that is offered now, if one is."""

    state: FormState
    code: str = field(default="", repr=False)
    offer: Offer | None = None
    cut: bool = False


class ChatSurveys:
    """Everything raises StorageUnavailable, FormOver and OutOfScale."""

    def __init__(
        self,
        db: Database,
        answering: Answering,
        keys: SurveyKeys,
        conversation_of: ConversationOf,
        code_of: CodeOf,
    ) -> None:
        """``code_of`` names the subject, for the ticket that may come of it."""
        self._db = db
        self._answering = answering
        self._keys = keys
        self._conversation_of = conversation_of
        self._code_of = code_of

    async def sheet(self, person: str, token: str, *, now: datetime) -> Sheet:
        """The form as it stands."""
        invitation_id, code = await self._own(person, token)
        return Sheet(await self._state(invitation_id, now), code)

    async def answer(self, person: str, token: str, question: str, value: int, *, now: datetime) -> Sheet:
        """With that answer."""
        return await self._take(person, token, Given({question: value}), now)

    async def comment(self, person: str, token: str, text: str, *, now: datetime) -> Sheet:
        """With those words."""
        return await self._take(person, token, Given({}, text), now)

    async def opt_out(self, person: str, token: str, *, now: datetime) -> None:
        """This person is asked nothing any more."""
        invitation_id, _ = await self._own(person, token)
        await self._answering.opt_out(invitation_id, now)

    async def unasked(self, person: str, since: datetime | None, *, now: datetime) -> str | None:
        """Token of the survey that was sent to the person after that moment and is still open."""
        async with self._db.reading() as session:
            conversation_id = await self._conversation_of(session, person)
            if conversation_id is None:
                return None
            found = await repository.sent_last(session, conversation_id, since, now)
        return self._keys.token_of(found) if found is not None else None

    async def _take(self, person: str, token: str, given: Given, now: datetime) -> Sheet:
        invitation_id, code = await self._own(person, token)
        before = await self._state(invitation_id, now)
        source = From(Mode.CHAT, self._keys.device("chat", person))
        state = await self._answering.take(invitation_id, given, source, now)
        comment = given.comment or ""
        offer = new_offer(state.instrument, before.answers, state.answers, comment)
        return Sheet(state, code, offer, cut=is_cut(comment))

    async def _state(self, invitation_id: int, now: datetime) -> FormState:
        state = await self._answering.state(invitation_id, now)
        if state is None:
            raise FormOver(Over.UNKNOWN)
        if state.over is not None:
            raise FormOver(state.over)
        return state

    async def _own(self, person: str, token: str) -> tuple[int, str]:
        """The invitation and the code of its subject; another conversation's is unknown here."""
        invitation_id = self._keys.invitation_of(token)
        if invitation_id is None:
            raise FormOver(Over.UNKNOWN)
        async with self._db.reading() as session:
            found = await repository.invitation(session, invitation_id)
            conversation_id = await self._conversation_of(session, person)
            if found is None or conversation_id is None or found[0].conversation_id != conversation_id:
                raise FormOver(Over.UNKNOWN)
            code = await self._code_of(session, found[0].subject, found[0].subject_id)
        return invitation_id, code or ""
