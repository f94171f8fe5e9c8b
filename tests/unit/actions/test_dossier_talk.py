"""Talks about a dossier: looking, proving, following, and what never comes out."""

import hashlib
from dataclasses import replace

import pytest

from actions.payloads import MAX_BYTES
from actions.phrasebook import TEMPLATES_DIR, load_phrasebook
from actions.services import Services
from bot.dossiers.state import Status
from tests.unit.actions.citizen import Citizen, Said
from tests.unit.actions.dossiers import (
    CODE,
    FAILURES,
    LAST_DIGITS,
    LOOKUP_CODE,
    MISSING,
    NOBODYS,
    OLD_CODE,
    OTHER_CODE,
    SECRETS,
    SEEN_AT,
    Desk,
    details,
    view,
)
from tests.unit.actions.records import TRANSFER

ASK, FOLLOW, UNFOLLOW = "Hỏi/phản ánh về hồ sơ này", "Theo dõi hồ sơ", "Thôi theo dõi"
FULL, FORGOT, AGREE, DECLINE, SEE = "Xem đầy đủ", "Không nhớ", "Đồng ý nhận tin", "Không", "Xem hồ sơ"
WRONG = "0000"


@pytest.fixture
def desk() -> Desk:
    return Desk.of(
        view(details=details()),
        view(Status.SUPPLEMENT_ASKED, code=OTHER_CODE, details=details()),
        view(Status.FINISHED, code=OLD_CODE, details=details()),
    )


@pytest.fixture
def citizen(services: Services, desk: Desk) -> Citizen:
    return Citizen(replace(services, dossiers=desk, now=lambda: SEEN_AT))


async def typed(citizen: Citizen, text: str, intent: str = "status", *codes: str) -> Said:
    return await citizen.say(intent, text, entities={"dossier_code": codes[0]} if codes else {})


async def looked(citizen: Citizen, code: str = CODE) -> Said:
    return await typed(citizen, f"hồ sơ {code} tới đâu rồi", "status", code)


async def asked_for_proof(citizen: Citizen, code: str = CODE) -> Said:
    await looked(citizen, code)
    return await typed(citizen, FULL)


async def test_a_code_alone_shows_stage_and_appointment(citizen: Citizen) -> None:
    said = await looked(citizen)
    assert (said.outcome, said.meta["dossier_code"]) == ("answered_status", CODE)
    assert "đang được giải quyết" in said.text
    assert "27/11/2026" in said.text
    assert list(said.buttons) == [ASK, FOLLOW, FULL, "Gặp cán bộ"]
    assert not said.message["forget_text"]


async def test_the_dossier_seen_last_goes_on(citizen: Citizen) -> None:
    await looked(citizen)
    said = await typed(citizen, "hồ sơ của tôi tới đâu rồi")
    assert (said.outcome, said.meta["dossier_code"]) == ("answered_status", CODE)


async def test_a_code_that_cannot_be_read_is_not_answered_with_another_dossier(
    citizen: Citizen, desk: Desk
) -> None:
    await looked(citizen)
    said = await typed(citizen, "hồ sơ H19.15-261345-0052 thì sao")
    assert said.outcome == "asked_back_code"
    assert "chưa đọc ra mã" in said.text
    assert len(desk.looks) == 1


async def test_an_unknown_code_is_said_to_be_unknown(citizen: Citizen) -> None:
    said = await looked(citizen, NOBODYS)
    assert said.outcome == "asked_back_code"
    assert "không tìm thấy" in said.text
    assert "dossier" not in citizen.slots


async def test_a_code_of_a_day_to_come_was_mistyped(citizen: Citizen) -> None:
    said = await looked(citizen, "H19.15-270101-0052")
    assert "gõ nhầm" in said.text


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("H58.15-240605-0012", "của đơn vị khác: Tiền Giang, nay là Đồng Tháp."),
        ("000.00.16.H38-210701-0001", "của đơn vị khác: Lào Cai."),
        ("H99.15-240605-0012", "của đơn vị khác."),
    ],
)
async def test_an_unknown_code_of_another_unit_is_said_to_be_elsewhere(
    citizen: Citizen, code: str, told: str
) -> None:
    here = replace(citizen.services.department, province="Đồng Nai")
    said = await looked(Citizen(replace(citizen.services, department=here)), code)
    assert told in said.text
    assert "dichvucong.gov.vn" in said.text


@pytest.mark.parametrize("code", [NOBODYS, "H10.15-240605-0012"])
async def test_an_unknown_code_of_this_province_and_of_what_went_into_it_is_not(
    citizen: Citizen, code: str
) -> None:
    here = replace(citizen.services.department, province="Đồng Nai")
    said = await looked(Citizen(replace(citizen.services, department=here)), code)
    assert "đơn vị khác" not in said.text


async def test_a_silent_source_is_told(citizen: Citizen, desk: Desk) -> None:
    desk.down = True
    said = await looked(citizen)
    assert said.outcome == "handed_over"
    assert "không trả lời" in said.text
    assert "0251 000 000" in said.text


@pytest.mark.parametrize("intent", ["ask_time", "nlu_fallback", "affirm", "choose_option", "ask_overview"])
async def test_a_code_alone_is_looked_up_whatever_the_model_makes_of_it(
    citizen: Citizen, intent: str
) -> None:
    assert (await typed(citizen, f"mã hồ sơ {CODE} ạ", intent, CODE)).outcome == "answered_status"


async def test_two_codes_the_first_is_answered_the_others_are_buttons(citizen: Citizen) -> None:
    said = await typed(citizen, f"{CODE} {OTHER_CODE} {OLD_CODE}", "status", CODE)
    assert said.meta["dossier_code"] == CODE
    assert said.message["replies"][-1]["buttons"][0]["title"] == f"Xem {OTHER_CODE}"
    assert (await citizen.tap(said.buttons[f"Xem {OLD_CODE}"])).meta["dossier_code"] == OLD_CODE


async def test_the_full_view_asks_for_a_second_factor(citizen: Citizen) -> None:
    said = await asked_for_proof(citizen)
    assert said.outcome == "asked_back_code"
    assert "4 số cuối" in said.text
    assert list(said.buttons) == [FORGOT, "Gặp cán bộ"]


@pytest.mark.parametrize(
    "words",
    [
        "4567",
        "4 5 6 7",
        "4-5-6-7",
        "dạ 4567 ạ",
        "bốn số cuối là bốn năm sáu bảy",
        "bon so cuoi la bon nam sau bay",
        "bốn năm sáu bảy",
        "số cuối 4567 nha em",
        "4 số cuối điện thoại: 4567.",
        LOOKUP_CODE,
        "k7p2",
        "mã tra cứu là K7P2",
        f"{CODE} 4 số cuối 4567",
    ],
)
async def test_a_factor_is_understood_and_not_kept(citizen: Citizen, words: str) -> None:
    await asked_for_proof(citizen)
    said = await typed(citizen, words, "nlu_fallback")
    assert said.outcome == "answered_status"
    assert SECRETS["holder"] in said.text
    assert said.message["forget_text"]
    assert FULL not in said.buttons


async def test_a_factor_beside_the_code_needs_no_question(citizen: Citizen) -> None:
    said = await typed(citizen, f"hồ sơ {CODE}, số cuối điện thoại 4567, tới đâu rồi", "status", CODE)
    assert SECRETS["parcel"] in said.text
    assert said.message["forget_text"]


async def test_words_that_tell_no_factor_are_no_try(citizen: Citizen, desk: Desk) -> None:
    for words in ("tách thửa cần giấy tờ gì", "là sao", "số nào vậy em", "bốn số", "mã tra cứu là gì"):
        await asked_for_proof(citizen)
        await typed(citizen, words, "ask_papers")
    assert {factor for _, factor in desk.looks} == {None}


@pytest.mark.parametrize(
    ("words", "forgotten"),
    [
        ("hình như là 456 gì đó", True),
        ("hay là K7P hoặc K7P9", True),
        ("bốn năm sáu mấy quên mất", True),
        ("tách thửa thành 2 lô cần gì", False),
        ("để tôi coi lại giấy hẹn", False),
    ],
)
async def test_what_may_be_part_of_a_factor_is_not_kept_either(
    citizen: Citizen, words: str, forgotten: bool
) -> None:
    await asked_for_proof(citizen)
    assert (await typed(citizen, words, "nlu_fallback")).message["forget_text"] is forgotten


async def test_a_whole_phone_number_is_asked_for_its_end_alone(citizen: Citizen, desk: Desk) -> None:
    await asked_for_proof(citizen)
    said = await typed(citizen, "[số điện thoại]", "nlu_fallback")
    assert "chỉ nhắn 4 số cuối" in said.text
    assert FORGOT in said.buttons
    assert (await typed(citizen, LAST_DIGITS, "nlu_fallback")).outcome == "answered_status"


async def test_wrong_and_not_there_read_the_same(citizen: Citizen, services: Services) -> None:
    """The person who guesses learns nothing, not even whether the dossier exists."""
    told = []
    for code in (CODE, NOBODYS):
        guesser = Citizen(citizen.services)
        said = await typed(guesser, f"{code} số cuối {WRONG}", "status", code)
        told.append(str(said.message["replies"]).replace(code, "").encode())
        assert (said.outcome, said.message["forget_text"]) == ("refused", True)
    assert told[0] == told[1]


async def test_a_refusal_leaves_the_question_open(citizen: Citizen) -> None:
    await asked_for_proof(citizen)
    assert (await typed(citizen, WRONG, "nlu_fallback")).outcome == "refused"
    assert SECRETS["holder"] in (await typed(citizen, LAST_DIGITS, "nlu_fallback")).text


async def test_too_many_failures_are_told_with_when_to_try_again(citizen: Citizen) -> None:
    await asked_for_proof(citizen)
    for _ in range(FAILURES):
        await typed(citizen, WRONG, "nlu_fallback")
    said = await typed(citizen, LAST_DIGITS, "nlu_fallback")
    assert said.outcome == "refused"
    assert "15 phút" in said.text
    assert "0251 000 000" in said.text


@pytest.mark.parametrize("words", ["Không nhớ", "khong biet", "ko nhớ"])
async def test_who_remembers_nothing_gets_the_public_view_and_a_number(citizen: Citizen, words: str) -> None:
    await asked_for_proof(citizen)
    said = await typed(citizen, words, "deny")
    assert said.outcome == "answered_status"
    assert "0251 000 000" in said.text
    assert SECRETS["holder"] not in said.text


async def test_following_asks_for_proof_then_for_consent(citizen: Citizen, desk: Desk) -> None:
    await looked(citizen)
    said = await typed(citizen, FOLLOW)
    assert list(said.buttons) == [FORGOT, "Gặp cán bộ"]
    said = await typed(citizen, LAST_DIGITS, "nlu_fallback")
    assert (list(said.buttons), said.message["effects"]) == ([AGREE, DECLINE], [])
    assert "91/2025/QH15" in said.text
    said = await typed(citizen, AGREE)
    version = citizen.services.phrasebook.wording.follow_consent
    assert said.message["effects"] == [{"kind": "dossier_follow", "data": {"code": CODE, "wording": version}}]
    assert list(said.buttons) == [SEE, UNFOLLOW]


@pytest.mark.parametrize(
    ("words", "intent"), [("đồng ý", "nlu_fallback"), ("dạ ok em", "affirm"), ("được ạ", "affirm")]
)
async def test_a_typed_yes_is_consent_while_it_is_asked_for(
    citizen: Citizen, words: str, intent: str
) -> None:
    said = await typed(citizen, f"theo dõi {CODE} số cuối {LAST_DIGITS}", "dossier_follow", CODE)
    assert list(said.buttons) == [AGREE, DECLINE]
    said = await typed(citizen, words, intent)
    assert [effect["kind"] for effect in said.message["effects"]] == ["dossier_follow"]


async def test_a_no_keeps_nothing(citizen: Citizen) -> None:
    await typed(citizen, f"{CODE} số cuối {LAST_DIGITS}", "status", CODE)
    await typed(citizen, FOLLOW)
    said = await typed(citizen, "không", "deny")
    assert (said.outcome, said.message["effects"]) == ("chatted", [])


async def test_a_tap_made_by_hand_binds_nobody(citizen: Citizen) -> None:
    said = await citizen.tap(f'/dossier_agree{{"dossier_code":"{CODE}"}}')
    assert said.message["effects"] == []
    assert FORGOT in said.buttons


async def test_the_proof_of_one_dossier_opens_no_other(citizen: Citizen) -> None:
    await typed(citizen, f"{CODE} số cuối {LAST_DIGITS}", "status", CODE)
    said = await citizen.tap(f'/dossier_agree{{"dossier_code":"{OTHER_CODE}"}}')
    assert said.message["effects"] == []


async def test_a_dossier_that_is_followed_already_is_not_bound_twice(citizen: Citizen, desk: Desk) -> None:
    desk.follows = [CODE]
    said = await looked(citizen)
    assert UNFOLLOW in said.buttons
    for payload in ("dossier_follow", "dossier_agree"):
        said = await citizen.tap(f'/{payload}{{"dossier_code":"{CODE}"}}')
        assert (said.outcome, said.message["effects"]) == ("answered", [])
        assert "đang theo dõi" in said.text


async def test_who_follows_sees_what_is_missing_without_proof(citizen: Citizen, desk: Desk) -> None:
    desk.follows = [OTHER_CODE]
    said = await looked(citizen, OTHER_CODE)
    assert MISSING[0] in said.text
    assert SECRETS["holder"] not in said.text
    assert SECRETS["holder"] in (await typed(citizen, FULL)).text


async def test_following_without_a_code_asks_for_it(citizen: Citizen) -> None:
    said = await typed(citizen, "cho tôi theo dõi hồ sơ", "dossier_follow")
    assert said.outcome == "asked_back_code"


async def test_being_told_the_fee_is_no_news_of_a_dossier(citizen: Citizen) -> None:
    await looked(citizen)
    await citizen.say("ask_time", procedure=TRANSFER)
    ranking = [{"name": "dossier_follow", "confidence": 0.55}, {"name": "ask_fee", "confidence": 0.32}]
    said = await citizen.say("dossier_follow", "báo cho tôi biết phí bao nhiêu", intent_ranking=ranking)
    assert (said.meta["procedure"]["code"], said.meta["aspect"]) == (TRANSFER, "fee")


async def test_the_only_one_is_unfollowed_at_once(citizen: Citizen, desk: Desk) -> None:
    desk.follows = [CODE]
    said = await typed(citizen, "đừng nhắn nữa", "dossier_unfollow")
    assert said.message["effects"] == [{"kind": "dossier_unfollow", "data": {"code": CODE}}]
    assert said.meta["dossier_code"] == CODE
    assert list(said.buttons) == [SEE, FOLLOW]


async def test_of_several_it_is_asked_which(citizen: Citizen, desk: Desk) -> None:
    desk.follows = [CODE, OTHER_CODE]
    said = await typed(citizen, "thôi theo dõi", "dossier_unfollow")
    assert (said.outcome, list(said.buttons)) == ("asked_back_code", [OTHER_CODE, CODE])
    said = await typed(citizen, CODE, "status", CODE)
    assert said.message["effects"] == [{"kind": "dossier_unfollow", "data": {"code": CODE}}]


@pytest.mark.parametrize("follows", [[], [OTHER_CODE]])
async def test_what_is_not_followed_cannot_be_unfollowed(
    citizen: Citizen, desk: Desk, follows: list[str]
) -> None:
    desk.follows = follows
    said = await typed(citizen, f"thôi theo dõi {CODE}", "dossier_unfollow", CODE)
    assert said.message["effects"] == []
    assert CODE in said.text


async def test_a_question_about_a_dossier_names_it_and_its_track(citizen: Citizen) -> None:
    await looked(citizen)
    said = await typed(citizen, ASK)
    assert (said.outcome, said.meta["track"]) == ("handed_over", "question")
    assert said.meta["dossier_code"] == CODE
    assert CODE in said.text
    assert "0251 000 000" in said.text


async def test_no_button_is_too_long_for_the_longest_code(citizen: Citizen) -> None:
    shown = [await looked(citizen, OLD_CODE), await typed(citizen, FULL)]
    shown += [await typed(citizen, LAST_DIGITS, "nlu_fallback"), await typed(citizen, FOLLOW)]
    shown += [await typed(citizen, AGREE)]
    payloads = [payload for said in shown for payload in said.buttons.values()]
    assert len(payloads) > FAILURES
    assert [one for one in payloads if len(one.encode()) > MAX_BYTES] == []


async def test_matters_of_the_hotline_look_nothing_up(citizen: Citizen, desk: Desk) -> None:
    said = await typed(citizen, f"cán bộ vòi tiền hồ sơ {CODE}", "hotline_denunciation", CODE)
    assert (said.meta["track"], said.meta["dossier_code"]) == ("denunciation", CODE)
    assert desk.looks == []


@pytest.mark.parametrize(
    "intent",
    ["dossier_full", "dossier_follow", "dossier_agree", "forgot_to_see", "forgot_to_follow"],
)
async def test_where_nothing_can_be_looked_up_it_is_said(services: Services, intent: str) -> None:
    said = await Citizen(services).tap(f'/{intent}{{"dossier_code":"{CODE}"}}')
    assert said.outcome == "handed_over"
    assert "chưa xem được" in said.text


async def test_a_look_that_ends_without_a_view_is_told_on_every_way(citizen: Citizen, desk: Desk) -> None:
    desk.down = True
    for intent in ("status", "dossier_full", "dossier_follow", "dossier_agree", "forgot_to_see"):
        said = await citizen.tap(f'/{intent}{{"dossier_code":"{CODE}"}}')
        assert "không trả lời" in said.text, intent


def test_consent_has_the_version_of_its_words() -> None:
    """New words, new version: what somebody agreed to can always be told."""
    template = TEMPLATES_DIR / "dossier" / "consent.j2"
    digest = hashlib.sha256(template.read_bytes()).hexdigest()[:12]
    assert (load_phrasebook().wording.follow_consent, digest) == ("2026-11-22", "d9790b320624")
