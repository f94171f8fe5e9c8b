"""Who may see what: the rules of a look, without a database."""

from dataclasses import dataclass
from datetime import datetime

from bot.dossiers.limits import REMEMBERED, WRONG_OF_ONE, WRONG_OVER_ALL, is_blocked
from bot.dossiers.repository import Claim
from bot.dossiers.view import Looked


@dataclass(frozen=True)
class Evidence:
    """All that a look is judged by; ``proved`` says that the factor given is one of the dossier's.

    ``down`` says that the source was asked and did not answer.
    """

    claim: Claim
    now: datetime
    with_factor: bool
    proved: bool
    down: bool

    @property
    def is_blocked(self) -> bool:
        """Whether the person failed so often that they are to wait."""
        return is_blocked(self.claim.last_failure, self.claim.early_failure, self.now)

    @property
    def is_known(self) -> bool:
        """Whether the person is bound to the dossier, or has proved lately to be its holder."""
        verified_at = self.claim.verified_at
        lately = verified_at is not None and self.now - verified_at <= REMEMBERED
        return self.claim.follow_id is not None or lately

    @property
    def is_new_proof(self) -> bool:
        """Whether the factor counts: of one that was guessed at too often even the right one does not."""
        return self.proved and self.claim.wrong_of_one < WRONG_OF_ONE


def verdict(evidence: Evidence) -> Looked:
    """How the look ends."""
    if evidence.is_blocked:
        return Looked.BLOCKED
    if not evidence.with_factor:
        return _by_code_alone(evidence)
    if evidence.is_known:
        return Looked.SEEN
    if evidence.claim.wrong_over_all >= WRONG_OVER_ALL:
        return Looked.BLOCKED
    return Looked.SEEN if evidence.is_new_proof else Looked.REFUSED


def _by_code_alone(evidence: Evidence) -> Looked:
    if evidence.claim.dossier_id is not None:
        return Looked.SEEN
    return Looked.UNAVAILABLE if evidence.down else Looked.UNKNOWN
