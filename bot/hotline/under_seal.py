"""A ticket that turns out to be a denunciation goes under the seal; there is no way back out."""

from datetime import datetime

from bot.hotline import repository
from bot.hotline.actors import Actor
from bot.hotline.casework import take_up
from bot.hotline.desk import DeskBase
from bot.hotline.intake import needed
from bot.hotline.sealed_view import SEALED_TRACK


class SealingDesk(DeskBase):
    """Who calls it has made sure that the officer may read what is sealed."""

    async def seal(self, ticket_id: int, actor: Actor, reason: str, version: int, now: datetime) -> int:
        """The number of the report that it is from now on; code and PIN open it as before.

        Words, history, files and what was merged into it are erased in the open, and what the conversation
        said of it. Nobody is written to: that would be a trace. Raises as the other desks do.
        """
        reason, hashes = needed(reason), set()
        async with self._db.transaction(urgent=True) as session:
            case = await take_up(session, ticket_id, self._clocks, actor, now, version)
            case.ticket.require_open()
            due_at = self._clocks.term(self._tracks[SEALED_TRACK].promises[0], case.ticket.created_at).due_at
            for one in (*await repository.merged_here(session, ticket_id), case.ticket):
                view = await repository.view(session, one)
                hashes |= {file.sha256 for file in view.files}
                report = await self.sealed.take_over(session, view, actor, reason, due_at, now)
                if one.conversation_id is not None:
                    await self._forget(session, one.conversation_id, now)
                await repository.erase(session, one.id)
        await self.sealed.forget_plain(hashes)
        return report
