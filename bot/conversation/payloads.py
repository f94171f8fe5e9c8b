"""What a tap sends: the shape that our own buttons have, which is all that is obeyed."""

import re

LONGEST_PAYLOAD = 128
# A case ("1.013831/sale", "1.013831/~loan", "1.013831/+how.3") has signs that codes and names have not.
_VALUE = r'"[a-z_]+":"[A-Za-z0-9._/~+-]{1,40}"'
# Rasa obeys these three itself; no button of ours sends them.
_COMMANDS = r"(?!(?:restart|back|session_start)\b)"
_PAYLOAD = re.compile(rf"/{_COMMANDS}[a-z_]{{1,40}}(?:\{{{_VALUE}(?:,{_VALUE})*\}})?")


def is_payload(text: str) -> bool:
    """Whether the text is of the shape that our own buttons have; anybody may have typed it all the same."""
    return len(text) <= LONGEST_PAYLOAD and _PAYLOAD.fullmatch(text) is not None
