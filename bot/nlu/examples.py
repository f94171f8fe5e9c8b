"""What the examples of the training data say beside their text, and what components tell one another."""

from rasa.shared.nlu.constants import METADATA, METADATA_INTENT
from rasa.shared.nlu.training_data.message import Message

# The property that holds the probability that a message names no procedure.
NO_PROCEDURE = "procedure_none"


def procedure_of(example: Message) -> str | None:
    """The code of the procedure that an example asks about, from its intent's metadata."""
    metadata = (example.get(METADATA) or {}).get(METADATA_INTENT) or {}
    code = metadata.get("procedure")
    return str(code) if code else None
