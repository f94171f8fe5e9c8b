"""What the frame has done at the survey desk before the action answers."""

from dataclasses import dataclass

from bot.surveys.chat_desk import Sheet
from bot.surveys.form_state import Over


@dataclass(frozen=True)
class SurveySight:
    """The survey as it stands now; `refused` says why nothing was taken, `down` that the desk did not answer.

    `misread` says that the answer was none of the question's.
    """

    token: str
    sheet: Sheet | None = None
    refused: Over | None = None
    misread: bool = False
    down: bool = False
