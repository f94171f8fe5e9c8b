"""What stands beside a message's text: of an example its procedure, of a citizen's the talk it stands in."""

from rasa.shared.nlu.constants import METADATA, METADATA_INTENT
from rasa.shared.nlu.training_data.message import Message

# The property that holds the probability that a message names no procedure.
NO_PROCEDURE = "procedure_none"
# The property that holds the code meant if the words leave out what the conversation is about.
IN_CONTEXT = "procedure_in_context"


def procedure_of(example: Message) -> str | None:
    """The code of the procedure that an example asks about, from its intent's metadata."""
    metadata = (example.get(METADATA) or {}).get(METADATA_INTENT) or {}
    code = metadata.get("procedure")
    return str(code) if code else None


def about_of(message: Message) -> str | None:
    """The code of the procedure that the conversation was about before this message."""
    code = (message.get(METADATA) or {}).get("about")
    return str(code) if code else None
