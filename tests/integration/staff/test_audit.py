"""Who did and saw what, as inspectors read it."""

from datetime import timedelta

from bot.staff.audit import audit
from bot.staff.audit_book import PAGE
from tests.integration.staff.people import NOW, Console, HandClock


async def inspector(console: Console):
    """Somebody who may read the audit."""
    await console.hire("tra", "inspector", name="Đỗ Thanh Tra")
    return await console.signed_in("tra")


async def test_entries_are_shown_newest_first_at_vietnams_time(console: Console, clock: HandClock) -> None:
    lan = await console.hire("lan", "hotline")
    async with console.db.transaction() as session:
        await audit(session, lan.id, "viewed_ticket", "ticket PA-261127-AB23", NOW)
        await audit(session, lan.id, "viewed_sealed", "sealed TM-1", NOW + timedelta(seconds=1))
    page = (await (await inspector(console)).get("/staff/audit")).text
    assert page.index("Xem tin mật") < page.index("27/11/2026 09:00:00")
    assert "ticket PA-261127-AB23" in page


async def test_it_is_narrowed_by_officer_action_and_object(console: Console) -> None:
    lan, minh = await console.hire("lan", "hotline"), await console.hire("minh", "hotline", name="Võ Minh")
    async with console.db.transaction() as session:
        for officer in (lan, minh):
            for action in ("viewed_ticket", "viewed_file"):
                for ticket in ("ticket 1", "ticket 2"):
                    await audit(session, officer.id, action, f"{ticket} of {officer.login}", NOW)
    browser = await inspector(console)
    narrowed = await browser.get(f"/staff/audit?officer={lan.id}&action=viewed_file")
    assert narrowed.text.count("of lan</td>") == 2
    assert "of minh" not in narrowed.text
    found = await browser.get("/staff/audit?object=ticket 1 of minh")
    assert found.text.count("ticket 1 of minh</td>") == 2
    assert "Không có dòng nào khớp" in (await browser.get("/staff/audit?object=ticket 3")).text


async def test_every_entry_is_on_one_page_and_on_one_alone(console: Console) -> None:
    lan = await console.hire("lan", "hotline")
    async with console.db.transaction() as session:
        for number in range(2 * PAGE + 7):
            await audit(session, lan.id, "viewed_ticket", f"ticket {number};", NOW)
    browser, seen, path = await inspector(console), "", "/staff/audit?action=viewed_ticket"
    for _ in range(3):
        page = (await browser.get(path)).text
        seen += page
        if "Cũ hơn" in page:
            path = page.split('href="/staff/audit?officer', 1)[1].split('"', 1)[0].replace("&amp;", "&")
            path = "/staff/audit?officer" + path
    assert [seen.count(f"ticket {number};") for number in range(2 * PAGE + 7)] == [1] * (2 * PAGE + 7)


async def test_reading_the_audit_is_an_entry_of_it(console: Console) -> None:
    browser = await inspector(console)
    await browser.get("/staff/audit")
    assert "Xem nhật ký" in (await browser.get("/staff/audit")).text.split("<tbody>")[1]


async def test_it_is_for_inspectors_and_administrators(console: Console) -> None:
    for role, status in (
        ("hotline", 403),
        ("specialist", 403),
        ("head", 403),
        ("administrator", 200),
        ("inspector", 200),
    ):
        await console.hire(role, role)
        assert (await (await console.signed_in(role)).get("/staff/audit")).status == status


async def test_nonsense_in_the_address_is_not_found_rather_than_an_error(console: Console) -> None:
    browser = await inspector(console)
    for query in ("officer=x", "officer=9" + "9" * 40, "before=-1", "before=²", "object=%00", "action=<b>"):
        assert (await browser.get(f"/staff/audit?{query}")).status == 200


async def test_that_there_are_sealed_reports_is_told_to_nobody_but_who_reads_them(console: Console) -> None:
    tra = await console.hire("xem", "inspector")
    async with console.db.transaction() as session:
        await audit(session, tra.id, "viewed_sealed", "sealed 7", NOW)
        await audit(session, tra.id, "viewed_file", "sealed 7", NOW)
    await console.hire("quan", "administrator")
    outsider = await console.signed_in("quan")
    for query in ("", "?object=sealed 7", "?action=viewed_sealed", f"?officer={tra.id}"):
        page = (await outsider.get(f"/staff/audit{query}")).text
        assert "Xem tin mật" not in page
        assert "sealed 7</td>" not in page
    page = (await (await inspector(console)).get("/staff/audit")).text
    assert page.count("sealed 7</td>") == 2
