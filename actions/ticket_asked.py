"""What an open form says: the question that comes next, and the review before it is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from actions import phrasing
from actions.answer import Answer, Button, Outcome, Reply, Wanted
from actions.phrasing import BUTTONS_PER_REPLY
from actions.services import VIETNAM, Services
from actions.ticket_form import Form
from actions.ticket_taps import drop, edit, go_on, option, send, skip
from actions.turn import Turn
from bot.hotline.tracks import Question, QuestionKind, Track
from bot.language.personal_data import PHONE

# Kinds of questions that a tap can answer.
_HANDED_OVER: Mapping[QuestionKind, Wanted] = {"photo": "photo", "place": "location"}

TOLD_DIGITS = 3  # of a phone number


def ask_on(form: Form, services: Services, *, notes: Sequence[str] = (), **context: object) -> Answer:
    """The next question of the form, or the review where nothing is left to ask.

    `notes` name templates that are said before it.
    """
    track = services.tracks[form.track]
    asked = form.asked(track)
    before = tuple(reply for name in notes for reply in phrasing.bubbles(services, name, **context))
    listening = form.listening(services.now())
    replies = _review(form, track, services) if asked is None else _question(form, track, asked, services)
    return said_in_form(listening, form.track, (*before, *replies), services)


def said_in_form(
    form: Form | None,
    track: str,
    replies: Sequence[Reply],
    services: Services,
    outcome: Outcome = "asked_back_situation",
) -> Answer:
    """An answer within a form, which is kept as given; of a sealed one no words and no track stay behind."""
    sealed = is_sealed(track, services)
    return Answer(
        outcome=outcome,
        replies=shown_once(replies, "ticket/not_kept", services) if sealed else tuple(replies),
        track=None if sealed else track,
        slots={"form": form, "candidates": []},
        forget_text=sealed,
    )


def shown_once(replies: Sequence[Reply], template: str, services: Services) -> tuple[Reply, ...]:
    """The replies, none of which is kept; the template says what stands there instead."""
    now = services.now().astimezone(VIETNAM)
    (instead,) = phrasing.bubbles(services, template, at=f"{now:%H:%M}", on=f"{now:%d/%m/%Y}")
    return tuple(replace(reply, instead=instead.text) for reply in replies)


def with_waiting(turn: Turn, answer: Answer, services: Services) -> Answer:
    """The answer to something else; a form that listened until now says once that it waits."""
    form, way_back = turn.form, go_on(services)
    left = turn.ticket is None and form is not None and form.hears(services.now())
    if not left or way_back in answer.offered:
        return answer
    waits = phrasing.with_buttons(phrasing.bubbles(services, "ticket/waits"), (way_back,))
    return replace(answer, replies=(*answer.replies, *waits))


def is_sealed(track: str, services: Services) -> bool:
    """Whether what is told on that track is for one role's eyes alone."""
    return services.tracks[track].intake == "sealed"


def tails(form: Form) -> Sequence[str]:
    """By what the numbers to call back are told apart without being written out."""
    return [number[-TOLD_DIGITS:] for number in form.phone.split(", ") if number]


def _question(form: Form, track: Track, asked: Question, services: Services) -> Sequence[Reply]:
    number = [one.id for one in track.questions].index(asked.id) + 1
    told = form.told_before(asked, track)
    replies = phrasing.bubbles(
        services,
        "ticket/question",
        question=asked,
        number=number,
        total=len(track.questions),
        told=told,
        sealed=is_sealed(form.track, services),
        changing=form.changing == asked.id,
        files=len(form.files),
    )
    options = [option(asked.id, index, title) for index, title in enumerate(asked.options)]
    controls = _controls(form, asked, services, told=bool(told))
    if len(options) + len(controls) <= BUTTONS_PER_REPLY:
        return _asking(phrasing.with_buttons(replies, (*options, *controls)), asked)
    more = phrasing.bubbles(services, "ticket/or", question=asked)
    return (*_in_rows(replies, options, services), *phrasing.with_buttons(more, controls))


def _asking(replies: Sequence[Reply], asked: Question) -> Sequence[Reply]:
    """The last of them with the button that hands over what is asked for."""
    return (*replies[:-1], replace(replies[-1], wants=_HANDED_OVER.get(asked.kind)))


def _controls(form: Form, asked: Question, services: Services, *, told: bool) -> list[Button]:
    titles = services.phrasebook.wording.ticket_titles
    without = []
    if form.changing == asked.id:
        without = [skip(asked.id, titles.keep_answer)]
    elif told or (asked.kind == "photo" and form.files):
        without = [skip(asked.id, titles.enough)]
    elif asked.skippable:
        without = [skip(asked.id, titles.anonymous if asked.kind == "contact" else titles.skip)]
    return [*without, drop(services)]


def _review(form: Form, track: Track, services: Services) -> Sequence[Reply]:
    titles = services.phrasebook.wording.ticket_titles
    replies = phrasing.bubbles(
        services,
        "ticket/review",
        track=track,
        answers=form.answers,
        hidden=PHONE,
        tails=tails(form),
        files=len(form.files),
        labels=services.phrasebook.wording.question_labels,
        dossier_code=form.dossier_code,
        sealed=is_sealed(form.track, services),
    )
    return phrasing.with_buttons(replies, (send(form, titles.send), edit(titles.edit), drop(services)))


def which_to_change(form: Form, services: Services) -> Answer:
    """The questions as buttons; with an answer chosen it is asked again."""
    track = services.tracks[form.track]
    labels = services.phrasebook.wording.question_labels
    replies = phrasing.bubbles(services, "ticket/edit")
    buttons = [edit(labels[one.id], one.id) for one in track.questions]
    rows = _in_rows(replies, buttons, services)
    return said_in_form(form.listening(services.now()), form.track, rows, services)


def _in_rows(replies: Sequence[Reply], buttons: Sequence[Button], services: Services) -> Sequence[Reply]:
    """The buttons under as many bubbles as they need."""
    first = phrasing.with_buttons(replies, buttons[:BUTTONS_PER_REPLY])
    rest = buttons[BUTTONS_PER_REPLY:]
    if not rest:
        return first
    return (*first, *_in_rows(phrasing.bubbles(services, "ticket/more"), rest, services))
