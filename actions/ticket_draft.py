"""A form that is told to the end, as the desk takes it in."""

from actions.services import Services
from actions.ticket_form import Form, kind_asked
from bot.hotline.tracks import Track
from bot.hotline.view import Draft
from bot.language.personal_data import PHONE


def draft_of(form: Form, services: Services) -> Draft:
    """What the form holds; conversation, channel and files are the desk's to fill in."""
    track = services.tracks[form.track]
    name = _answer_to("contact", form, track)
    latitude, longitude = form.spot or (None, None)
    return Draft(
        form_id=form.id,
        track=form.track,
        answers={question: words for question, words in form.answers.items() if words},
        anonymous=not name and kind_asked("contact", track) is not None,
        reporter_phone=form.phone,
        reporter_name=name.replace(PHONE, "").strip(" ,;.:-\n"),
        dossier_code=form.dossier_code or None,
        procedure=form.procedure or None,
        commune=_commune(_answer_to("place", form, track), services),
        latitude=latitude,
        longitude=longitude,
    )


def _answer_to(kind: str, form: Form, track: Track) -> str:
    asked = kind_asked(kind, track)
    return form.answers.get(asked.id, "") if asked else ""


def _commune(place: str, services: Services) -> str:
    """The commune of today that the words name, where they name exactly one."""
    mention = services.places.find(place, answering=True) if place else None
    communes = mention.communes if mention else ()
    return communes[0].name if len(communes) == 1 else ""
