"""An address as a QR code."""

from io import BytesIO

import segno


def qr_svg(address: str) -> str:
    """SVG of the class "qr" without a style attribute, which the pages' security policy would block."""
    drawn = BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(
        drawn,
        kind="svg",
        xmldecl=False,
        omitsize=True,
        border=2,
        svgclass="qr",
        lineclass=None,
        nl=False,
    )
    return drawn.getvalue().decode()
