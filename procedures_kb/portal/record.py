"""One record of the national portal's export, and what is wrong with a file of them."""

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from procedures_kb.facts import Strict
from procedures_kb.fields import NATIONAL_CODE, Count, OfficialName, ShortText, Text, Url


class PortalDocument(Strict, frozen=True, kw_only=True):
    """One required document, under its official name; `case` is the heading that it stands under."""

    name: Text
    original: Count
    copy: Count
    form: ShortText | None = None
    case: Text | None = None


class PortalChannel(Strict, frozen=True, kw_only=True):
    """One way to file, with the time printed beside it."""

    channel: ShortText
    time: Text | None = None


class PortalRecord(Strict, frozen=True, kw_only=True):
    """One procedure as exported; a field that is absent or null says nothing, an empty list says "none".

    Accepted and not used: `implementing` (it names other provinces), `time_note`, `time_source`,
    `online_level_source`, `stale_risk` and `confidence` (remarks of whoever made the export).
    """

    code: Annotated[str, Meta(pattern=rf"^{NATIONAL_CODE}$")]
    name: OfficialName
    field: ShortText
    level: Literal["tinh", "xa", "tinh+xa", "bo"]
    audience: Annotated[tuple[ShortText, ...], Meta(min_length=1)]
    authority: Text
    source_url: Url
    as_of: date
    documents: Annotated[tuple[PortalDocument, ...], Meta(max_length=200)] | None = None
    time: tuple[Text, ...] | None = None
    time_by_case_local: tuple[Text, ...] | None = None
    channels: tuple[PortalChannel, ...] | None = None
    fee: tuple[Text, ...] | None = None
    fee_kind: Literal["free", "local", "amount", "unknown"] | None = None
    accepts_online: bool | None = None
    online_level: ShortText | None = None
    result: tuple[Text, ...] | None = None
    decision: ShortText | None = None
    legal_basis: tuple[Text, ...] | None = None
    implementing: Text | None = None
    time_note: Text | None = None
    time_source: ShortText | None = None
    online_level_source: ShortText | None = None
    stale_risk: Text | None = None
    confidence: ShortText | None = None


FIELDS = tuple(field.name for field in msgspec.structs.fields(PortalRecord))
REQUIRED = tuple(field.name for field in msgspec.structs.fields(PortalRecord) if field.required)
# One text or several: the export writes a single one without a list.
ONE_OR_MORE = ("time", "fee")
