"""What no step may rewrite: codes, addresses of the web and of post boxes, numbers of legal texts."""

import re

from bot.language.codes import find_codes

# An address begins where its letters do: tried at each of them, a long row of signs would take seconds.
_ADDRESS = re.compile(
    r"https?://\S+|\bwww\.\S+|(?<![\w.+-])[\w.+-]+@[\w.-]+\w|(?<![\w-])[\w-]+(?:\.[\w-]+){0,8}\.(?:vn|com|net|org|gov|edu|info|io)\b(?:/\S*)?"
    r"|\bwi-?fi\b",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"\b[A-ZĐ]{2} ?\d{5,8}\b|\b\d{1,4}/\d{4}/[\w-]+(?:/\w+)?|\b\d{1,5}/[A-ZĐ]{2,3}-[A-ZĐ]{2,}\b"
)
_MAY_HOLD = re.compile(r"\d[\d .,/\-]*\d|[@/]|\.\w|wi-?fi", re.IGNORECASE)


def protected_spans(text: str) -> list[tuple[int, int]]:
    """The stretches to be left as they are, in order and without overlaps."""
    found = [(code.start, code.end) for code in find_codes(text)]
    if _MAY_HOLD.search(text):
        found += [match.span() for pattern in (_ADDRESS, _LEGAL) for match in pattern.finditer(text)]
    spans: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return spans
