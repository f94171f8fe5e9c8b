"""Which addresses of pictures are followed at all."""

import pytest

from bot.channels.zalo.downloads import Downloads, PublicOnly
from bot.conversation.delivery import AttachmentRefused
from tests.unit.channels.zalo.account import CONFIG


@pytest.mark.parametrize(
    "address",
    [
        "",
        "photo.zdn.vn/a.jpg",
        "http://photo.zdn.vn/a.jpg",
        "https://zdn.vn.example.com/a.jpg",
        "https://evilzdn.vn/a.jpg",
        "https://photo.zdn.vn@example.com/a.jpg",
        "https://example.com/?https://photo.zdn.vn/a.jpg",
        "https://127.0.0.1/a.jpg",
        "http://127.0.0.1:9/a.jpg",
        "https://[::1]/a.jpg",
        "https://[photo.zdn.vn/a.jpg",
        "https://169.254.169.254/latest/meta-data",
        "https://localhost/a.jpg",
        "https://2130706433/a.jpg",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "ftp://photo.zdn.vn/a.jpg",
    ],
)
async def test_other_hosts_are_refused(address: str) -> None:
    downloads = Downloads(CONFIG.media_hosts)
    try:
        with pytest.raises(AttachmentRefused):
            await downloads.picture(address)
    finally:
        await downloads.close()


async def test_a_name_that_leads_into_our_own_network_is_not_followed() -> None:
    with pytest.raises(AttachmentRefused, match="private_address"):
        await PublicOnly(CONFIG.media_hosts).resolve("localhost", 443)
    assert await PublicOnly(("localhost",)).resolve("localhost", 443)
