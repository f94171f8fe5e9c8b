"""Numbers that were typed with blanks around their points and commas ("1 . 500 . 000 đ", "1 ,5 tỷ")."""

import re

_SIGN = r"(?: ?[.,] ?)"
_GROUPS = re.compile(
    rf"(?<![\w.,])\d{{1,3}}(?:{_SIGN}\d{{3}})+(?= ?(?:đ|đồng|dong|vnd|vnđ|m2|m²)(?!\w))(?<=[\d])",
    re.IGNORECASE,
)
_DECIMAL = re.compile(
    r"(?<![\w.,])(\d{1,3}) ([.,]) ?(\d{1,2})"
    r"(?= ?(?:tỷ|tỉ|ty|ti|triệu|trieu|tr|công|cong|ha|mẫu|mau|sào|sao)(?!\w))",
    re.IGNORECASE,
)


def join_digits(text: str) -> str:
    """The text with such numbers in one piece, where a unit follows; never longer.

    A list ("thửa 214, 215 m2") stays: a blank before the sign, or a round sum, makes it one number.
    """
    if " ," not in text and " ." not in text and "000" not in text:
        return text
    return _DECIMAL.sub(r"\1\2\3", _GROUPS.sub(_joined, text))


def _joined(match: re.Match[str]) -> str:
    number = match.group()
    one = " ," in number or " ." in number or (number.endswith("000") and len(number) > len("1, 000"))
    return number.replace(" ", "") if one else number
