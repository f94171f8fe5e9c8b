"""A one-stop system whose certificate nobody vouches for gets neither the token nor belief."""

import ssl
from collections.abc import AsyncIterator
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.clock import utc_now
from bot.dossiers.sources.field_map import load_field_map
from bot.dossiers.sources.http import HttpSource, HttpSourceConfig, one_stop_http
from bot.dossiers.sources.source import Reason, SourceDown


def own_certificate(folder: Path) -> ssl.SSLContext:
    """For this machine, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "one-stop")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(utc_now() - timedelta(days=1))
        .not_valid_after(utc_now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = folder / "own.pem"
    file.write_bytes(private + certificate.public_bytes(pem))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file)
    return context


class Listener:
    """Answers anything, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        return web.json_response({})


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
async def address(listener: Listener, tmp_path: Path) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", listener.answer)
    server = TestServer(app)
    await server.start_server(ssl=own_certificate(tmp_path))
    yield f"https://127.0.0.1:{server.port}"
    await server.close()


async def test_a_certificate_that_nobody_vouches_for_is_told_as_such(
    address: str, listener: Listener
) -> None:
    async with one_stop_http() as http:
        source = HttpSource(HttpSourceConfig(address, "token", load_field_map()), http)
        with pytest.raises(SourceDown, match=Reason.CERTIFICATE):
            await source.find("H19.25-261102-0007")
    assert listener.asked == []
