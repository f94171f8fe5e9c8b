"""Every action there is, built with the services it needs."""

from actions.answer_procedure import AnswerProcedure
from actions.base import GuidanceAction
from actions.choose import Choose
from actions.confirm import Affirm
from actions.decline import OutOfScope, Refuse
from actions.deny import Deny
from actions.dossier_actions import AskDossier, DossierFollow, DossierForgot, DossierFull, DossierUnfollow
from actions.give_estimate import GiveEstimate
from actions.greet import Greet
from actions.hand_over import HandOver
from actions.hotline import Hotline
from actions.privacy import Forget, Privacy, Readers
from actions.report_error import ReportError
from actions.services import Services
from actions.show_card import ShowCard
from actions.small_talk import BotIdentity, Goodbye, Repeat, Thank
from actions.status import Status
from actions.survey_actions import Survey
from actions.tell_place import TellPlace
from actions.tell_situation import TellSituation
from actions.ticket_actions import TicketForm, TicketSend
from actions.ticket_own import TicketOwn
from actions.unknown import DefaultFallback, Unknown

ACTIONS: tuple[type[GuidanceAction], ...] = (
    AnswerProcedure,
    TellSituation,
    TellPlace,
    Affirm,
    Deny,
    Greet,
    Goodbye,
    Thank,
    BotIdentity,
    Repeat,
    HandOver,
    ReportError,
    GiveEstimate,
    ShowCard,
    Status,
    DossierFull,
    DossierForgot,
    DossierFollow,
    DossierUnfollow,
    AskDossier,
    Hotline,
    TicketForm,
    TicketSend,
    TicketOwn,
    Survey,
    OutOfScope,
    Refuse,
    Privacy,
    Readers,
    Forget,
    Unknown,
    DefaultFallback,
    Choose,
)


def build_actions(services: Services) -> list[GuidanceAction]:
    """One instance of every action, ready for rasa_sdk's ActionExecutor."""
    by_intent: dict[str, GuidanceAction] = {}
    actions = [action(services, by_intent) for action in ACTIONS]
    by_intent |= {intent: action for action in actions for intent in action.intents}
    return actions
