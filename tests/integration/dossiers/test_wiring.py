"""What the settings switch on, and that the parts fit: a change becomes words on their way to a follower."""

import asyncio
from pathlib import Path

import pytest

from actions.services import DepartmentView, Services
from bot.conversation.outbox import OutboxMessage
from bot.dossiers.model import DossierNotice
from bot.dossiers.state import Status
from bot.dossiers_wiring import DossierPart, DossierSettingsError, DossierSetup, dossier_setup
from bot.settings import Settings
from bot.storage.database import Database
from procedures_kb.loader import load_knowledge_base
from tests.fakes.channel import FakeChannel
from tests.integration.dossiers.people import MINUTE, NOW, SECRET, all_of, count, follower, state, take


def settings(folder: Path, **changes: object) -> Settings:
    """Of a server that nobody else knows."""
    return Settings().throwaway(folder, **changes)


def test_nothing_is_asked_or_watched_unless_it_is_set(tmp_path: Path) -> None:
    setup = dossier_setup(settings(tmp_path))
    assert (setup.folder, setup.source) == (None, None)
    assert setup.secret not in repr(setup)


def test_a_system_is_asked_at_its_address_with_its_token(tmp_path: Path) -> None:
    setup = dossier_setup(settings(tmp_path, dossiers_url="https://motcua.example", dossiers_token="t0ken"))
    assert setup.source is not None
    assert (setup.source.url, setup.source.token) == ("https://motcua.example", "t0ken")
    assert "t0ken" not in repr(setup)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"dossiers_url": "motcua"}, "CHIDAN_DOSSIERS_URL"),
        ({"dossiers_url": "https://motcua.example", "dossiers_field_map": Path("none.yml")}, "FIELD_MAP"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    tmp_path: Path, changes: dict[str, object], said: str
) -> None:
    with pytest.raises(DossierSettingsError, match=said):
        dossier_setup(settings(tmp_path, **changes))


async def test_a_change_becomes_words_on_their_way_without_name_or_parcel(db: Database) -> None:
    await take(db, state())
    await follower(db)
    await take(db, state(status=Status.SUPPLEMENT_ASKED, changed_at=NOW + MINUTE))
    part = DossierPart(DossierSetup(SECRET), db, lambda: NOW + MINUTE)
    department = DepartmentView("Sở", "1900 0000", "https://dichvucong.gov.vn")
    services = Services(load_knowledge_base(), department, lambda: NOW.date(), dossiers=part.service)
    running = list(part.tasks(services, {"fake": FakeChannel()}))
    async with asyncio.timeout(10):
        while not await count(db, OutboxMessage):
            await asyncio.sleep(0.05)
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    await part.close()
    async with db.reading() as session:
        [notice], said = await all_of(session, DossierNotice), await all_of(session, OutboxMessage)
    assert notice.outbox_ids == [one.id for one in said]
    told = "\n".join(one.body["text"] for one in said)
    assert "H58.15-261102-0012" in told
    assert [word for word in ("Bưởi", "271") if word in told] == []
    assert list(part.findings()) == []
