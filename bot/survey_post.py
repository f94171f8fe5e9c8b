"""Invitations as bubbles with buttons, or as an approved template where a conversation has grown cold."""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from actions.services import Services
from actions.survey_asked import invitation, link
from bot.answering_wiring import AnsweringPart
from bot.channels_on import SURVEY_TEMPLATE
from bot.conversation import proactive
from bot.conversation.delivery import Delivery
from bot.conversation.model import Contact
from bot.conversation.replies import Reply, Template
from bot.surveys.form_state import FormState
from bot.surveys.instrument import load_instruments
from bot.surveys.model import SurveyInvitation, SurveyWave, Way


@dataclass(frozen=True)
class Window:
    """How long after somebody wrote a channel may be used, and whether it has a template for later."""

    lasts: timedelta
    has_template: bool = False


# By the channel; one that is not named can always be used.
Windows = Mapping[str, Window]
# The places in the template.
CODE_PLACE, TOKEN_PLACE = "code", "token"

logger = logging.getLogger("chidan.surveys")


class ChatPost:
    """Invitations as bubbles with buttons, in the conversation that the matter belongs to."""

    def __init__(
        self,
        answering: AnsweringPart,
        services: Services,
        channels: Mapping[str, Delivery],
        windows: Windows,
    ) -> None:
        """The words are the actions', the ends are the channels'."""
        self._answering = answering
        self._services = services
        self._channels = channels
        self._windows = windows
        self._instruments = load_instruments()

    async def __call__(
        self, session: AsyncSession, row: SurveyInvitation, wave: SurveyWave, now: datetime, *, reminder: bool
    ) -> tuple[Way, list[int]] | None:
        """As an inviter wants it; None outside the channel's window, too, unless it has a template."""
        if row.conversation_id is None:
            return None
        contact = (await proactive.contacts_of(session, (row.conversation_id,)))[row.conversation_id]
        code = await self._answering.code_of(session, row.subject, row.subject_id)
        way = self._way(contact, now)
        if code is None or way is None:
            return None
        replies = self._words(row, wave, code, way, reminder=reminder)
        if replies is None:
            return None
        posted = await proactive.post(session, row.conversation_id, replies, now, channels=self._channels)
        return (way, posted) if posted is not None else None

    async def lost(self, session: AsyncSession, outbox_ids: Collection[int]) -> bool:
        """As an inviter wants it."""
        return bool(await proactive.lost(session, outbox_ids))

    def _way(self, contact: Contact, now: datetime) -> Way | None:
        window = self._windows.get(contact.channel)
        if window is None or now - (contact.heard_at or contact.created_at) <= window.lasts:
            return Way.CHAT
        return Way.TEMPLATE if window.has_template else None

    def _words(
        self, row: SurveyInvitation, wave: SurveyWave, code: str, way: Way, *, reminder: bool
    ) -> Sequence[Reply] | None:
        """None where a mistake of ours leaves no words; others must not wait for them for ever."""
        token = self._answering.keys.token_of(row.id)
        try:
            state = FormState(self._instruments.get(wave.instrument), wave.form, row.subject)
            if way is Way.TEMPLATE:
                return [self._template(state, token, code)]
            said = invitation(state, token, code, self._services, reminder=reminder)
        except Exception as error:
            logger.error("invitation %d: no words for it (%s)", row.id, type(error).__name__)
            return None
        return [msgspec.convert(asdict(reply), Reply) for reply in said]

    def _template(self, state: FormState, token: str, code: str) -> Reply:
        address = f"{self._services.department.public_url}/khao-sat/{token}"
        said = link(state, address, code, self._services)
        values = ((CODE_PLACE, code), (TOKEN_PLACE, token))
        return Reply("\n".join(one.text for one in said), template=Template(SURVEY_TEMPLATE, values))
