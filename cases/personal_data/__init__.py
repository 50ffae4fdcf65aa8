"""What is held of a contact person: finding it, giving it out, erasing it (docs/privacy.md)."""

from cases.personal_data.erasure import erase
from cases.personal_data.export import held_of
from cases.personal_data.traces import Trace, traces_of

__all__ = ["Trace", "erase", "held_of", "traces_of"]
