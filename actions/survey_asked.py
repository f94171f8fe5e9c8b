"""How a survey is put to somebody in the chat: the invitation, one question at a time, the free comment."""

from collections.abc import Sequence
from dataclasses import replace

from actions import phrasing, survey_taps
from actions.answer import Answer, Button, Reply
from actions.phrasing import BUTTONS_PER_REPLY
from actions.services import Services
from actions.survey_taps import COMMENT, GO_ON, OPT_OUT, STOP, WAITED_FOR, of, open_question
from actions.turn import Turn
from bot.surveys.form_state import FormState
from bot.surveys.instrument import Choice, Question

# Of a question that needs two rows the better half stands above, the worse below: neither hides the other.
FIRST_ROW = BUTTONS_PER_REPLY - 1


def invitation(
    state: FormState, token: str, code: str, services: Services, *, reminder: bool = False
) -> Sequence[Reply]:
    """What somebody is sent unasked: what it is about, how to be left alone, the first question."""
    titles = services.phrasebook.wording.survey_titles
    replies = phrasing.bubbles(
        services,
        "survey/invitation",
        subject=state.subject,
        code=code,
        count=state.stage[1],
        reminder=reminder,
    )
    asked = question_replies(state, token, services)
    return (*phrasing.with_buttons(replies, (of(OPT_OUT, token, titles.opt_out),)), *asked)


def link(state: FormState, address: str, code: str, services: Services) -> Sequence[Reply]:
    """The same with the address of the page, where no buttons can be sent."""
    return phrasing.bubbles(
        services, "survey/link", subject=state.subject, code=code, left=state.left, address=address
    )


def question_replies(state: FormState, token: str, services: Services) -> tuple[Reply, ...]:
    """The question that comes next, with a button for each choice, one to pass over it and one to stop."""
    question = state.next
    if question is None:
        return ()
    number, total = state.stage
    replies = phrasing.bubbles(services, "survey/question", question=question, number=number, total=total)
    titles = services.phrasebook.wording.survey_titles
    buttons = [survey_taps.answer(token, question.code, one.value, one.title) for one in choices(question)]
    buttons += [survey_taps.skip(token, question.code, titles.skip), of(STOP, token, titles.stop)]
    return _in_rows(replies, buttons, services)


def more_replies(state: FormState, token: str, services: Services) -> tuple[Reply, ...]:
    """The short questions are done: whether there is time for the rest."""
    titles = services.phrasebook.wording.survey_titles
    replies = phrasing.bubbles(services, "survey/more", left=state.left)
    return phrasing.with_buttons(replies, (of(GO_ON, token, titles.more), of(STOP, token, titles.enough)))


def comment_offer(token: str, services: Services) -> tuple[Reply, ...]:
    """All is answered: whether something is to be added in words."""
    titles = services.phrasebook.wording.survey_titles
    replies = phrasing.bubbles(services, "survey/comment_offer")
    return phrasing.with_buttons(
        replies, (of(COMMENT, token, titles.comment), of(STOP, token, titles.enough))
    )


def comment_request(token: str, services: Services) -> tuple[Reply, ...]:
    """The next words are the comment."""
    titles = services.phrasebook.wording.survey_titles
    stop = of(STOP, token, titles.no_comment, said=WAITED_FOR)
    return phrasing.with_buttons(phrasing.bubbles(services, "survey/comment"), (stop,))


def with_waiting(turn: Turn, answer: Answer, services: Services) -> Answer:
    """The answer to something else; a survey whose question was open until now says once that it waits."""
    asked = open_question(turn)
    if asked is None or turn.survey is not None:
        return answer
    go_on = of(GO_ON, asked[0], services.phrasebook.wording.survey_titles.go_on)
    if go_on in answer.offered:
        return answer
    waits = phrasing.with_buttons(phrasing.bubbles(services, "survey/waits"), (go_on,))
    return replace(answer, replies=(*answer.replies, *waits))


def choices(question: Question) -> Sequence[Choice]:
    """What can be chosen beside "no answer", which has a button of its own."""
    return [choice for choice in question.choices if choice.value]


def _in_rows(replies: Sequence[Reply], buttons: Sequence[Button], services: Services) -> tuple[Reply, ...]:
    if len(buttons) <= BUTTONS_PER_REPLY:
        return phrasing.with_buttons(replies, buttons)
    below = phrasing.with_buttons(phrasing.bubbles(services, "survey/or"), buttons[FIRST_ROW:])
    return (*phrasing.with_buttons(replies, buttons[:FIRST_ROW]), *below)
