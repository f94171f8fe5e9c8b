"""What `data/wording.yml` holds of surveys."""

import msgspec


class SurveyTitles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Titles of the buttons under a survey; those of the answers stand in the instrument."""

    skip: str
    stop: str
    more: str
    enough: str
    comment: str
    no_comment: str
    go_on: str
    opt_out: str


class SurveyWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words by which a typed grade is known (5 the best), what stands beside a number of trips, what ends it.

    All of it without diacritics.
    """

    grades: dict[int, tuple[str, ...]]
    trips: tuple[str, ...]
    stopping: tuple[str, ...]
