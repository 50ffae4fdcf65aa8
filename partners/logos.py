"""Pictures from outside: drawn anew before anything of them is kept.

What was uploaded is decoded to pixels and encoded again, so nothing else that a file may carry
(scripts, places, comments, a second file) gets through. Drawings such as SVG are programs and are
refused.
"""

import io

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from partners.models import SponsorLogo

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
MOST_BYTES = 2_000_000
MOST_PIXELS = 16_000_000
"""Of what is uploaded: looked at before a pixel is decoded."""
ROOM = (640, 240)
"""Pixels of what is kept: twice the size at which it stands on a page, for fine screens."""
LIGHT = 190
"""Mean brightness, of 255, from which on a logo with a transparent ground is light itself."""


def redrawn(upload) -> SponsorLogo:
    """Return what is kept of an uploaded picture, not yet saved and of no sponsor.

    ``upload`` is an open file with ``size`` in bytes. Raises ValidationError for what is too large,
    damaged, or no picture of one of FORMATS.
    """
    if upload.size > MOST_BYTES:
        most = _("The picture is too large: %d MB are the most.")
        raise ValidationError(most % (MOST_BYTES // 1_000_000), code="bytes")
    picture = _decoded(upload)
    picture.thumbnail(ROOM, Image.Resampling.LANCZOS)
    return SponsorLogo(
        content=min(_encoded(picture, lossless=True), _encoded(picture, quality=90), key=len),
        width=picture.width,
        height=picture.height,
        needs_dark=_is_light(picture),
    )


def _decoded(upload) -> Image.Image:
    """Return the pixels of the first frame, upright, in RGB or, where some are clear, RGBA."""
    try:
        with Image.open(upload, formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(
                    _("The picture has %(width)d by %(height)d pixels; make it smaller."),
                    code="pixels",
                    params={"width": picture.width, "height": picture.height},
                )
            upright = ImageOps.exif_transpose(picture)
            return upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except ValidationError:
        raise
    except Exception:  # Pillow raises what it likes of a damaged file
        names = ", ".join(FORMATS)
        message = _("This is no picture that can be read. Upload one of these kinds: %s.")
        raise ValidationError(message % names, code="picture") from None


def _encoded(picture: Image.Image, **options) -> bytes:
    held = io.BytesIO()
    picture.save(held, "WEBP", method=6, **options)
    return held.getvalue()


def _is_light(picture: Image.Image) -> bool:
    """Tell whether a logo on a transparent ground would vanish on white."""
    if picture.mode != "RGBA" or picture.getchannel("A").getextrema()[0] > 0:
        return False
    seen = picture.getchannel("A").point(lambda alpha: 255 if alpha > 127 else 0)
    counts = picture.convert("L").histogram(seen)
    total = sum(counts)
    return bool(total) and sum(value * n for value, n in enumerate(counts)) / total >= LIGHT
