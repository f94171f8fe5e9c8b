"""Roles and words are data; these are the promises that the data must keep."""

from bot.staff.permissions import Permission, load_roles
from bot.staff.wording import load_wording

ROLES = load_roles()


def test_the_five_roles_are_there() -> None:
    assert list(ROLES.by_name) == ["hotline", "specialist", "head", "inspector", "administrator"]


def test_secret_reports_are_read_by_one_role_alone() -> None:
    assert [name for name, role in ROLES.by_name.items() if Permission.SEE_SEALED in role.permissions] == [
        "inspector"
    ]


def test_who_keeps_the_accounts_reads_no_tickets() -> None:
    held = ROLES.permissions(["administrator"])
    assert (
        held & {Permission.SEE_TICKET, Permission.SEE_QUEUE, Permission.SEE_SEALED, Permission.EXPORT}
        == set()
    )


def test_every_permission_is_held_by_some_role() -> None:
    assert ROLES.permissions(ROLES.by_name) == set(Permission)


def test_an_unknown_role_allows_nothing_but_the_own_account() -> None:
    assert ROLES.permissions(["king"]) == {Permission.OWN_ACCOUNT}
    assert ROLES.title("king") == "king"
    assert ROLES.title("head") == "Lãnh đạo đơn vị"


def test_every_page_of_the_navigation_is_in_the_console() -> None:
    pages = load_wording().navigation
    assert len({page.path for page in pages}) == len(pages)
    assert all(page.path.startswith("/staff/") for page in pages)


def test_an_action_without_words_is_shown_as_it_is() -> None:
    assert load_wording().action("signed_in") == "Đăng nhập"
    assert load_wording().action("fed_the_cat") == "fed_the_cat"
