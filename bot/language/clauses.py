"""The parts of a message that holds more than one question."""

import re
import unicodedata

from bot.language.fold import has_diacritics

# A point or comma between digits belongs to a code, a number or a day.
_MARKS = r"[;?!…\n]+|(?<!\d)[.,]|[.,](?!\d)"
# "rồi" at the end of a part says that something is done; "con" is a child and "ma" a mother where the other
# words carry their marks.
_MARKED = re.compile(rf"{_MARKS}|\b(?:và|với lại|rồi(?=\s+\w)|còn|mà)\b", re.IGNORECASE)
_UNMARKED = re.compile(rf"{_MARKS}|\b(?:va|voi lai|roi(?=\s+\w)|con|ma)\b", re.IGNORECASE)


def clauses(text: str) -> tuple[str, ...]:
    """The parts between marks and words like "và", "rồi", "còn", in order, without empty ones."""
    composed = unicodedata.normalize("NFC", text)
    ends = _MARKED if has_diacritics(composed) else _UNMARKED
    return tuple(part.strip() for part in ends.split(composed) if part.strip())
