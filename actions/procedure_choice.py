"""Which procedure a message is about: the one named, the one under discussion, or a question back."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from actions.services import Services
from actions.turn import Turn
from procedures_kb.model import Procedure


@dataclass(frozen=True)
class Chosen:
    """One procedure, because it was named for sure or is still the one under discussion."""

    procedure: Procedure
    confidence: float


@dataclass(frozen=True)
class Doubtful:
    """A few procedures that come near, best first: ask which one."""

    procedures: tuple[Procedure, ...]


Choice = Chosen | Doubtful | None


def choose_procedure(turn: Turn, services: Services) -> Choice:
    """Named for sure > what the words mean in the talk > near ones > none."""
    named = _known(turn.entities.get("procedure"), services)
    current = _known(turn.known_procedure, services)
    if named is not None and (current in (None, named) or _leads_away(turn, named, services)):
        return Chosen(named, turn.confidence_in(named.code))
    if current is not None:
        meant = _known(turn.in_context, services) or current
        return Chosen(meant, turn.confidence_in(meant.code))
    begun = None if turn.asked_back else _begun_with(turn, services)
    if begun is not None:
        return begun
    # Who was asked which one is meant talks about one of those: words that hardly name another name none.
    near = near_procedures(turn, services, None if turn.asked_back else services.thresholds.begin_none_max)
    return Doubtful(near) if near else None


def _begun_with(turn: Turn, services: Services) -> Chosen | None:
    """What the first question of a talk is about; None where several come near.

    The linker has learned from as many questions within talks: a first one names its matter more often.
    """
    limits = services.thresholds
    if turn.aspect is None or not turn.candidates or turn.none_probability > limits.begin_none_max:
        return None
    top = turn.candidates[0]
    sure = top.confidence >= limits.begin_sure * (1 - turn.none_probability)
    procedure = services.kb.get(top.code) if sure else None
    return Chosen(procedure, top.confidence) if procedure else None


def runner_up(turn: Turn, answered: Procedure, services: Services) -> Procedure | None:
    """Another procedure that the words may well mean, to be offered beside the answer."""
    if turn.none_probability > services.thresholds.ask_back_none_max:
        return None
    likely = (found.code for found in turn.candidates if found.confidence >= services.thresholds.beside)
    return next((each for each in procedures_of(likely, services) if each != answered), None)


def near_procedures(turn: Turn, services: Services, none_max: float | None = None) -> tuple[Procedure, ...]:
    """The candidates worth a question; none when the words most likely name no procedure."""
    limits = services.thresholds
    if not turn.candidates or turn.none_probability > (none_max or limits.ask_back_none_max):
        return ()
    top = turn.candidates[0].confidence
    if top < limits.ask_back_top:
        return ()
    least = max(limits.near_min, top * limits.near_ratio)
    codes = (candidate.code for candidate in turn.candidates if candidate.confidence >= least)
    return procedures_of(codes, services)[: limits.ask_back_count]


def others_meant(turn: Turn, answered: Collection[str], services: Services) -> list[str]:
    """Codes of what the words may mean beside that which was answered or offered."""
    least = services.thresholds.near_min
    likely = (found.code for found in turn.candidates if found.confidence >= least)
    return [code for code in likely if code not in answered]


def _leads_away(turn: Turn, named: Procedure, services: Services) -> bool:
    return turn.confidence_in(named.code) >= services.thresholds.switch


def procedures_of(codes: Iterable[str], services: Services) -> tuple[Procedure, ...]:
    """The procedures of those codes, in that order, without the unknown ones."""
    found = (services.kb.get(code) for code in codes)
    return tuple(procedure for procedure in found if procedure is not None)


def _known(code: str | None, services: Services) -> Procedure | None:
    return services.kb.get(code) if code else None
