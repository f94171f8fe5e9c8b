"""What the emulated chat answers: shapes of real answers, short and long."""

PAPERS = """Dạ, sang tên đất (mua bán) thì cô/bác mang theo 4 thứ:
1. Đơn đăng ký biến động đất đai, theo mẫu của tỉnh: 1 bản chính
2. Hợp đồng mua bán đã công chứng hoặc chứng thực: 1 bản chính
3. Giấy chứng nhận (sổ đỏ): bản gốc
4. Tờ khai thuế thu nhập cá nhân và tờ khai lệ phí trước bạ: 1 bản chính
Căn cứ: Nghị định số 101/2024/NĐ-CP · dữ liệu tỉnh Đồng Nai, kiểm tra ngày 10/06/2026"""

FEE = """Dạ, phí sang tên đất ở Đồng Nai: 650.000 đồng một hồ sơ, chưa kể thuế.
Căn cứ: Nghị quyết số 13/2020/NQ-HĐND · dữ liệu tỉnh Đồng Nai, kiểm tra ngày 10/06/2026"""

BY_SITUATION = """Dạ, có hai trường hợp.

Mua bán:
- Hợp đồng
Lưu ý: Mẫu đơn có thể khác.
Căn cứ: Nghị định"""

CARD = "Dạ, đây là thẻ mang theo."
SHEET = "/thu-tuc/1.013831/the.pdf?truong_hop=sale,~loan"

MAP = "https://www.google.com/maps/search/?api=1&query=Ph%C6%B0%E1%BB%9Bc+T%C3%A2n%2C+%C4%90%E1%BB%93ng+Nai"

NEXT = [
    {"title": "Phí bao nhiêu", "payload": '/ask_fee{"procedure":"1.013831"}'},
    {"title": "Nộp ở đâu", "payload": '/ask_place{"procedure":"1.013831"}'},
    {"title": "Bao lâu xong", "payload": '/ask_time{"procedure":"1.013831"}'},
    {"title": "Báo sai", "payload": '/report_error{"procedure":"1.013831"}'},
]


def answer(message: dict[str, str]) -> list[dict[str, object]]:
    """The replies to one message."""
    text = message.get("payload") or message["text"]
    if text in _EXACT:
        return _EXACT[text]
    if "fee" in text or "phi" in text:
        return [_reply(FEE)]
    if "giay" in text:
        return [_reply(PAPERS), _reply("Cô/bác cần biết thêm gì?", NEXT)]
    if "show_card" in text:
        picture = "/thu-tuc/1.013831/the.png?truong_hop=sale"
        return [_reply(CARD) | {"images": [picture], "file": SHEET}]
    return [_reply("Em nghe: " + message["text"])]


def _reply(text: str, buttons: list[dict[str, str]] | None = None) -> dict[str, object]:
    return {"text": text, "buttons": buttons or [], "images": []}


_SKIP = [{"title": "Bỏ qua", "payload": "/skip"}]
_EXACT: dict[str, list[dict[str, object]]] = {
    "xin hinh": [_reply("Dạ, cô/bác gửi hình giúp em.", _SKIP) | {"wants": "photo"}],
    "xin cho": [_reply("Dạ, ở chỗ nào ạ?") | {"wants": "location"}],
    "luu y": [_reply(BY_SITUATION)],
    "dai": [_reply("\n".join(f"{number}. Giấy tờ thứ {number}: 1 bản chính" for number in range(1, 41)))],
    "trang": [_reply("Cô/bác xem /thu-tuc/dang-ky-moi-truong/the.pdf?truong_hop=sale,~loan")],
    "ban do": [_reply("- Bản đồ: " + MAP)],
    "lien ket": [_reply("Xem https://dichvucong.gov.vn/thu-tuc. Gọi 1800 1096 để hỏi.")],
}
