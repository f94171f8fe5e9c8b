"""The full records against facts copied by hand: portal of 10/06/2026, Đồng Nai's table of 04/07/2025."""

import re

import pytest

from procedures_kb.case import Case
from procedures_kb.loader import KnowledgeBase, load_knowledge_base
from procedures_kb.model import Procedure

# code, words of the paper's name, originals, copies, form
PAPERS = [
    ("1.012785", "Đơn đăng ký biến động", 1, 1, "18"),
    ("1.012785", "đủ chữ ký của bên chuyển và bên nhận", 1, 1, None),
    ("1.012785", "Bản gốc Giấy chứng nhận", 1, 1, None),
    ("1.013995", "Đơn đăng ký biến động", 1, 0, "18"),
    ("1.013995", "Giấy chứng nhận đã cấp", 0, 1, None),
    ("1.013995", "Sơ đồ nhà ở, công trình", 0, 1, None),
    ("1.012781", "Đơn đăng ký biến động", 1, 1, "18"),
    ("1.012781", "Mảnh trích đo bản đồ địa chính", 1, 1, None),
    ("1.012781", "chứng minh phần diện tích tăng thêm", 1, 1, None),
    ("1.012782", "Đơn đăng ký biến động", 1, 1, "18"),
    ("1.012782", "Bản gốc Giấy chứng nhận", 1, 1, None),
    ("1.012812", "Đơn yêu cầu hòa giải", 1, 1, None),
    ("1.012812", "liên quan đến việc sử dụng đất", 1, 1, None),
    ("1.013967", "Đơn yêu cầu giải quyết tranh chấp", 1, 1, None),
    ("1.011441", "Phiếu yêu cầu đăng ký", 1, 0, "01a"),
    ("1.011441", "Bản gốc Giấy chứng nhận", 1, 0, None),
    ("1.011441", "Bản vẽ thiết kế", 0, 1, None),
    ("1.011443", "Phiếu yêu cầu xóa đăng ký", 1, 0, "03a"),
    ("1.011443", "Danh mục kê khai", 0, 1, "01đ, 02đ"),
    ("1.011443", "đồng ý xóa", 1, 1, None),
    ("1.012789", "Phiếu yêu cầu cung cấp thông tin", 1, 0, "14"),
    ("1.001662", "không quá 10 mét khối", 1, 0, "13"),
    ("1.001662", "moong mỏ", 1, 0, "14"),
    ("1.010727", "Văn bản đề nghị", 1, 0, "22a"),
    ("1.010727", "đã được duyệt đánh giá tác động môi trường", 1, 0, "22b"),
    ("1.010727", "nhóm III", 1, 0, "22c"),
    ("1.010727", "cơ sở đang hoạt động", 1, 0, "22d"),
    ("dang-ky-moi-truong", "Văn bản đăng ký môi trường", 1, 0, "47"),
    ("dang-ky-moi-truong", "đánh giá tác động môi trường", 0, 1, None),
    ("1.004122", "Văn bản đề nghị", 1, 0, "49"),
    ("1.004122", "Bản khai kinh nghiệm", 1, 0, "52"),
    ("1.004122", "Văn bằng, chứng chỉ", 1, 0, None),
    ("1.004179", "Đề án khai thác nước mặt", 1, 0, "42"),
    ("1.004179", "Đề án khai thác nước mặt", 1, 0, "43"),
    ("1.004179", "Đề án khai thác nước biển", 1, 0, "46"),
    ("1.004179", "Đề án khai thác nước biển", 1, 0, "47"),
    ("1.011444", "Phiếu yêu cầu đăng ký thông báo", 1, 0, "04a"),
    ("1.013965", "Văn bản đề nghị sử dụng đất kết hợp", 1, 1, "13"),
    ("1.014267", "đóng cửa mỏ", 1, 0, "09"),
    ("1.014267", "nhà thầu thi công", 1, 1, None),
    ("1.014272", "xin trả lại", 1, 1, None),
    ("1.012783", "", 1, 0, "18"),
    ("1.012784", "", 1, 0, "21"),
    ("1.012784", "", 0, 1, "22"),
    ("1.012786", "", 1, 1, "18"),
    ("1.012790", "", 1, 0, "18"),
    ("1.012796", "", 1, 1, "18"),
    ("1.013833", "", 1, 1, "18"),
    ("1.013949", "", 1, 1, "26"),
    ("1.013988", "", 1, 0, "18"),
    ("1.013992", "", 1, 0, "18"),
]

# code, case ("sale,remote"; None: whichever), the period as printed, words of its condition (None: normal)
TIMES = [
    ("1.012785", "lowland", "8 ngày làm việc", None),
    ("1.012785", "remote", "18 ngày làm việc", None),
    ("1.013995", "register_house,lowland", "8 ngày làm việc", None),
    ("1.013995", "change_house", "5 ngày làm việc", None),
    ("1.013995", "register_house,remote", "18 ngày làm việc", None),
    ("1.012781", "added_with_book", "10 ngày làm việc", None),
    ("1.012781", "added_without_book", "20 ngày làm việc", None),
    ("1.012782", "redetermine,lowland", "20 ngày làm việc", None),
    ("1.012782", "keep_area", "15 ngày làm việc", None),
    ("1.012782", "redetermine,remote", "30 ngày làm việc", None),
    ("1.012812", "lowland", "30 ngày", None),
    ("1.012812", "remote", "40 ngày", None),
    ("1.013967", "lowland", "45 ngày", None),
    ("1.013967", "remote", "60 ngày", None),
    ("1.011441", None, "3 ngày làm việc", None),
    ("1.011443", None, "3 ngày làm việc", None),
    ("1.012790", "lowland", "8 ngày làm việc", None),
    ("1.012790", "remote", "18 ngày làm việc", None),
    ("1.012817", "lowland", "20 ngày làm việc", None),
    ("1.012817", "remote", "30 ngày làm việc", None),
    ("1.012766", "remote", "13 ngày làm việc", None),
    ("1.013947", "lowland", "7 ngày làm việc", None),
    ("1.013947", "remote", "17 ngày", None),
    ("1.013949", "lowland", "15 ngày", None),
    ("1.013949", "remote", "25 ngày", None),
    ("1.013952", "amend,lowland", "5 ngày", None),
    ("1.013952", "amend,remote", "15 ngày", None),
    ("1.013952", "term,lowland", "15 ngày", None),
    ("1.013952", "term,remote", "25 ngày", None),
    ("1.013980", "judgment,lowland", "8 ngày làm việc", None),
    ("1.013980", "family,remote", "8 ngày làm việc, cộng thêm 10 ngày", None),
    ("1.013980", "underground,remote", "20 ngày làm việc", None),
    ("1.012789", None, "Không quá 10 ngày làm việc", None),
    ("1.012789", None, "Trong ngày làm việc", "có sẵn"),
    ("1.001662", None, "7 ngày làm việc", None),
    ("1.010727", None, "30 ngày", None),
    ("1.004122", None, "13 ngày làm việc", None),
    ("1.013950", "remote", "25 ngày", None),
    ("1.013953", "lowland", "7 ngày", None),
    ("1.013965", "first_approval,lowland", "15 ngày", None),
    ("1.013965", "renewal,remote", "17 ngày làm việc", None),
    ("1.012784", "lowland", "12 ngày làm việc", None),
    ("1.012784", "remote", "22 ngày làm việc", None),
    ("1.012783", "measure,remote", "20 ngày làm việc", None),
    ("1.012786", "lowland", "10 ngày làm việc", None),
    ("1.013831", "gift,lowland", "8 ngày làm việc", None),
    ("1.013831", "inheritance,remote", "18 ngày làm việc", None),
    ("1.013831", "lease", "4 ngày làm việc", None),
    ("1.013978", "register_and_book,lowland", "20 ngày làm việc", None),
    ("1.013978", "register_only,remote", "27 ngày làm việc", None),
]

# code, kind of fee in the national record
NATIONAL_FEES = [
    ("1.012785", "local"),
    ("1.013995", "local"),
    ("1.012781", "local"),
    ("1.012782", "local"),
    ("1.012812", "local"),
    ("1.013967", "local"),
    ("1.011441", "local"),
    ("1.011443", "local"),
    ("1.001662", "free"),
    ("1.010727", "local"),
    ("1.004122", "local"),
]

# code, case in which the fee is surely due, words of its name, amount in Đồng Nai
DONG_NAI_FEES = [
    ("1.011441", "individual,land", "Phí đăng ký thế chấp", "280.000 đồng/hồ sơ/thửa/giấy"),
    ("1.011441", "organisation,land_and_house", "Phí đăng ký thế chấp", "760.000 đồng/hồ sơ/thửa/giấy"),
    ("1.011443", "organisation", "Phí xóa", "từ 580.000 đồng đến 750.000 đồng/hồ sơ/thửa/giấy"),
    ("1.013950", "business", "Phí thẩm định", "4.000.000 đồng"),
    ("1.013953", "housing,house", "Giá dịch vụ", "1.062.000 đồng/giấy"),
    ("1.012785", "", "Lệ phí cấp sổ mới", "100.000 đồng/giấy"),
    ("1.012785", "", "Lệ phí ghi thay đổi", "25.000 đồng/giấy"),
    ("1.012785", "organisation,land", "chỉnh lý sổ", "1.403.000 đồng/giấy"),
    ("1.012781", "land", "cá nhân", "1.949.000 đồng/giấy"),
    ("1.012781", "land_and_house", "cá nhân", "2.793.000 đồng/giấy"),
    ("1.012781", "", "Lệ phí đăng ký", "125.000 đồng/giấy"),
    ("1.012782", "house", "cá nhân", "1.062.000 đồng/giấy"),
    ("1.012782", "land_and_house", "Lệ phí", "100.000 đồng/giấy"),
    ("1.012789", "", "Lệ phí", "30.000 đồng"),
    ("1.012783", "individual,land", "ghi thay đổi vào sổ cũ", "450.000 đồng/hồ sơ/thửa/giấy"),
    ("1.012784", "organisation,land_and_house", "cấp sổ mới", "1.410.000 đồng/hồ sơ/thửa/giấy"),
    ("1.012786", "individual,house", "Giá dịch vụ", "810.000 đồng/giấy"),
    ("1.013831", "individual,land", "cấp sổ mới", "923.000 đồng/giấy"),
    ("1.013831", "organisation,house", "ghi thay đổi vào sổ cũ", "1.398.000 đồng/giấy"),
    ("1.013833", "rights,organisation,land", "ghi thay đổi vào sổ cũ", "1.360.000 đồng/giấy"),
    ("1.013949", "housing", "Phí thẩm định", "300.000 đồng"),
    ("1.013949", "land_and_house", "Lệ phí cấp sổ", "500.000 đồng/giấy"),
    ("1.013980", "individual,house", "ghi thay đổi vào sổ cũ", "783.000 đồng/giấy"),
    ("1.013947", "organisation", "Lệ phí cấp sổ mới", "100.000 đồng/giấy"),
    ("1.012790", "state_fault", "Sai do cơ quan nhà nước", "không thu tiền"),
    ("1.012790", "own_fault,organisation,land", "cấp sổ mới", "1.170.000 đồng/hồ sơ/thửa/giấy"),
    ("1.013978", "land", "ở xã, thị trấn cũ", "15.000 đồng/giấy"),
]

# code, online level in Đồng Nai, whether the portal or the province accepts the file online
DONG_NAI_ONLINE = [
    ("1.012781", "partial", True),
    ("1.012782", "partial", True),
    ("1.012785", "unknown", True),
    ("1.012789", "full", True),
    ("1.012812", "partial", True),
    ("1.013967", "partial", True),
]


@pytest.fixture(scope="module")
def national() -> KnowledgeBase:
    """The records of the project as they stand, without a province."""
    return load_knowledge_base()


@pytest.fixture(scope="module")
def dong_nai() -> KnowledgeBase:
    """The same records as Đồng Nai runs them."""
    return load_knowledge_base(overlay="dong_nai")


def _record(base: KnowledgeBase, code: str) -> Procedure:
    procedure = base.get(code)
    assert procedure is not None, code
    return procedure


@pytest.mark.parametrize(("code", "words", "original", "copies", "form"), PAPERS)
def test_a_paper_stands_as_the_source_has_it(
    national: KnowledgeBase, code: str, words: str, original: int, copies: int, form: str | None
) -> None:
    papers = _record(national, code).papers
    assert papers is not None
    found = [paper for paper in papers.items if words in paper.name and paper.form == form]
    assert (original, copies) in {(paper.original, paper.copies) for paper in found}, papers.items


@pytest.mark.parametrize(("code", "tokens", "text", "case"), TIMES)
def test_a_time_stands_as_the_source_has_it(
    national: KnowledgeBase, code: str, tokens: str | None, text: str, case: str | None
) -> None:
    record = _record(national, code)
    assert record.time is not None
    citizen = Case(record).with_tokens(tokens or "")
    periods = {(item.text, item.case) for item in record.time.items if citizen.conditions(item) is not None}
    if tokens is not None:
        assert len({period for period, special in periods if special is None}) == 1, periods
    assert [found for found in periods if found[0] == text and (case or "") in (found[1] or "")], periods
    if case is None:
        assert (text, None) in periods


@pytest.mark.parametrize(("code", "kind"), NATIONAL_FEES)
def test_the_country_names_no_amount_that_the_province_sets(
    national: KnowledgeBase, code: str, kind: str
) -> None:
    fee = _record(national, code).fee
    assert fee is not None
    assert fee.kind == kind
    assert not [item for item in fee.items if re.search(r"\d\.000 đồng", item.amount)]


@pytest.mark.parametrize(("code", "tokens", "words", "amount"), DONG_NAI_FEES)
def test_a_fee_of_dong_nai_stands_as_its_table_has_it(
    dong_nai: KnowledgeBase, code: str, tokens: str, words: str, amount: str
) -> None:
    record = _record(dong_nai, code)
    assert record.fee is not None
    assert record.fee.province == "Đồng Nai"
    citizen = Case(record).with_tokens(tokens)
    due = [item for item in record.fee.items if citizen.conditions(item) == ()]
    assert amount in {item.amount for item in due if words in item.name}


@pytest.mark.parametrize(("code", "level", "accepts"), DONG_NAI_ONLINE)
def test_the_online_level_of_dong_nai(dong_nai: KnowledgeBase, code: str, level: str, accepts: bool) -> None:
    online = _record(dong_nai, code).online
    assert online is not None
    assert (online.level, online.accepts_online) == (level, accepts)


def test_papers_of_another_situation_are_not_asked_for(national: KnowledgeBase) -> None:
    record = _record(national, "1.012781")
    assert record.papers is not None
    case = Case(record).told("added_without_book")
    asked = " | ".join(paper.name for paper in record.papers.items if case.conditions(paper) is not None)
    assert "chứng minh phần diện tích tăng thêm" in asked
    assert "Mảnh trích đo" not in asked


# code, case, how many papers are surely asked for, words of one of them, words of one that is another case's
PAPERS_BY_CASE = [
    ("1.011441", "others_land,self,one_person", 6, "đồng ý cho xây nhà", "Quyết định phê duyệt"),
    ("1.011442", "agreement,self,one_person", 6, "sửa đổi, bổ sung hợp đồng", "quyền đòi nợ"),
    ("1.011443", "lender,branch,one_person,several_mortgages", 8, "Danh mục kê khai", "đồng ý xóa"),
    ("1.011444", "delete_notice,self,one_person", 1, "Phiếu yêu cầu", "Văn bản thông báo"),
    ("1.011445", "no_book,self,one_person", 5, "hình thành trong tương lai", "Bản gốc Giấy chứng nhận"),
    ("1.010727", "expanding", 3, "của dự án mở rộng", "nhóm III"),
    ("1.014267", "capacity,group_4", 6, "nhà thầu thi công", "đóng cửa mỏ"),
    ("1.014267", "return_part,groups_1_3", 4, "xin trả lại", "nhóm IV"),
    ("1.014267", "rename", 1, "Văn bản đề nghị", "Phương án"),
    ("1.014267", "common_mineral", 3, "khoáng sản đi kèm", "thiết kế"),
    ("1.014267", "other_mineral", 6, "thiết kế", "khoáng sản đi kèm"),
    ("1.014272", "exchange_only", 3, "cấp trước ngày 01/01/2026", "gia hạn"),
    ("1.014272", "banned", 5, "tạm thời cấm", "xin trả lại"),
    ("1.014272", "rename", 1, "nhu cầu điều chỉnh", "Bản đồ"),
]


@pytest.mark.parametrize(("code", "tokens", "count", "words", "others"), PAPERS_BY_CASE)
def test_one_case_has_its_own_papers_alone(
    national: KnowledgeBase, code: str, tokens: str, count: int, words: str, others: str
) -> None:
    record = _record(national, code)
    assert record.papers is not None
    citizen = Case(record).with_tokens(tokens)
    assert citizen.next_question(record.papers.items) is None
    asked = [paper.name for paper in record.papers.items if citizen.conditions(paper) == ()]
    assert len(asked) == count, asked
    assert any(words in name for name in asked)
    assert not any(others in name for name in asked)
