"""The department in use, read from ``department.yml``."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from bot.duty import Duty, read_duty
from bot.ladder import ONE_DESK, Ladder
from bot.language.communes import load_communes
from bot.language.places import Places
from bot.offices import Office
from bot.retention import Retention
from bot.survey_terms import SurveyTerms


class DepartmentError(Exception):
    """The department file is missing or wrong; the message names file and field."""


class Hotline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The number that citizens are given when the assistant cannot settle a matter."""

    name: str
    number: str
    hours: str = ""
    # Hours of working days in which officers answer in the chat, as "08:00-11:30"; empty: never at once.
    duty: tuple[str, ...] = ()

    def read_duty(self) -> Duty:
        """Those hours; raises ValueError."""
        return read_duty(self.duty)


class OpenDataTerms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Under which licence the public figures may be used again; empty: nothing is said of it."""

    licence: str = ""
    licence_url: str = ""


class Department(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one customer sets; ``overlay`` names a folder of ``procedures_kb/data/overlays``.

    ``verifiers`` names, by field, the unit that verifies records; the department itself does the rest.
    ``communes`` is the list in ``bot/language/communes`` that old and new names are looked up in.
    """

    name: str
    short_name: str
    province: str
    hotline: Hotline
    portal_url: str
    overlay: str = ""
    verifiers: dict[str, str] = {}
    communes: str = ""
    offices: tuple[Office, ...] = ()
    ladder: Ladder = ONE_DESK
    retention: Retention = Retention()
    surveys: SurveyTerms = SurveyTerms()
    open_data: OpenDataTerms = OpenDataTerms()

    def read_places(self) -> Places:
        """The communes of the province; none where no list is named. OSError if the list is missing."""
        return Places(load_communes(self.communes) if self.communes else ())


def load_department(path: Path) -> Department:
    """The department of that file; raises DepartmentError."""
    try:
        department = msgspec.yaml.decode(path.read_bytes(), type=Department)
        faults = _faults(department)
    except (OSError, msgspec.DecodeError) as error:
        raise DepartmentError(f"{path}: {error}") from error
    if faults:
        raise DepartmentError("\n".join(f"{path}: {fault}" for fault in faults))
    return department


def _faults(department: Department) -> list[str]:
    places = department.read_places()
    ladder, surveys = department.ladder.faults(), department.surveys.faults()
    return [*_faults_of_duty(department.hotline), *ladder, *surveys] + [
        f"office {number} ({office.name or 'no name'}): {fault}"
        for number, office in enumerate(department.offices, 1)
        for fault in _faults_of_office(office, places)
    ]


def _faults_of_duty(hotline: Hotline) -> list[str]:
    try:
        hotline.read_duty()
    except ValueError as error:
        return [f"hotline: {error}"]
    return []


def _faults_of_office(office: Office, places: Places) -> Iterator[str]:
    for field in ("name", "address", "hours", "source"):
        if not getattr(office, field).strip():
            yield f"{field} is missing"
    if (office.kind == "commune") != bool(office.communes):
        yield "an office of kind commune names its communes, no other does"
    for code in office.communes:
        if places.get(code) is None:
            yield f"there is no commune {code}"
