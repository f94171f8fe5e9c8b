"""A small knowledge base on disk, to be broken on purpose."""

from pathlib import Path

CODE = "1.013831"

RECORD = """\
code: "1.013831"
name: "Đăng ký biến động"
plain_name: "Sang tên sổ đỏ"
when: "Khi cô/bác mua, bán, cho, tặng đất."
field: "Đất đai"
level: province
audience: ["Công dân Việt Nam"]
authority: "Văn phòng đăng ký đất đai"
portal_url: "https://dichvucong.gov.vn/x"
as_of: 2026-06-10
aliases: ["sang tên", "sang sổ"]
questions:
  - id: how
    ask: "Cô/bác sang tên theo cách nào?"
    options:
      - id: sale
        name: "Mua bán"
      - id: gift
        name: "Tặng cho"
papers:
  source: "QĐ 2304/QĐ-BNNMT"
  source_url: "https://dichvucong.gov.vn/x"
  valid_from: 2025-07-01
  valid_to: 2027-02-28
  verified_on: 2026-06-10
  confidence: medium
  items:
    - name: "Đơn đăng ký biến động"
      original: 1
      copies: 0
      form: "18"
    - name: "Hợp đồng mua bán"
      original: 1
      copies: 1
      situations: [sale]
fee:
  source: "QĐ 2304/QĐ-BNNMT"
  verified_on: 2026-06-10
  confidence: low
  kind: local
time:
  source: "QĐ 2304/QĐ-BNNMT"
  verified_on: 2026-06-10
  confidence: medium
  items:
    - text: "5 ngày làm việc"
      working_days: 5
"""

OVERLAY = """\
code: "1.013831"
province: "Đồng Nai"
fee:
  source: "Nghị quyết của tỉnh"
  verified_on: 2025-07-04
  confidence: medium
  kind: fixed
  items:
    - name: "Lệ phí"
      amount: "25.000 đồng/giấy"
      situations: [sale]
"""


def write(root: Path, text: str = RECORD, code: str = CODE, folder: str = "national/dat_dai") -> Path:
    """Writes one file of the base and returns its path."""
    file = root / folder / f"{code}.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def write_overlay(root: Path, text: str = OVERLAY, code: str = CODE, province: str = "dong_nai") -> Path:
    """Writes one overlay file and returns its path."""
    return write(root, text, code, f"overlays/{province}")


def changed(old: str, new: str, text: str = RECORD) -> str:
    """The text with one passage changed; fails where the passage is not there exactly once."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)


def line_of(text: str, passage: str) -> int:
    """1-based line of the first row that holds the passage."""
    return next(number for number, row in enumerate(text.splitlines(), 1) if passage in row)
