"""A reply in what a channel can show."""

import pytest

from bot.channels.fitting import Form, fit
from bot.conversation.replies import Button, Reply, Wanted

FORM = Form(longest_text=40, most_buttons=2, longest_title=12)
FEE, TIME, PLACE = (Button(title, f"/ask_{title}") for title in ("fee", "time", "place"))


def test_what_fits_is_left_alone() -> None:
    reply = Reply("Dạ, 10 ngày.", (FEE, TIME))
    assert fit(reply, FORM) == [reply]


def test_buttons_stand_on_the_last_part() -> None:
    first, last = fit(Reply("Dạ, cô/bác mang theo giấy tờ này.\n\nNộp ở xã.", (FEE,)), FORM)
    assert (first.buttons, last.buttons) == ((), (FEE,))


def test_too_many_choices_are_numbered() -> None:
    (part,) = fit(Reply("Dạ, việc nào?", (FEE, TIME, PLACE)), FORM)
    assert part.text == "Dạ, việc nào?\n1. fee\n2. time\n3. place"
    assert part.buttons == ()


def test_a_title_that_is_too_long_is_numbered() -> None:
    long = Button("Đính chính sổ đỏ", "/x")
    (part,) = fit(Reply("Dạ?", (long,)), FORM)
    assert part.text.endswith("1. Đính chính sổ đỏ")


def test_pictures_and_files_go_apart_before_the_words_with_buttons() -> None:
    reply = Reply("Dạ, thẻ đây.", (FEE,), images=("/a.png", "/b.png"), file="/c.pdf", wants=Wanted.LOCATION)
    parts = fit(reply, FORM)
    assert [(part.images, part.file) for part in parts] == [
        (("/a.png",), None),
        (("/b.png",), None),
        ((), "/c.pdf"),
        ((), None),
    ]
    assert (parts[-1].text, parts[-1].buttons, parts[-1].wants) == ("Dạ, thẻ đây.", (FEE,), Wanted.LOCATION)


def test_a_picture_alone_is_one_part() -> None:
    assert fit(Reply("", images=("/a.png",)), FORM) == [Reply("", images=("/a.png",))]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("(/thu-tuc/1/the.pdf?truong_hop=a,~b)", "(https://chidan.vn/thu-tuc/1/the.pdf?truong_hop=a,~b)"),
        ("Xem /thu-tuc/1.013831.", "Xem https://chidan.vn/thu-tuc/1.013831."),
        ("/thu-tuc/dang-ky-moi-truong, hoặc hỏi", "https://chidan.vn/thu-tuc/dang-ky-moi-truong, hoặc hỏi"),
        ("https://dichvucong.gov.vn/thu-tuc/1.013831", "https://dichvucong.gov.vn/thu-tuc/1.013831"),
        ("giấy/thu-tuc/khác", "giấy/thu-tuc/khác"),
    ],
)
def test_paths_of_our_own_pages_become_addresses(text: str, shown: str) -> None:
    wide = Form(longest_text=200, most_buttons=2, longest_title=12)
    assert fit(Reply(text), wide, "https://chidan.vn/") == [Reply(shown)]
    assert fit(Reply(text), wide, "") == [Reply(text)]


def test_an_address_counts_in_full_where_the_text_is_cut() -> None:
    first, last = fit(Reply("Dạ, cô/bác xem trang này: /thu-tuc/1.013831"), FORM, "https://chidan.vn")
    assert (first.text, last.text) == ("Dạ, cô/bác xem trang này:", "https://chidan.vn/thu-tuc/1.013831")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "Dạ, 2 thứ:\n1. Đơn\n2. Sổ đỏ\nCăn cứ: Nghị định",
            "Dạ, 2 thứ:\n1. Đơn\n2. Sổ đỏ\n\nCăn cứ: Nghị định",
        ),
        ("Dạ:\n- Đơn\n\nMua bán:\n- Sổ\nCăn cứ: A", "Dạ:\n- Đơn\n\nMua bán:\n- Sổ\n\nCăn cứ: A"),
        ("Dạ, 10 ngày.\nCăn cứ: Nghị định", "Dạ, 10 ngày.\nCăn cứ: Nghị định"),
        ("- Đơn\n- Sổ", "- Đơn\n- Sổ"),
        ("Năm 2025 - 2026\nlà hạn", "Năm 2025 - 2026\nlà hạn"),
    ],
)
def test_a_blank_line_ends_a_list(text: str, shown: str) -> None:
    wide = Form(longest_text=200, most_buttons=2, longest_title=12)
    assert fit(Reply(text), wide) == [Reply(shown)]
