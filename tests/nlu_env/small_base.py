"""A knowledge base of four procedures and a few sentences, small enough to train on in a second."""

from pathlib import Path

from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

RECORD = """\
code: "{code}"
name: "{name}"
plain_name: "{plain_name}"
when: "Khi cô/bác cần {plain_name}."
field: "Đất đai"
level: province
audience: ["Công dân Việt Nam"]
authority: "Chi nhánh Văn phòng đăng ký đất đai"
portal_url: "https://dichvucong.gov.vn/{code}"
as_of: 2026-06-10
aliases: [{aliases}]
"""
TRANSFER, SPLIT, WELL, TWIN = "1.013831", "1.012784", "1.001662", "1.012751"
_LINES = """
ask_papers 1.013831 | Sang tên sổ đỏ cần giấy tờ gì? | mua dat thi can giay to gi | cho con đất cần giấy gì
ask_fee 1.013831 | Sang tên hết bao nhiêu tiền? | phi sang ten so do | mua bán đất đóng phí bao nhiêu
ask_papers 1.012784 | Tách thửa cần giấy tờ gì? | tach so lam hai can giay gi | chia đất cần hồ sơ gì
ask_fee 1.012784 | Tách thửa tốn bao nhiêu? | phi tach thua dat | tách sổ hết nhiêu tiền
ask_papers | cần giấy tờ gì | còn giấy tờ thì sao | thế còn hồ sơ
ask_fee | phí bao nhiêu | het bao nhieu tien | tốn bao nhiêu vậy
ask_overview 1.012784 | tách thửa | thu tuc tach thua | muốn tách thửa đất
ask_same 1.012784 | còn tách thửa thì sao | thế tách sổ thì sao
ask_same | thế sang tên thì sao | còn cho con thì thế nào
hotline_emergency | cháy rồi cứu với | có người chết đuối | sạt lở đè người rồi
other_agency | đốt rác cháy cỏ thì công an phạt sao | xin giấy phép xây nhà | làm lại bằng lái xe
greet | xin chào | chao ban | chào cán bộ
"""


def write_records(folder: Path) -> Path:
    """The records as files below a folder; returns the folder."""
    write_twin(folder)
    write_record(
        folder, TRANSFER, "Đăng ký biến động do chuyển nhượng, thừa kế", "Sang tên sổ đỏ", '"mua bán đất"'
    )
    write_record(
        folder, SPLIT, "Tách thửa hoặc hợp thửa đất", "Tách hoặc hợp thửa đất", '"tách sổ", "chia đất"'
    )
    # Nobody wrote a sentence about this one: it must be found by its record alone.
    write_record(folder, WELL, "Đăng ký khai thác nước dưới đất", "Khai báo giếng khoan", '"đóng cây nước"')
    return folder


def write_record(folder: Path, code: str, name: str, plain_name: str, aliases: str) -> None:
    """One record that stands by name only."""
    path = folder / "national" / "dat_dai" / f"{code}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        RECORD.format(code=code, name=name, plain_name=plain_name, aliases=aliases), encoding="utf-8"
    )


def write_twin(folder: Path) -> None:
    """A ministry's procedure for the same matter as one of the three, under nearly the same name."""
    record = RECORD.format(
        code=TWIN, name="Tách thửa (cấp Bộ)", plain_name="Tách thửa đất (Bộ)", aliases='"tách sổ của Bộ"'
    )
    path = folder / "ministry" / "dat_dai" / f"{TWIN}.yml"
    path.parent.mkdir(parents=True)
    text = record.replace("level: province", f'level: ministry\ncounterpart: "{SPLIT}"')
    path.write_text(text, encoding="utf-8")


def examples() -> TrainingData:
    """The sentences as Rasa's reader hands them to components."""
    messages = []
    for line in _LINES.strip().splitlines():
        head, *texts = line.split(" | ")
        intent, _, code = head.partition(" ")
        metadata = {"procedure": code} if code else None
        messages += [Message.build(text, intent, intent_metadata=metadata) for text in texts]
    return TrainingData(messages)
