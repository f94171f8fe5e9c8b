"""Corrections: what is meant, and what is denied."""

import pytest

from bot.language.corrected import Corrected, corrected


@pytest.mark.parametrize(
    ("text", "meant", "denied"),
    [
        ("không phải, ý tôi là cấp đổi", "cap doi", ""),
        ("k phải tặng, bán mà", "ban", "tang"),
        ("không phải tặng mà bán", "ban", "tang"),
        ("không phải mua bán, là tặng cho", "tang cho", "mua ban"),
        ("sai rồi, tôi hỏi mất sổ", "mat so", ""),
        ("dạ sai rồi em ơi, tôi hỏi mất sổ", "mat so", ""),
        ("nham roi toi muon tach thua", "tach thua", ""),
        ("Tôi hỏi phí chứ đâu có hỏi giấy tờ", "phi", "giay to"),
        ("tách thửa chứ không phải sang tên", "tach thua", "sang ten"),
        ("ý tôi là xóa thế chấp", "xoa the chap", ""),
        ("không, ý tôi là cấp lại", "cap lai", ""),
        ("không phải vậy tôi hỏi phí", "phi", ""),
        ("không phải tách thửa tôi hỏi gộp thửa", "gop thua", "tach thua"),
        ("bot hiểu sai ý mình, mình hỏi giếng khoan", "gieng khoan", ""),
        ("nham toi noi xoa the chap", "xoa the chap", ""),
        ("không phải, tôi hỏi thời gian", "thoi gian", ""),
        ("sai rồi không phải", "", ""),
        ("sai rồi, không phải tách thửa", "", "tach thua"),
        ("ý tôi không phải tách thửa", "", "tach thua"),
        ("ý tôi là giếng của công ty, không phải giếng gia đình", "gieng cua cong ty", "gieng gia dinh"),
        ("khong phai", "", ""),
        ("sai rồi", "", ""),
        ("không phải cái đó", "", ""),
        ("không phải tách thửa", "", "tach thua"),
        ("hổng phải", "", ""),
        ("nhầm, sổ tôi bị rách chứ không mất", "so toi bi rach", "mat"),
        ("nham roi, giay phep thoi chu chua khai thac", "giay phep", "khai thac"),
        ("nhầm rồi, giấy phép thăm dò chứ chưa khai thác", "giay phep tham do", "khai thac"),
        ("sai roi, toi hoi dong cua mo nha", "dong cua mo", ""),
        ("ý tôi là xin bản đồ đó", "xin ban do", ""),
        ("không phải gia hạn, tôi muốn đổi chủ ạ", "doi chu", "gia han"),
        ("không, muốn sửa lại chứ không thu hồi", "muon sua lai", "thu hoi"),
        ("À tôi nói lộn, giấy phép sắp hết hạn", "giay phep sap het han", ""),
        ("con ghi nhầm rồi, mất sổ chứ không rách", "mat so", "rach"),
        ("sai bét, cấp lại chứ đâu phải cấp đổi", "cap lai", "cap doi"),
        ("đọc lại giúp em với, thăm dò chứ chưa khai thác", "tham do", "khai thac"),
    ],
)
def test_what_is_meant_and_what_is_denied(text: str, meant: str, denied: str) -> None:
    assert corrected(text) == Corrected(meant, denied)


def test_where_it_is_known_to_correct_a_denial_may_come_last() -> None:
    text = "tôi nói đổi sổ cũ, đâu phải mất sổ"
    assert corrected(text) is None
    assert corrected(text, told=True) == Corrected("doi so cu", "mat so")
    assert corrected("tách thửa cần gì", told=True) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "không",
        "bán nhầm, giờ đòi lại được không",
        "thôi khỏi",
        "tách thửa cần giấy gì",
        "nộp bản sao được chứ không cần bản chính",
        "làm ở xã được chứ không",
        "tôi hỏi phí",
        "tôi muốn tách thửa",
        "phí bao nhiêu mà cao vậy",
        "không có sổ thì sao",
        "dạ",
        "trường hợp nào đổi đất mà không phải xin phép",
        "gia hạn giấy phép, không phải xin mới, cần gì",
        "sai sót trong sổ thì sửa thế nào",
        "sửa lại tên trên sổ",
        "nhầm lẫn ranh đất với nhà bên",
    ],
)
def test_other_words_correct_nothing(text: str) -> None:
    assert corrected(text) is None
