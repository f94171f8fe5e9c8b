"""The kinds of value that a record may hold; each refuses what could only be a mistake."""

from typing import Annotated, Literal

from msgspec import Meta

NATIONAL_CODE = r"[0-9]\.[0-9]{6}"  # `\d` would let digits of other scripts into the name of a file
# A national code, or words in place of it for the few procedures that have none.
Code = Annotated[str, Meta(pattern=rf"^({NATIONAL_CODE}|[a-z]+(-[a-z]+)+)$", max_length=28)]
# A button's payload of 64 bytes holds a procedure's code and one of these; beside words a short one.
SituationId = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,23}$")]
Url = Annotated[str, Meta(pattern=r"^https?://[^\s/]+\S*$", max_length=400)]
ShortText = Annotated[str, Meta(pattern=r"^\S", max_length=80)]
ButtonTitle = Annotated[str, Meta(pattern=r"^\S", max_length=40)]
Text = Annotated[str, Meta(pattern=r"^\S", max_length=1200)]
# The longest official name has over 1,000 characters.
OfficialName = Annotated[str, Meta(pattern=r"^\S", max_length=2000)]
Count = Annotated[int, Meta(ge=0, le=20)]
WorkingDays = Annotated[int, Meta(ge=1, le=400)]

Level = Literal["province", "commune", "province_and_commune", "ministry"]
Confidence = Literal["high", "medium", "low"]
FeeKind = Literal["free", "local", "fixed", "not_stated"]
OnlineLevel = Literal["full", "partial", "none", "unknown"]
