"""The account of these tests, as the emulator plays it and as the program is told of it."""

from cryptography.fernet import Fernet

from bot.channels.zalo.config import ZaloConfig
from tests.emulators.zalo.account import Account

ACCOUNT = Account()
CONFIG = ZaloConfig(
    app_id=ACCOUNT.app_id,
    app_secret=ACCOUNT.app_secret,
    oa_id=ACCOUNT.oa_id,
    oa_secret=ACCOUNT.oa_secret,
    token_key=Fernet.generate_key(),
)
