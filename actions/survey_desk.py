"""The frame's way to the survey desk, before the action answers: actions themselves reach for nothing."""

from dataclasses import replace

from actions import survey_heard, survey_taps
from actions.services import Services, SurveyDesk
from actions.survey_sight import SurveySight
from actions.survey_taps import ANSWER, COMMENT, OPT_OUT, SURVEY
from actions.turn import Turn
from bot.storage.errors import StorageUnavailable
from bot.surveys.chat_desk import Sheet
from bot.surveys.form_state import FormOver, OutOfScale


async def with_survey(turn: Turn, person: str, services: Services) -> Turn:
    """The turn with what came of it at the desk where it is for one.

    Words that plainly answer what a survey asked become the tap that they stand for; no others do.
    """
    desk = services.surveys
    if desk is None:
        return turn
    meant = turn if turn.text.startswith("/") else await _heard(turn, person, services, desk)
    if meant is None or meant.intent not in SURVEY:
        return turn
    return replace(meant, survey=await _done(meant, person, services, desk))


async def _heard(turn: Turn, person: str, services: Services, desk: SurveyDesk) -> Turn | None:
    """The tap that the words stand for."""
    if turn.form is not None and turn.form.hears(services.now()):
        return None
    comment = survey_heard.comment(turn, services)
    if comment is not None:
        return comment
    if not survey_heard.may_answer(turn, services):
        return None
    try:
        token = await _asked(turn, person, services, desk)
        sheet = await desk.sheet(person, token, now=services.now()) if token else None
    except (StorageUnavailable, FormOver):
        return None
    return survey_heard.answer(turn, token, sheet.state, services) if token and sheet else None


async def _asked(turn: Turn, person: str, services: Services, desk: SurveyDesk) -> str | None:
    """Token of the survey that asked something: as the last thing shown, or sent since the last words."""
    open_question = survey_taps.open_question(turn)
    if open_question is not None:
        return open_question[0]
    if not survey_heard.is_plain(turn, services):
        return None
    return await desk.unasked(person, turn.spoke_before, now=services.now())


async def _done(turn: Turn, person: str, services: Services, desk: SurveyDesk) -> SurveySight:
    """What came of the turn at the desk."""
    token = turn.entities.get("survey", "")
    try:
        return SurveySight(token, await _visit(turn, person, token, services, desk))
    except StorageUnavailable:
        return SurveySight(token, down=True)
    except FormOver as over:
        return SurveySight(token, refused=over.why)
    except OutOfScale:
        return SurveySight(token, misread=True)


async def _visit(turn: Turn, person: str, token: str, services: Services, desk: SurveyDesk) -> Sheet | None:
    now = services.now()
    if turn.intent == OPT_OUT:
        await desk.opt_out(person, token, now=now)
        return None
    if turn.intent == COMMENT and "words" in turn.entities:
        return await desk.comment(person, token, turn.entities["words"], now=now)
    if turn.intent != ANSWER:
        return await desk.sheet(person, token, now=now)
    said = survey_taps.said(turn)
    if said is None:
        raise OutOfScale
    return await desk.answer(person, token, said.question, said.value, now=now)
