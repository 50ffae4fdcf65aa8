import io
import json
import logging.config

import pytest
from django.conf import settings


@pytest.fixture
def log():
    """What the configured handlers write, as JSON lines."""
    config = json.loads(json.dumps(settings.LOGGING))
    config["handlers"]["console"]["formatter"] = "json"
    logging.config.dictConfig(config)
    handler = logging.getLogger().handlers[-1]
    handler.stream = io.StringIO()
    yield lambda: [json.loads(line) for line in handler.stream.getvalue().splitlines()]
    logging.config.dictConfig(settings.LOGGING)
