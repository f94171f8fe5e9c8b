"""Errors as Zalo tells them: HTTP 200 and a number in the body."""

from typing import Any

MESSAGES = {
    -32: "Your application reached limit call api",
    -100: "attachment_id was expired",
    -109: "template_id is invalid!",
    -112: "template_data is invalid!",
    -200: "Send message failed",
    -201: "{field} is invalid!",
    -204: "Offical Account is disable",
    -205: "Offical Account is not exist",
    -209: "Not supported this api",
    -210: "Parameter {field} exceeds allowable limit",
    -211: "Out of quota",
    -212: "App has not registed this api",
    -213: "User has not followed OA",
    -216: "Access token is invalid",
    -217: "User has blocked invitation from OA",
    -218: "Out of quota receive",
    -219: "App is removed or disabled",
    -220: "access_token is expired or removed",
    -221: "OA needs to be verified",
    -223: "OA has not authorized this API",
    -224: "OA needs to upgrade its package",
    -227: "User is banned or has been inactive for more than 45 days",
    -230: "User has not interacted with the OA in the past 7 days",
    -232: "User has not interacted with the OA",
    -233: "Message type is invalid or not support",
    -234: "This message type is not sent at night",
    -240: "MessageV2 shut down",
    -244: "User has restricted this message type",
    -248: "Message violates the policy",
    -249: "This template can not be sent by UID",
    -320: "OA needs to be linked with a Zalo Cloud Account",
    -321: "Zalo Cloud Account is out of money",
}


class ZaloError(Exception):
    """A call is refused with a number of Zalo's."""

    def __init__(self, code: int, field: str = "") -> None:
        """``field`` is the parameter that is wrong."""
        super().__init__(code, field)
        self.code = code
        self.field = field

    def body(self) -> dict[str, Any]:
        """What Zalo answers."""
        return {"error": self.code, "message": MESSAGES[self.code].format(field=self.field)}


def invalid(field: str) -> ZaloError:
    """A parameter is wrong."""
    return ZaloError(-201, field)


def beyond_limit(field: str) -> ZaloError:
    """A parameter is too long or too large."""
    return ZaloError(-210, field)
