"""Who wants to be asked nothing: for good, known by a keyed hash of the conversation."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.surveys.keys import SurveyKeys
from bot.surveys.model import SurveyInvitation, SurveyOptOut

OPTED_OUT = "opted_out"


class OptOuts:
    """Works in the caller's transaction."""

    def __init__(self, keys: SurveyKeys) -> None:
        """``keys`` hash the person."""
        self._keys = keys

    async def add(self, session: AsyncSession, invitation: SurveyInvitation, now: datetime) -> None:
        """Nobody asks this person again; who has no conversation is known by this invitation alone."""
        invitation.drop(OPTED_OUT)
        person = self._person(invitation)
        if person is not None and await session.get(SurveyOptOut, person) is None:
            session.add(SurveyOptOut(person=person, at=now))

    async def has(self, session: AsyncSession, invitation: SurveyInvitation) -> bool:
        """Whether the person of that invitation wants to be asked nothing."""
        if invitation.reason == OPTED_OUT:
            return True
        person = self._person(invitation)
        return person is not None and await session.get(SurveyOptOut, person) is not None

    async def has_conversation(self, session: AsyncSession, conversation_id: int) -> bool:
        """Whether the person of that conversation wants to be asked nothing."""
        return await session.get(SurveyOptOut, self._person_in(conversation_id)) is not None

    def _person(self, invitation: SurveyInvitation) -> str | None:
        number = invitation.conversation_id
        return self._person_in(number) if number is not None else None

    def _person_in(self, conversation_id: int) -> str:
        return self._keys.person(f"conversation {conversation_id}")
