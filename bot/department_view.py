"""The department as the actions may speak of it."""

from msgspec.structs import asdict

from actions.services import DepartmentView
from bot.department import Department
from bot.inventory import load_inventory, told


def department_view(department: Department, public_url: str) -> DepartmentView:
    """What an answer may say of it; ``public_url`` is where our own pages are reached, if that is known."""
    hotline = department.hotline
    return DepartmentView(
        name=department.name,
        hotline_number=hotline.number,
        hotline_hours=hotline.hours,
        hotline_name=hotline.name,
        portal_url=department.portal_url,
        province=department.province,
        offices=department.offices,
        public_url=public_url,
        readers=told(load_inventory(), asdict(department.retention)),
    )
