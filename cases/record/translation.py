"""What a record says it is a translation of."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.models import Practice


def take_original(practice: Practice, told: dict, problems: list[str]) -> None:
    """Give ``practice`` the original with the identifier that ``told`` has, or none.

    What cannot be so is among the ``problems``: an original this site does not have, or one that
    is a translation itself.
    """
    original = Practice.objects.filter(uid=told["id"]).first() if told else None
    if told and original is None:
        why = _("there is no case of this identifier")
        problems.append(f"translation_of: {why}")
    practice.translation_of = original
    practice.translated_version = told.get("version") if original else None
    try:
        practice.clean()
    except ValidationError as error:
        problems.append(f"translation_of: {' '.join(error.messages)}")
        practice.translation_of = practice.translated_version = None
