"""Failures are logged without the citizen."""

import logging

import pytest

from bot.conversation.log import log_failure


def test_the_message_of_an_error_is_never_logged(caplog: pytest.LogCaptureFixture) -> None:
    written = "nhà bà Lan ở ấp 3"
    try:
        int(written)
    except ValueError as error:
        log_failure(logging.getLogger("test"), "message 1", error)
    assert "ValueError" in caplog.text
    assert "test_log.py" in caplog.text
    assert written not in caplog.records[0].getMessage()
