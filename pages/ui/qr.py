"""QR codes, made on this computer: dark on light whatever the theme, with the quiet margin.

Both functions raise ``ValueError`` for a text longer than a code can hold (2,953 bytes).
"""

from io import BytesIO

import segno

DARK, LIGHT = "black", "white"
MARGIN = 4  # modules a reader needs around the code
PIXELS = 12  # of a module in a picture file: sharp on paper and on a projector


def svg(text: str) -> str:
    """Return the code of a text as a whole SVG picture, without a size of its own."""
    out = BytesIO()
    _code(text).save(
        out, kind="svg", xmldecl=False, nl=False, omitsize=True,
        border=MARGIN, dark=DARK, light=LIGHT,
    )  # fmt: skip
    return out.getvalue().decode()


def png(text: str) -> bytes:
    """Return the code of a text as a PNG picture."""
    out = BytesIO()
    _code(text).save(out, kind="png", scale=PIXELS, border=MARGIN, dark=DARK, light=LIGHT)
    return out.getvalue()


def _code(text: str) -> segno.QRCode:
    """Return the smallest code; a level of correction that costs no room is taken with it."""
    return segno.make_qr(text, error="l")
