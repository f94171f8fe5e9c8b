"""The application and the Official Account that the emulator plays."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    """What the consoles of Zalo show; ids are digits beyond what a float can hold."""

    app_id: str = "360846524940903967"
    app_secret: str = "emulated-app-secret"
    oa_id: str = "388613280878808645"
    oa_secret: str = "emulated-oa-secret"
    name: str = "Sở Nông nghiệp và Môi trường"
    callback_url: str = "http://127.0.0.1:8080/zalo/callback"
    package: str = "Growth"
