"""The hotline's desk: one transaction for each thing that citizens and officers do with tickets."""

from dataclasses import replace
from datetime import datetime

from bot.hotline.actors import Actor
from bot.hotline.citizens import CitizenDesk
from bot.hotline.officers import OfficerDesk
from bot.hotline.parked import ParkedDesk
from bot.hotline.retracking import TrackDesk
from bot.hotline.under_seal import SealingDesk
from bot.hotline.view import Draft, Opened


class Desk(CitizenDesk, OfficerDesk, TrackDesk, ParkedDesk, SealingDesk):
    """Both sides of the desk; ``sealed`` is the cupboard behind it, ``files`` where attachments lie."""

    async def file_for_caller(self, draft: Draft, actor: Actor, now: datetime) -> Opened:
        """What somebody told an officer on the phone or at the counter, in that officer's hand."""
        return await self.open(replace(draft, by_officer=actor), now)
