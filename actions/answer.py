"""What an action says: replies with buttons, how the turn ended, and which facts were used."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from actions.aspects import Aspect

Outcome = Literal[
    "answered",
    "answered_status",
    "asked_back_procedure",
    "asked_back_situation",
    "asked_back_code",
    "opened_ticket",
    "handed_over",
    "took_survey_answer",
    "chatted",
    "out_of_scope",
    "unknown",
    "refused",
]

Wanted = Literal["location", "phone", "photo"]


@dataclass(frozen=True)
class Button:
    """One tap: at most 40 characters to read, at most 64 bytes of payload."""

    title: str
    payload: str


@dataclass(frozen=True)
class Reply:
    """One bubble with at most four buttons under it; pictures and a file by their path on our own pages.

    `wants` is what can be handed over with one tap where the channel has a way for it. With `instead` it is
    shown once: those words are all that is kept of it.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    images: tuple[str, ...] = ()
    file: str | None = None
    wants: Wanted | None = None
    instead: str | None = None


@dataclass(frozen=True)
class Provenance:
    """Which fields of which version of a record an answer rests on."""

    procedure: str
    fields: tuple[str, ...]
    version: str


@dataclass(frozen=True)
class Effect:
    """What the turn changes beside its replies; the feature that takes this kind knows the data."""

    kind: str
    data: Mapping[str, str]


@dataclass(frozen=True)
class Answer:
    """The whole of one turn; `slots` are remembered for the turns that follow.

    `dossier` is the code that it is about, where the message itself need not name it; `forget_text` asks
    that nothing of what was typed is kept.
    """

    outcome: Outcome
    replies: tuple[Reply, ...]
    aspect: Aspect | None = None
    procedure: str | None = None
    procedure_confidence: float = 1.0
    track: str | None = None
    provenance: tuple[Provenance, ...] = ()
    effects: tuple[Effect, ...] = ()
    slots: Mapping[str, Any] = field(default_factory=dict)
    dossier: str | None = None
    forget_text: bool = False

    @property
    def offered(self) -> tuple[Button, ...]:
        """All buttons in the order they are shown, so that "số 2" and a typed title can pick one."""
        return tuple(button for reply in self.replies for button in reply.buttons)
