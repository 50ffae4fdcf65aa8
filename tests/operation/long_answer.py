"""A site of two pages that take longer than a server waits, for test_heartbeat.py."""

import time

PIECES, SECONDS = 16, 0.5


class Answer:
    streaming = True

    def __init__(self, seconds: float):
        self.seconds = seconds

    def __iter__(self):
        for _piece in range(PIECES):
            time.sleep(self.seconds)
            yield b""
        yield b"all of it"

    def close(self):
        pass


def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return Answer(SECONDS if environ["PATH_INFO"] == "/steady" else SECONDS * PIECES)
