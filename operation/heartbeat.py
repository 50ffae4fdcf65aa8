"""A long export is no worker that hangs: each piece of a streamed answer counts as a heartbeat.

gunicorn ends a worker that was silent for its ``timeout``, and a worker is silent while it answers.
That shall go on for what hangs, but a file that is made piece by piece may take longer.
"""

from collections.abc import Callable, Iterator


class Heartbeat:
    """A WSGI application around the site that calls ``beat`` for each piece of a streamed answer.

    Empty pieces, which only say that work goes on, are not sent.
    """

    def __init__(self, application, beat: Callable[[], None]):
        self.application, self.beat = application, beat

    def __call__(self, environ, start_response):
        answer = self.application(environ, start_response)
        return _Beating(answer, self.beat) if getattr(answer, "streaming", False) else answer


class _Beating:
    def __init__(self, answer, beat: Callable[[], None]):
        self.answer, self.beat = answer, beat

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.answer:
            self.beat()
            if piece:
                yield piece

    def close(self) -> None:
        self.answer.close()
