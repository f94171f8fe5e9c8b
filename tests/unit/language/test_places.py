"""Old and new names of communes as people type them."""

from functools import lru_cache

import pytest

from bot.language.communes import load_communes
from bot.language.places import Places


@lru_cache(maxsize=1)
def places() -> Places:
    return Places(load_communes("dong_nai"))


def communes(text: str, *, answering: bool = False) -> list[str]:
    mention = places().find(text, answering=answering)
    return [commune.name for commune in mention.communes] if mention else []


def test_the_province_has_the_communes_that_the_statistics_office_counts() -> None:
    names = [commune.name for commune in places().communes]
    assert (len(names), len(set(names))) == (95, 95)
    assert sum(name.startswith("Phường") for name in names) == 33
    assert len({commune.code for commune in places().communes}) == 95


# Old names that mean one commune; the old list was compared with a second one, commune by commune.
@pytest.mark.parametrize(
    ("typed", "today"),
    [
        ("tôi ở xã Phú Lộc huyện Tân Phú", "Phường Tân Phú"),
        ("phuong Trung Dung Bien Hoa", "Phường Trấn Biên"),
        ("thị trấn Định Quán", "Xã Định Quán"),
        ("p. Bửu Long, tp Biên Hoà", "Phường Trấn Biên"),
        ("phường quyết thắng cũ", "Phường Trấn Biên"),
        ("phường Tân Mai", "Phường Tam Hiệp"),
        ("phuong tam hoa bien hoa", "Phường Tam Hiệp"),
        ("nhà em ở phường Tân Hòa", "Phường Hố Nai"),
        ("xã hố nai 3", "Phường Hố Nai"),
        ("phường Tân Biên", "Phường Long Bình"),
        ("phường Hóa An", "Phường Biên Hòa"),
        ("phuong long binh tan", "Phường Long Hưng"),
        ("xã Thiện Tân huyện Vĩnh Cửu", "Phường Trảng Dài"),
        ("thạnh phú vĩnh cửu", "Phường Tân Triều"),
        ("thi tran vinh an", "Phường Trị An"),
        ("xã Mã Đà", "Phường Trị An"),
        ("xã Bàu Trâm long khánh", "Phường Long Khánh"),
        ("phường Suối Tre", "Phường Bình Lộc"),
        ("xã Xuân Thiện", "Phường Bình Lộc"),
        ("xa bao quang", "Phường Bảo Vinh"),
        ("thị trấn Gia Ray", "Phường Xuân Lộc"),
        ("xã Suối Cát", "Phường Xuân Lộc"),
        ("xã Lang Minh huyện Xuân Lộc", "Xã Xuân Phú"),
        ("xã Suối Nho huyện Định Quán", "Xã Xuân Bắc"),
        ("xã Túc Trưng", "Xã La Ngà"),
        ("xã Phú Túc", "Xã Thống Nhất"),
        ("xã gia tân 3", "Xã Gia Kiệm"),
        ("xã Lộ 25", "Phường Dầu Giây"),
        ("xã Bàu Hàm 2", "Phường Dầu Giây"),
        ("thị trấn Long Giao", "Xã Cẩm Mỹ"),
        ("xã Lâm San", "Xã Sông Ray"),
        ("xã Đồi 61", "Xã An Viễn"),
        ("xã Giang Điền Trảng Bom", "Phường Trảng Bom"),
        ("xã Cây Gáo", "Xã Bàu Hàm"),
        ("thị trấn Hiệp Phước", "Phường Nhơn Trạch"),
        ("xã Phước Khánh nhơn trạch", "Xã Đại Phước"),
        ("xã Lộc An huyện Long Thành", "Phường Long Thành"),
        ("xã Long Đức", "Xã Bình An"),
        ("xã Tam An", "Xã An Phước"),
        ("xã Phú Điền", "Xã Phú Hòa"),
        ("xã Đắc Lua", "Xã Đak Lua"),
        ("phường Tiến Thành Đồng Xoài", "Phường Đồng Xoài"),
        ("xã Tiến Hưng", "Phường Bình Phước"),
        ("thị trấn Đức Phong", "Xã Bù Đăng"),
        ("xã Thống Nhất huyện Bù Đăng", "Xã Phước Sơn"),
        ("xã Đường 10", "Xã Đak Nhau"),
        ("xã đồng nai bù đăng", "Xã Thọ Sơn"),
        ("xã Lộc Thịnh", "Xã Lộc Thành"),
        ("xã Lộc Hòa", "Xã Lộc Thạnh"),
        ("xã Lộc Thái", "Phường Lộc Ninh"),
        ("thị trấn Tân Phú huyện Đồng Phú", "Phường Đồng Phú"),
        ("thị trấn Thanh Bình Bù Đốp", "Xã Thiện Hưng"),
        ("phường Thác Mơ thị xã Phước Long", "Phường Phước Long"),
        ("xã Phước An Hớn Quản", "Xã Tân Quan"),
        ("xã Bù Nho", "Xã Phú Riềng"),
        ("phường Hưng Chiến bình long", "Phường Bình Long"),
    ],
)
def test_an_old_name_leads_to_the_commune_of_today(typed: str, today: str) -> None:
    assert communes(typed) == [today]


@pytest.mark.parametrize(
    ("typed", "today"),
    [
        ("phường Trấn Biên", "Phường Trấn Biên"),
        ("phuong tan trieu", "Phường Tân Triều"),
        ("xã Long Thành", "Phường Long Thành"),  # its name from 07/2025 to 04/2026
        ("phường Long Thành", "Phường Long Thành"),
        ("phường Biên Hòa", "Phường Biên Hòa"),
        ("xã Trãng Bom", "Phường Trảng Bom"),
        ("xã Bàu Cản", "Xã Long Phước"),
        ("xã Lộc Thành", "Xã Lộc Thành"),
        ("phường Hố Nai mới", "Phường Hố Nai"),
    ],
)
def test_names_of_today(typed: str, today: str) -> None:
    assert communes(typed) == [today]


@pytest.mark.parametrize(
    ("typed", "possible"),
    [
        ("xã Xuân Tâm", {"Xã Xuân Đông", "Xã Xuân Hòa"}),  # divided
        ("phường Hố Nai", {"Phường Hố Nai", "Phường Long Bình"}),  # the name moved
        ("thị trấn Tân Phú", {"Phường Tân Phú", "Phường Đồng Phú"}),
        ("xã Tân Hưng", {"Xã Tân Hưng", "Xã Tân Lợi"}),
        ("xa loc thanh", {"Xã Lộc Thành", "Xã Lộc Thạnh"}),
        ("chuyển từ xã Phú Lộc sang xã Gia Canh", {"Phường Tân Phú", "Xã Định Quán"}),
    ],
)
def test_what_is_not_settled_is_left_to_be_asked(typed: str, possible: set[str]) -> None:
    assert set(communes(typed)) == possible


@pytest.mark.parametrize(
    ("typed", "district"),
    [
        ("tôi ở Biên Hòa", "Thành phố Biên Hòa"),
        ("nop o huyen long thanh duoc khong", "Huyện Long Thành"),
        ("thị xã Bình Long", "Thị xã Bình Long"),
        ("ở Thống Nhất", "Huyện Thống Nhất"),
    ],
)
def test_a_district_alone_is_no_commune(typed: str, district: str) -> None:
    mention = places().find(typed)
    assert mention is not None
    assert (mention.district, mention.readings) == (district, ())
    assert len(places().of_district(district)) > 1


@pytest.mark.parametrize(
    "typed",
    [
        "làm sổ đỏ lần đầu cần giấy tờ gì",
        "anh em thống nhất chia đất",
        "bình minh lên",
        "ba bên thống nhất trả nợ",
        "hai nhà thống nhất lối đi",
        "ben minh lap ho so roi",
        "thuê đất của xã đóng tiền từng năm",
        "thue dat cua xa dong tien tung nam",
        "công ty ở Hòa Bình cũ",
        "đất tại Tân Phước Khánh",
        "xã nào cũng được hả",
        "nhà xa trung tâm",
        "nộp ở huyện được không",
        "quận Tân Phú",
        "xã Tân Phú tỉnh Bến Tre",
        "xã Bình Minh Sài Gòn",
        "huyện Châu Thành",
        "đất ở Long An",
        "tỉnh Bình Phước",
        "thành phố Đồng Nai",
        "tân phú tây ninh",
        "",
        "xã",
        "/ask_place",
        "👍",
    ],
)
def test_nothing_is_claimed_that_could_be_something_else(typed: str) -> None:
    assert places().find(typed) is None


@pytest.mark.parametrize("typed", ["Phú Lộc", "dạ phú lộc", "phu loc nha em"])
def test_a_bare_name_counts_as_an_answer_only(typed: str) -> None:
    assert communes(typed) == []
    assert communes(typed, answering=True) == ["Phường Tân Phú"]


def test_marks_that_are_typed_must_be_those_of_the_name() -> None:
    assert communes("ở Lộc Thạnh") == ["Xã Lộc Thạnh"]
    assert communes("ở Phú Lọc") == []


def test_the_words_around_a_place_are_told_apart_from_it() -> None:
    mention = places().find("dạ em ở ấp 3, xã Phú Lộc, huyện Tân Phú")
    assert mention is not None
    assert mention.rest == ("da", "em", "o", "ap", "3")


def test_a_province_without_a_list_has_no_places() -> None:
    assert Places().find("xã Phú Lộc") is None
