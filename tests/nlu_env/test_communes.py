"""The list of communes against the conversion that it was made from."""

from bot.language.communes import load_communes
from bot.language.conversion import commune_of_2025, draft, old_communes

PROVINCE = "Tỉnh Đồng Nai"
# The conversion's keys have no diacritics, so Lộc Thành and Lộc Thạnh (old and new) are one to it.
LOST_THERE = {"Xã Lộc Hòa", "Xã Lộc Thịnh", "Xã Lộc Thành", "Xã Lộc Thạnh"}
# Dissolved on 01/11/2024, before the table begins.
OLDER = {"Phường Hòa Bình", "Phường Quyết Thắng", "Phường Thanh Bình", "Phường Tam Hòa", "Phường Tân Tiến"}
# It names one of the two communes among which Xuân Tâm was divided.
DIVIDED = {"Xã Xuân Tâm"}


def test_every_old_commune_went_where_our_list_says() -> None:
    ours = {(part.name, part.district): set() for one in load_communes("dong_nai") for part in one.parts}
    for commune in load_communes("dong_nai"):
        for part in commune.parts:
            ours[part.name, part.district].add(commune.formerly or commune.name)
    theirs = {
        (old.name, old.district): commune_of_2025(old, province) for old, province in old_communes(PROVINCE)
    }
    compared = [key for key in theirs if key[0] not in LOST_THERE | DIVIDED]
    assert len(compared) > 260
    assert [key for key in compared if {theirs[key]} != ours.get(key)] == []
    assert {name for name, _ in ours.keys() - theirs.keys()} <= LOST_THERE | OLDER
    assert theirs["Xã Xuân Tâm", "Huyện Xuân Lộc"] in ours["Xã Xuân Tâm", "Huyện Xuân Lộc"]


def test_a_draft_for_another_province_names_its_communes() -> None:
    assert "name: Phường Buôn Ma Thuột" in draft("Tỉnh Đắk Lắk")
