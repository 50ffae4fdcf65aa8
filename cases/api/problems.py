"""Errors as ``application/problem+json`` (RFC 9457), whoever made them."""

import json
from http import HTTPStatus

from django.http import HttpResponse
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.views import exception_handler

MEDIA_TYPE = "application/problem+json"


class IndexMissing(APIException):
    """The search index is being built, and the database cannot answer in its place."""

    status_code = 503
    default_detail = "The search index is being built; ask again in a moment."
    wait = 5


def problem(status: int, detail: str = "", parameters: dict | None = None) -> HttpResponse:
    """Return the error; ``parameters`` says of each bad parameter what is wrong with it."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    if detail:
        body["detail"] = detail
    if parameters:
        body["parameters"] = parameters
    return HttpResponse(
        json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA_TYPE
    )


def answer_to(error: Exception, context: dict) -> HttpResponse | None:
    """Return the answer to an error of a resource; None for one that nobody foresaw."""
    usual = exception_handler(error, context)
    if usual is None:
        return None
    parameters = None
    if isinstance(error, ValidationError):
        parameters = {
            name: [str(fault) for fault in faults] for name, faults in error.detail.items()
        }
        detail = " ".join(f"{name}: {' '.join(faults)}" for name, faults in parameters.items())
    else:
        detail = str(usual.data.get("detail", ""))
    answer = problem(usual.status_code, detail, parameters)
    for name in ("Retry-After", "WWW-Authenticate", "Allow"):
        if name in usual.headers:
            answer.headers[name] = usual.headers[name]
    return answer


def as_problem(answer: HttpResponse) -> HttpResponse:
    """Return an error that was made for people as a problem, with its headers."""
    plain = answer.headers.get("Content-Type", "").startswith("text/plain")
    made = problem(answer.status_code, answer.content.decode() if plain else "")
    for name, value in answer.items():
        if name.lower() not in ("content-type", "content-length"):
            made.headers[name] = value
    return made
