"""Which channels are on, and what they are told: a channel without its token is off."""

import base64

from bot.channels.telegram.config import TelegramConfig
from bot.channels.zalo.config import ZaloConfig
from bot.settings import Settings

# The purposes that secrets are derived for.
ZALO_TOKENS = "zalo-tokens"
TELEGRAM_WEBHOOK = "telegram-webhook"
# Our name for a message that a platform has approved.
SURVEY_TEMPLATE = "survey"


def zalo_config(settings: Settings, own_url: str = "") -> ZaloConfig | None:
    """None without an application; ``own_url`` is where this machine reaches the server, if one runs."""
    if not settings.zalo_app_id:
        return None
    return ZaloConfig(
        app_id=settings.zalo_app_id,
        app_secret=settings.zalo_app_secret,
        oa_id=settings.zalo_oa_id,
        oa_secret=settings.zalo_oa_secret,
        refresh_token=settings.zalo_refresh_token,
        token_key=base64.urlsafe_b64encode(bytes.fromhex(settings.derived_secret(ZALO_TOKENS))),
        public_url=settings.public_url,
        own_url=own_url,
        api_url=settings.zalo_api_url,
        oauth_url=settings.zalo_oauth_url,
        media_hosts=settings.zalo_media_hosts,
        templates={SURVEY_TEMPLATE: settings.zalo_survey_template} if settings.zalo_survey_template else {},
    )


def telegram_config(settings: Settings, own_url: str) -> TelegramConfig | None:
    """None without a token; ``own_url`` is where this machine reaches the server."""
    if not settings.telegram_token:
        return None
    return TelegramConfig(
        token=settings.telegram_token,
        webhook_secret=settings.telegram_webhook_secret or settings.derived_secret(TELEGRAM_WEBHOOK),
        mode=settings.telegram_mode,
        api_url=settings.telegram_api_url,
        public_url=settings.public_url,
        own_url=own_url,
    )


def zalo_setup() -> tuple[ZaloConfig | None, str]:
    """For the command line: what Zalo is told, and where its tokens are kept."""
    settings = Settings()
    return zalo_config(settings), settings.effective_database_url
