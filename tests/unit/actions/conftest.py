"""Actions over the small knowledge base, and a citizen to talk to them."""

import pytest

from actions.services import DepartmentView, Services
from tests.unit.actions.citizen import Citizen, phrasebook
from tests.unit.actions.offices import offices, places
from tests.unit.actions.records import TODAY, small_base


@pytest.fixture
def services() -> Services:
    department = DepartmentView(
        name="Sở Nông nghiệp và Môi trường tỉnh Mẫu",
        hotline_number="0251 000 000",
        portal_url="https://dichvucong.gov.vn",
        hotline_hours="giờ hành chính",
        province="Mẫu",
        offices=offices(),
    )
    return Services(
        kb=small_base(),
        department=department,
        today=lambda: TODAY,
        phrasebook=phrasebook(),
        places=places(),
    )


@pytest.fixture
def citizen(services: Services) -> Citizen:
    return Citizen(services)
