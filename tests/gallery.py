"""The pictures of the README and of docs/gallery.md: ``python3 run.py screenshots [FOLDER]``.

They show the sample cases on a site of their own, which is thrown away afterwards.
"""

import contextlib
import io
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps
from playwright.sync_api import sync_playwright

from run import find_browser

ROOT = Path(__file__).resolve().parent.parent
LARGEST = 250_000  # bytes of a picture
COLOURS = 128  # enough for paper, ink and edges of letters
MARGIN = 64  # of a printed sheet, in pixels


@dataclass(frozen=True)
class Picture:
    name: str
    address: str
    size: tuple[int, int] = (1280, 860)
    scheme: str = "light"
    media: str = "screen"
    desk: bool = False

    @property
    def file(self) -> str:
        return f"{self.name}.png"


CASE = "/practices/kitakyushu/"
PHONE = (390, 844)

PICTURES = (
    Picture("home", "/"),
    Picture("search", "/search/?q=water"),
    Picture("search-phone", "/search/?q=water", PHONE),
    Picture("case", CASE),
    Picture("case-dark", CASE, scheme="dark"),
    Picture("map", "/search/map/"),
    Picture("desk", "/admin/", desk=True),
    Picture("entry", "/admin/cases/practice/1/change/", desk=True),
    Picture("print", CASE, (666, 995), media="print"),
)


def main(folder: str = str(ROOT / "docs" / "images")) -> None:
    """Write each picture into ``folder``; say what each weighs, fail at a heavy one."""
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    heavy = False
    with running_site() as (address, password), running_browser() as browser:
        for picture in PICTURES:
            png = take(browser, address, password, picture)
            weight = write(place / picture.file, png, MARGIN if picture.media == "print" else 0)
            heavy |= weight > LARGEST
            print(f"{picture.file}: {weight // 1000} kB", flush=True)
    sys.exit(f"A picture is heavier than {LARGEST // 1000} kB." if heavy else 0)


@contextlib.contextmanager
def running_site():
    """Serve the samples from a folder that is deleted; give address and curator's password."""
    with tempfile.TemporaryDirectory(prefix="gallery-") as folder:
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
        environment = {**kept, "DATA_DIR": folder, "DATABASE_URL": "", "WEB_CONCURRENCY": "1"}
        setup = [sys.executable, "manage.py", "setup_site"]
        said = subprocess.run(
            setup, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        serve = [sys.executable, "-m", "gunicorn", "bestpractices.wsgi"]
        serve += ["--bind", f"127.0.0.1:{port}", "--log-level", "error"]
        server = subprocess.Popen(serve, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        try:
            wait_for(f"http://127.0.0.1:{port}/", server)
            yield f"http://127.0.0.1:{port}", re.search(r"password +(\S+)", said)[1]
        finally:
            server.terminate()
            server.wait()


def wait_for(address: str, server: subprocess.Popen, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=10):
            return
        time.sleep(0.1)
    sys.exit("The site did not start: the lines above say why.")


@contextlib.contextmanager
def running_browser():
    program = find_browser()
    if not program:
        sys.exit("No Chromium or Chrome on PATH: the pictures need one.")
    options = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=program, args=options) as browser,
    ):
        yield browser


def take(browser, address: str, password: str, picture: Picture) -> bytes:
    """Open the page of ``picture`` as a visitor or as the first curator; return a PNG of it."""
    width, height = picture.size
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        color_scheme=picture.scheme,
        reduced_motion="reduce",
    )
    with context:
        page = context.new_page()
        if picture.desk:
            log_in(page, password)
        answer = page.goto(picture.address)
        if answer.status != 200:
            sys.exit(f"{picture.address} answers {answer.status}.")
        page.emulate_media(media=picture.media)
        page.wait_for_load_state("networkidle")
        return page.screenshot()


def log_in(page, password: str) -> None:
    page.goto("/accounts/login/?next=/admin/")
    page.locator("input[name=login]").fill("curator@localhost")
    page.locator("input[name=password]").fill(password)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Log out").first.wait_for()


def write(path: Path, png: bytes, margin: int = 0) -> int:
    """Write ``png`` with few colours to ``path`` and return its size in bytes."""
    with Image.open(io.BytesIO(png)) as image:
        sheet = ImageOps.expand(image.convert("RGB"), margin, "white")
        few = sheet.quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(path, optimize=True)
    return path.stat().st_size


if __name__ == "__main__":
    main(*sys.argv[1:])
