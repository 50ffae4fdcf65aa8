"""Logos: what is uploaded is drawn anew or refused; what was drawn is shown, given out and kept."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from cases.access import Reader
from partners.logos import MOST_BYTES, redrawn
from partners.models import Sponsor, SponsorLogo
from tests.cast import client_of
from tests.html import faults_of


def picture(kind="PNG", size=(60, 30), colour=(20, 40, 60, 255), **more) -> bytes:
    held = io.BytesIO()
    clear = Image.new("RGBA", size)
    clear.paste(colour, (5, 5, size[0] - 5, size[1] - 5))
    (clear.convert("RGB") if kind == "JPEG" else clear).save(held, kind, **more)
    return held.getvalue()


def uploaded(content: bytes, name="logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/png")


def png_that_says(width: int, height: int) -> bytes:
    """A PNG of few bytes whose head promises many pixels."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    data = b"IDAT" + zlib.compress(bytes(1000))
    parts = (head, data)
    chunks = [struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c)) for c in parts]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.once
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_every_kind_becomes_webp_of_its_pixels_alone(kind):
    told = Image.Exif()
    told[0x010E] = "hidden"  # the description of the picture
    secret = {"PNG": {}, "GIF": {"comment": b"hidden"}}.get(kind, {"exif": told})
    trailer = b"" if kind == "WEBP" else b"<script>hidden</script>"
    logo = redrawn(uploaded(picture(kind, (900, 300), **secret) + trailer))
    with Image.open(io.BytesIO(logo.content)) as kept:
        assert (kept.format, kept.size) == ("WEBP", (640, 213))
        assert not kept.getexif()
    assert b"hidden" not in logo.content
    assert (logo.width, logo.height) == (640, 213)


@pytest.mark.once
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "picture"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "picture"),
        (picture()[:-70], "picture"),
        (picture("BMP"), "picture"),
        (b"", "picture"),
        (png_that_says(60_000, 60_000), "picture"),
        (png_that_says(5_000, 5_000), "pixels"),
        (bytes(MOST_BYTES + 1), "bytes"),
    ],
    ids=["svg", "eps", "cut", "bmp", "empty", "bomb", "pixels", "bytes"],
)
def test_what_is_no_small_picture_is_refused(content, code):
    with pytest.raises(ValidationError) as refused:
        redrawn(uploaded(content))
    assert refused.value.code == code


@pytest.mark.once
@pytest.mark.parametrize(
    ("kind", "colour", "needs_dark"),
    [
        ("PNG", (255, 255, 255, 255), True),
        ("PNG", (9, 9, 9, 255), False),
        ("JPEG", (255,) * 4, False),
    ],
)
def test_a_white_logo_on_nothing_gets_a_dark_ground(kind, colour, needs_dark):
    assert redrawn(uploaded(picture(kind, colour=colour))).needs_dark is needs_dark


def save(client, sponsor, **more):
    address = reverse("admin:partners_sponsor_change", args=[sponsor.pk])
    sent = {"name": sponsor.name, "text": "", "url": "", "position": "0", "shown": "on"}
    return client.post(address, {**sent, **more})


@pytest.mark.django_db
def test_a_curator_uploads_exchanges_and_takes_away(client):
    curator, sponsor = client_of(Reader.CURATOR), Sponsor.objects.create(name="City <Bank>")
    assert save(curator, sponsor, picture=uploaded(picture())).status_code == 302
    first = SponsorLogo.objects.get()
    page = client.get(reverse("sponsors")).content.decode()
    assert faults_of(page) == []
    assert f'src="{first.url}" width="60" height="30" alt="Logo: City &lt;Bank&gt;"' in page
    answer = client.get(first.url)
    assert answer.content == bytes(first.content)
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in answer.headers["Cache-Control"]
    save(curator, sponsor)
    assert SponsorLogo.objects.get() == first
    save(curator, sponsor, picture=uploaded(picture("JPEG"), "other.jpg"))
    assert SponsorLogo.objects.get().name != first.name
    assert client.get(first.url).status_code == 404
    save(curator, sponsor, **{"picture-clear": "on"})
    assert not SponsorLogo.objects.exists()
    assert "<img" not in client.get(reverse("sponsors")).content.decode()


@pytest.mark.django_db
def test_what_is_refused_is_said_and_the_old_logo_stays():
    curator, sponsor = client_of(Reader.CURATOR), Sponsor.objects.create(name="Bank")
    save(curator, sponsor, picture=uploaded(picture()))
    answer = save(curator, sponsor, picture=uploaded(b"<svg/>", "logo.svg"))
    assert "This is no picture that can be read." in answer.content.decode()
    assert SponsorLogo.objects.count() == 1
