"""From which network address a request comes, also behind our own reverse proxy."""

import ipaddress

from aiohttp import web

FORWARDED_FOR = "X-Forwarded-For"
# Who has one address of IPv6 has all of its network.
_NETWORK_OF_ONE = 64


def caller_address(request: web.Request) -> str:
    """The address, of IPv6 its network; empty for this machine itself, such as a proxy that tells nothing.

    The header is believed of a proxy on this machine alone, and of it only the last address: that is the one
    which the proxy saw itself, whatever else the caller wrote there.
    """
    peer = _address(request.remote or "")
    told = request.headers.getall(FORWARDED_FOR, [])
    if peer is not None and peer.is_loopback and told:
        peer = _address(told[-1].rpartition(",")[2].strip()) or peer
    if peer is None or peer.is_loopback:
        return ""
    if isinstance(peer, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((peer, _NETWORK_OF_ONE), strict=False))
    return str(peer)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, ipaddress.IPv6Address) else found
