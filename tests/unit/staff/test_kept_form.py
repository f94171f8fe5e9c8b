"""A form that is carried along comes out as it went in, and leads nowhere else."""

from hypothesis import given
from hypothesis import strategies as some

from bot.staff.kept_form import KeptForm, leads_inside, unpacked

TEXTS = some.text(alphabet=some.characters(codec="utf-8"))


@given(some.lists(some.tuples(TEXTS, TEXTS)), some.lists(TEXTS))
def test_what_was_packed_is_unpacked(fields: list[tuple[str, str]], files: list[str]) -> None:
    kept = KeptForm("/staff/tickets/7/reply?x=1", True, tuple(fields), tuple(files))
    assert unpacked(kept.packed()) == kept


@given(TEXTS)
def test_anything_else_is_nothing(text: str) -> None:
    assert unpacked(text) is None


@given(TEXTS)
def test_a_form_that_leads_elsewhere_is_nothing(path: str) -> None:
    assert (unpacked(KeptForm(path).packed()) is not None) == leads_inside(path)


@given(TEXTS)
def test_only_addresses_of_the_console_lead_inside(path: str) -> None:
    assert not leads_inside(path) or path == "/staff" or path.startswith(("/staff/", "/staff?"))


def test_addresses_that_browsers_read_in_their_own_way_lead_nowhere() -> None:
    for path in (
        "//evil.example",
        "/staff/\\evil",
        "/staff/\n/evil",
        "/staff /x",
        "https://x/staff/",
        "/staffroom",
        "",
    ):
        assert not leads_inside(path)
    for path in ("/staff", "/staff/queue?state=new", "/staff/tickets/7#reply"):
        assert leads_inside(path)


def test_what_somebody_wrote_by_hand_is_shown() -> None:
    kept = KeptForm("/staff", True, (("version", "7"), ("text", "Dạ, đã rõ"), ("state", "new")))
    assert kept.texts == ("Dạ, đã rõ",)
