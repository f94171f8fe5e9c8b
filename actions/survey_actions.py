"""A survey in the conversation: the next question, the end, the comment, and a way to put things right."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions import phrasing, survey_asked
from actions.answer import Answer, Outcome, Reply
from actions.base import GuidanceAction
from actions.survey_sight import SurveySight
from actions.survey_taps import ANSWER, COMMENT, OPT_OUT, STOP, SURVEY
from actions.ticket_form import new_form
from actions.ticket_taps import begin
from actions.turn import Turn
from bot.surveys.chat_desk import Sheet
from bot.surveys.instrument import Kind
from bot.surveys.low_score import Offer


class Survey(GuidanceAction):
    """One tap for each question, and an end at any time; the talk itself keeps nothing of what is tapped."""

    action_name = "action_survey"
    intents = SURVEY

    def answer(self, turn: Turn) -> Answer:
        """What the frame found or did; of a survey that takes nothing any more it says why."""
        sight = turn.survey
        if sight is None or sight.down:
            return self._closing("survey/unavailable", "refused")
        if sight.refused is not None:
            return self._closing("survey/over", "chatted", why=sight.refused)
        if turn.intent == OPT_OUT:
            return self._closing("survey/opted_out", "chatted")
        if sight.sheet is None:
            return self._closing("survey/over", "chatted", why="unknown")
        return self._goes_on(turn, sight, sight.sheet)

    def _goes_on(self, turn: Turn, sight: SurveySight, sheet: Sheet) -> Answer:
        if turn.intent == STOP:
            return self._closing("survey/thanks", "chatted", sheet=sheet)
        if turn.intent == COMMENT and "words" not in turn.entities:
            return self._said(
                survey_asked.comment_request(sight.token, self.services), "asked_back_situation"
            )
        if turn.intent == COMMENT:
            thanks = self._closing("survey/thanks", "took_survey_answer", sheet=sheet)
            return self._with_offer(turn, thanks, sheet)
        outcome: Outcome = "took_survey_answer" if turn.intent == ANSWER else "asked_back_situation"
        return self._with_offer(turn, self._said(self._next(turn, sight, sheet), outcome), sheet)

    def _next(self, turn: Turn, sight: SurveySight, sheet: Sheet) -> tuple[Reply, ...]:
        state, token = sheet.state, sight.token
        if turn.intent == ANSWER and state.only_more_left:
            return survey_asked.more_replies(state, token, self.services)
        if not state.is_complete:
            return survey_asked.question_replies(state, token, self.services)
        asks_for_words = any(one.kind is Kind.TEXT for one in state.instrument.questions)
        if asks_for_words and not state.comment:
            return survey_asked.comment_offer(token, self.services)
        return self._closing("survey/thanks", "chatted", sheet=sheet).replies

    def _with_offer(self, turn: Turn, answer: Answer, sheet: Sheet) -> Answer:
        """The offer of a ticket stands before what comes next; only the citizen's tap begins the form."""
        offer = sheet.offer
        if offer is None or self.services.tickets is None:
            return answer
        titles = self.services.phrasebook.wording.ticket_titles
        title = titles.begin_sealed if offer.secret else titles.begin
        replies = phrasing.bubbles(self.services, "survey/offer", secret=offer.secret)
        shown = phrasing.with_buttons(replies, (begin(offer.track, title),))
        form = _prefilled(turn, offer, sheet)
        return replace(answer, replies=(*shown, *answer.replies), slots={**answer.slots, **form})

    def _closing(self, template: str, outcome: Outcome, **context: object) -> Answer:
        replies = phrasing.bubbles(self.services, template, **context)
        titles = self.services.phrasebook.wording.titles
        return self._said(
            phrasing.with_buttons(replies, (phrasing.menu(titles), phrasing.human(titles))), outcome
        )

    def _said(self, replies: tuple[Reply, ...], outcome: Outcome) -> Answer:
        return Answer(outcome, replies, slots={"candidates": []}, forget_text=True)


def _prefilled(turn: Turn, offer: Offer, sheet: Sheet) -> Mapping[str, Any]:
    """The form that is offered: a comment is what is told already; a secret matter names no dossier."""
    if turn.form is not None and turn.form.is_open:
        return {}
    dossier = "" if offer.secret or sheet.state.subject != "dossier" else sheet.code
    return {"form": new_form(offer.track, said=turn.entities.get("words", ""), dossier_code=dossier)}
