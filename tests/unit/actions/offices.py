"""Where the citizens of the tests live, and the offices that are known there."""

from datetime import date
from functools import lru_cache

from bot.language.communes import load_communes
from bot.language.places import Places
from bot.offices import Office

CHECKED = date(2026, 11, 22)


@lru_cache(maxsize=1)
def places() -> Places:
    """The communes of a real province."""
    return Places(load_communes("dong_nai"))


def offices() -> tuple[Office, ...]:
    """One commune's office, and the land registration office."""
    return (
        Office(
            name="Trung tâm Mẫu",
            kind="commune",
            communes=("26041",),
            address="Số 1 đường Mẫu",
            hours="7 giờ 30 đến 16 giờ 30",
            phone="0251 111 111",
            source="Quyết định mẫu",
            verified_on=CHECKED,
        ),
        Office(
            name="Văn phòng đất đai mẫu",
            kind="land",
            address="Số 2 đường Mẫu",
            hours="8 giờ đến 17 giờ",
            source="Quyết định mẫu",
            verified_on=CHECKED,
        ),
    )
