"""An installed site serves files under names with a hash: all that templates name are there."""

import re
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

pytestmark = pytest.mark.once
NAMED = re.compile(r"""\{% static ['"]([^'"]+)['"] %\}""")
HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")


@pytest.fixture
def collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    backend = {"BACKEND": "bestpractices.static_files.StaticFiles"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": backend}
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_all_that_templates_name_is_collected_and_keeps_its_address(collected):
    pages = (configured.BASE_DIR / "templates").rglob("*.html")
    names = {name for page in pages for name in NAMED.findall(page.read_text())}
    assert len(names) > 20
    for name in names:
        address = staticfiles_storage.url(name)
        assert HASHED.search(address)
        assert (collected / Path(address).relative_to(configured.STATIC_URL)).is_file()
        assert staticfiles_storage.url(name) == address
    with pytest.raises(ValueError, match=r"no-such\.css"):
        staticfiles_storage.url("no-such.css")
