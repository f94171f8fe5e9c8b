"""Short forms whose neighbours decide."""

import pytest

from bot.language.normalise import normalise
from bot.language.shorthand import LONGEST_GROWTH, expand_shorthand
from bot.language.shorthand_table import shorthand_table


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tp BH nộp ở đâu", "thành phố Biên Hòa nộp ở đâu"),
        ("bh có sổ", "bao giờ có sổ"),
        ("H. Tân Phú", "huyện Tân Phú"),
        ("ở h. Tân Phú, p. Bửu Long", "ở huyện Tân Phú, phường Bửu Long"),
        ("ở H Xuân Lộc", "ở huyện Xuân Lộc"),
        ("h tan phu nop dau", "huyện tan phu nop dau"),
        ("h em làm s", "giờ em làm sao"),
        ("bây h lm j", "bây giờ làm gì"),
        ("anh H", "anh H"),
        ("p.5 và kp3", "phường 5 và khu phố 3"),
        ("p lm j z", "phải làm gì vậy"),
        ("có p nộp k", "có phải nộp không"),
        ("tt. Định Quán", "thị trấn Định Quán"),
        ("tx Long Khánh", "thị xã Long Khánh"),
        ("TP.HCM", "thành phố Hồ Chí Minh"),
        ("làm tt sang tên", "làm thủ tục sang tên"),
        ("cung cấp tt đất đai", "cung cấp thông tin đất đai"),
        ("nộp tt đc k", "nộp trực tuyến được không"),
        ("tt 10/2024/TT-BTNMT", "thông tư 10/2024/TT-BTNMT"),
        ("mất sd", "mất sổ đỏ"),
        ("quyền sd đất", "quyền sử dụng đất"),
        ("mđ sd", "mục đích sử dụng"),
        ("sai đ/c trên sổ", "sai địa chỉ trên sổ"),
        ("đ/c gp mỏ", "điều chỉnh giấy phép mỏ"),
        ("tiền bt gpmb", "tiền bồi thường giải phóng mặt bằng"),
        ("lên tc", "lên thổ cư"),
        ("tc đất với hàng xóm", "tranh chấp đất với hàng xóm"),
        ("đk tchấp", "đăng ký thế chấp"),
        ("thuê đất nn", "thuê đất nông nghiệp"),
        ("nn thu hồi", "nhà nước thu hồi"),
        ("nhg gì", "những gì"),
        ("1 kg", "1 kg"),
    ],
)
def test_the_words_around_decide(typed: str, meant: str) -> None:
    assert normalise(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bển biểu tui nộp", "bên đó bảo tôi nộp"),
        ("cần giấy chi rứa", "cần giấy gì vậy"),
        ("nộp ở mô", "nộp ở đâu"),
        ("khi mô xong", "khi nào xong"),
        ("răng lâu rứa", "sao lâu vậy"),
        ("bên tê", "bên kia"),
        ("hết nhiêu tiền", "hết bao nhiêu tiền"),
        ("nghe hông", "nghe không"),
        ("hổng có zậy", "không có vậy"),
        ("dìa mần vô sổ", "về làm vào sổ"),
        ("hông ni dzề", "không này về"),
    ],
)
def test_the_south_and_the_centre(typed: str, meant: str) -> None:
    assert normalise(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "cap so hong lan dau",
        "trong hem nho",
        "bên hông nhà",
        "sổ bị hỏng",
        "chi nhánh, chi phí, chi cục",
        "ho gia dinh chi co chu ho",
        "biểu mẫu, thời gian biểu, đại biểu",
        "quy mô, mô hình, vi mô",
        "nha sĩ, hàm răng",
        "vô hiệu, vô cớ",
        "nạp nước xuống tầng",
        "bao nhiêu, đôi nhiêu",
        "chọn a hay b",
        "anh C đi",
        "Hong Ngu",
        "giay hen",
        "vay TT",
        "đất BH",
    ],
)
def test_where_nothing_decides_the_words_stay(text: str) -> None:
    assert normalise(text) == text


def test_no_short_form_grows_more_than_promised() -> None:
    grown = {
        short: full for short, full in shorthand_table().items() if len(full) > LONGEST_GROWTH * len(short)
    }
    assert grown == {}


@pytest.mark.parametrize("text", ["0,3 m3/s", "www.sodo.vn", "k@tp.vn", "wi-fi", "1789/QĐ-UBND", "CH 01877"])
def test_units_addresses_and_numbers_of_papers_stay(text: str) -> None:
    assert expand_shorthand(text) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sổđỏ giấytờ baolau", "sổ đỏ giấy tờ bao lâu"),
        ("fải nộp giấy fép j", "phải nộp giấy phép gì"),
        ("e hỏi xí, nta bảo cx dc nhg r", "em hỏi xí, người ta bảo cũng được nhưng rồi"),
        ("k co so, dc ko", "không co so, được không"),
        ("2 k m nữa, 500 k, thửa 25 k có sổ", "2 km nữa, 500k, thửa 25 không có sổ"),
        ("oki ad, uhm", "ok ad, ừ"),
        ("lm vs sở TN&MT", "làm với sở tài nguyên và môi trường"),
        ("đăng kí lí do qui định", "đăng ký lý do quy định"),
    ],
)
def test_chat_is_written_out(typed: str, meant: str) -> None:
    assert normalise(typed) == meant
