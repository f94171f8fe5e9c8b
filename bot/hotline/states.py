"""What a ticket can be in, what can be done with it, and why something cannot be done."""

from enum import StrEnum


class TicketState(StrEnum):
    """Where a ticket stands."""

    NEW = "new"  # waits for its first officer
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    WAITING_FOR_CITIZEN = "waiting_for_citizen"
    ANSWERED = "answered"  # officers are done; whether it helped is asked
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    TRANSFERRED = "transferred"

    @property
    def is_open(self) -> bool:
        """Whether officers still have to work on it."""
        return self in OPEN


OPEN = (
    TicketState.NEW,
    TicketState.ASSIGNED,
    TicketState.IN_PROGRESS,
    TicketState.WAITING_FOR_CITIZEN,
)
# What a verdict can be given on.
DONE = (TicketState.ANSWERED, TicketState.CLOSED)


class Happened(StrEnum):
    """The kinds of events; each is one line of a ticket's history."""

    OPENED = "opened"
    ADDED = "added"
    ASSIGNED = "assigned"
    ESCALATED = "escalated"
    REPLIED = "replied"
    NOTED = "noted"
    ASKED_CITIZEN = "asked_citizen"
    CITIZEN_REMINDED = "citizen_reminded"
    CITIZEN_ANSWERED = "citizen_answered"
    ANSWERED = "answered"
    CLOSED = "closed"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    MERGED_HERE = "merged_here"
    TRANSFERRED = "transferred"
    RETRACKED = "retracked"
    SEALED = "sealed"  # in the history of a sealed report: that it was a ticket until then
    REMINDED = "reminded"
    PROMISE_KEPT = "promise_kept"
    PROMISE_BROKEN = "promise_broken"
    OWNER_LEFT = "owner_left"
    NOT_REACHED = "not_reached"  # the words did not go out: the citizen has to be called
    VIEWED = "viewed"


class Outcome(StrEnum):
    """What closing a ticket says of the matter."""

    SOLVED = "solved"
    EXPLAINED = "explained"
    PARTLY = "partly"
    UNFOUNDED = "unfounded"
    NOT_OURS = "not_ours"
    UNHEARD = "unheard"  # the citizen did not answer what officers needed to know


class Verdict(StrEnum):
    """What the citizen says of it."""

    SOLVED = "solved"
    NOT_SOLVED = "not_solved"


class Refusal(StrEnum):
    """Why a step is not possible, as a word that pages explain."""

    OVER = "over"  # nothing is worked on any more
    NOT_ANSWERED = "not_answered"  # there is no answer yet to judge
    SAME_TICKET = "same_ticket"
    NO_SUCH_TICKET = "no_such_ticket"
    TARGET_OVER = "target_over"  # what it should be merged into is not worked on
    NO_SUCH_OFFICER = "no_such_officer"
    NO_SUCH_OUTCOME = "no_such_outcome"
    NOTHING_SAID = "nothing_said"  # words are needed
    TOP_OF_LADDER = "top_of_ladder"
    GUIDED_ONLY = "guided_only"  # the track takes no tickets
    INCOMPLETE = "incomplete"  # the law asks for something that is missing
    SAME_TRACK = "same_track"
    NO_SUCH_TRACK = "no_such_track"
    SEALED_ROLE = "sealed_role"  # only who may read what is sealed puts anything under the seal


class TransitionRefused(Exception):
    """The ticket does not allow this step; nothing was changed. ``word`` says why."""

    def __init__(self, word: Refusal) -> None:
        """Carries no words of anybody."""
        super().__init__(str(word))
        self.word = word


class Conflict(Exception):
    """Somebody else changed the ticket since it was read; nothing was changed."""

    def __init__(self, current_version: int) -> None:
        """``current_version`` is the one to look at now."""
        super().__init__(f"version {current_version}")
        self.current_version = current_version


class ConflictOfInterest(Exception):
    """The unit that a ticket complains of may not have it in hand; nothing was changed."""
