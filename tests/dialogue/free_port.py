"""A port that nobody listens on."""

import socket


def free_port() -> int:
    """Free at the moment of asking, on loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
