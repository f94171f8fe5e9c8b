"""A conversation as the officer's page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.handover.conversations import Utterance
from bot.handover.model import Handover, HandoverLine


@dataclass(frozen=True)
class Talk:
    """What was said before an officer came and since; ``lost``: outbox ids that did not arrive, with why."""

    handover: Handover
    channel: str
    before: Sequence[Utterance]
    lines: Sequence[HandoverLine]
    lost: Mapping[int, str]

    def trouble(self, line: HandoverLine) -> str | None:
        """Why the officer's line did not reach the person; None where it did, or may still."""
        if line.by != "officer":
            return None
        if not line.outbox_ids:
            return "unreachable"
        return next((self.lost[one] for one in line.outbox_ids if one in self.lost), None)
