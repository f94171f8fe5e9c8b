"""What a head fills in to begin a wave."""

from datetime import date

import pytest

from bot.surveys.sampling import share_of
from bot.surveys.wave_form import WaveRefused, read_draft
from bot.surveys.wave_view import Stratum, added

TODAY = date(2026, 11, 27)
FIELDS = {
    "name": " Quý  4 ",
    "subject": "dossier",
    "form": "short",
    "begins_on": "2026-12-01",
    "ends_on": "2026-12-31",
    "share": "100",
}
CUTS = {"field": ["Đất đai", "a"], "commune": ["Trấn Biên"], "channel": ["zalo"]}


def test_everybody_is_asked_where_no_share_is_smaller() -> None:
    draft = read_draft(FIELDS)
    draft.check(TODAY, CUTS)
    assert (draft.name, draft.shares, draft.begins_on) == ("Quý 4", {}, date(2026, 12, 1))


def test_shares_by_stratum() -> None:
    lines = {"share": "12,5", "field0": "Đất đai", "share0": "40", "channel3": "zalo", "share3": "0"}
    assert read_draft({**FIELDS, **lines}).shares == {"*|*|*": 0.125, "Đất đai|*|*": 0.4, "*|*|zalo": 0.0}


def test_those_without_a_channel_have_a_share_of_their_own() -> None:
    draft = read_draft({**FIELDS, "field0": "a", "channel0": "none", "share0": "80"})
    draft.check(TODAY, CUTS)
    assert draft.shares == {"*|*|*": 1.0, "a|*|": 0.8}
    assert share_of(draft.shares, "a", "Trấn Biên", "") == 0.8


def test_a_line_without_a_share_is_passed_over() -> None:
    assert read_draft({**FIELDS, "field0": "Đất đai"}).shares == {}


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 41}, "name"),
        ({"name": "2027-ho-so"}, "name_taken"),
        ({"subject": "sealed"}, "kind"),
        ({"form": "other"}, "kind"),
        ({"begins_on": "2026-11-26"}, "day"),
        ({"ends_on": "2026-11-30"}, "day"),
        ({"ends_on": "2028-01-01"}, "day"),
        ({"ends_on": "mai"}, "day"),
        ({"begins_on": "9999-12-30", "ends_on": "9999-12-31"}, "day"),
        ({"begins_on": "2028-01-01", "ends_on": "2028-01-01"}, "day"),
        ({"share": "101"}, "share"),
        ({"share": "-1"}, "share"),
        ({"share": "1e2"}, "share"),
        ({"share": "٣"}, "share"),
        ({"share0": "50"}, "twice"),
        ({"field0": "b", "share0": "1"}, "unknown"),
        ({"commune0": "a|b", "share0": "1"}, "unknown"),
        ({"field0": "a", "share0": "1", "field1": "a", "share1": "2"}, "twice"),
    ],
)
def test_what_cannot_be_taken_is_named(changes: dict[str, str], why: str) -> None:
    with pytest.raises(WaveRefused, match=f"^{why}$"):
        read_draft({**FIELDS, **changes}).check(TODAY, CUTS)


def test_how_many_answered_is_told_in_tens() -> None:
    told = [Stratum("", "", "", 50, 50, 40, answered).at_least for answered in (0, 9, 10, 19, 20)]
    assert told == [None, None, 10, 10, 20]
    rates = [Stratum("", "", "", 50, 50, sent, 19).rate_from for sent in (40, 19, 0)]
    assert rates == [25, 52, None]


def test_strata_add_up() -> None:
    one = Stratum("a", "b", "c", 4, 3, 2, 1)
    assert added([one, one]) == Stratum("", "", "", 8, 6, 4, 2)
    assert added([]) == Stratum("", "", "")
