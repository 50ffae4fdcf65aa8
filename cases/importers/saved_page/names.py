"""What a line of a contact without a label names: a person, an organisation, a place."""

import re
from enum import Enum

from cases.importers.saved_page.contact_labels import OTHER_LABEL
from cases.importers.saved_page.lines import Line
from cases.importers.saved_page.sentences import is_sentence
from cases.importers.saved_page.spelling import fold, folded
from cases.importers.saved_page.vocabulary import Vocabulary

LONGEST_NAME = 250

HONORIFIC = re.compile(
    r"(?i:mr|mrs|ms|miss|dr|prof|professor|sir|dame|mme|mlle)\.?\s+[^\W\da-z_]"
    r"|(?i:eng|ir|arch|hon|rev)\.\s*[^\W\da-z_]"
    r"|.*\((?i:mr|mrs|ms|miss|dr|prof)\.?\)$"
)
ACRONYM = re.compile(r"(?P<name>.*\S)\s*\((?P<acronym>[A-Z][A-Z0-9&./-]{1,11})\)$")
ORGANISATION_WORDS = folded("""
    academy administration agency alliance association authority bank board bureau center chamber
    club coalition college commission committee company confederation consortium cooperative
    corporation council department directorate division enterprise federation forum foundation
    fund gmbh government group inc initiative institute institution laboratory league limited ltd
    ministry municipality municipal network ngo office organisation parliament partnership plc
    programme school secretariat service society syndicate trust union university
    asociación associação ayuntamiento comune conseil fundación fundação gemeente institut
    instituto intendencia mairie ministère ministerio municipalidad município prefeitura
    universidad universidade université ville
    """)
NAMES_TOWN = re.compile(r"(?i)(?:city|town|district|province|state|region|village) of\s")
ROLE = re.compile(
    r"(?i)(?:(?:deputy|vice|executive|general|assistant|senior|acting|chief|project|programme|"
    r"program|managing|former)[\s-]+)*(?:director|mayor|manager|head|coordinator|co-ordinator|"
    r"secretary|president|chair|chairman|chairwoman|chairperson|officer|governor|commissioner|"
    r"planner|architect|engineer|advisor|adviser|general|executive)\b(?!')"
)
BETWEEN_WORDS = re.compile(r"[\s,./-]+")
SEVERAL = {"and"}
STREET_WORDS = folded("""
    avenue ave boulevard box building blvd calle caixa casilla floor lane postfach plaza platz
    road rd rua rue square st strada straße street via
    """)


class Names(Enum):
    """What a line names. ``ADDRESS_PART`` is one only below a name or an address."""

    PERSON = "person"
    ORGANISATION = "organisation"
    ADDRESS = "address"
    ADDRESS_PART = "part of an address"
    ROLE = "role"
    OTHER = "other"
    UNCLEAR = "unclear"


def named_by(line: Line, vocabulary: Vocabulary) -> Names:
    """Return what ``line`` names.

    A person carries a form of address ("Mr. ...", "... (Ms)"); an organisation has an acronym in
    capitals in brackets or a word such as "Association"; an address a digit, a word such as
    "Street", a comma at its end, or it is a country. Where the marks of a person meet others, or
    there are none, the line is ``UNCLEAR``. A sentence, an unknown label, a type of organisation
    or of support is ``OTHER``.
    """
    text = line.text
    if len(text) > LONGEST_NAME or is_sentence(text) or OTHER_LABEL.match(text):
        return Names.OTHER
    if vocabulary.organisation_type(text) or vocabulary.support_type(text):
        return Names.OTHER
    words = {fold(word) for word in BETWEEN_WORDS.split(text)}
    street = bool(words & STREET_WORDS)
    digits = any(character.isdigit() for character in text)
    organisation = bool(ACRONYM.match(text) or words & ORGANISATION_WORDS or NAMES_TOWN.match(text))
    if HONORIFIC.match(text):
        sure = not (organisation or digits or words & SEVERAL)
        return Names.PERSON if sure else Names.UNCLEAR
    if ROLE.match(text):
        return Names.ROLE
    if organisation:
        place = street or (digits and "," in text)
        return Names.ADDRESS_PART if place else Names.ORGANISATION
    if digits and (street or "," in text):
        return Names.ADDRESS
    if digits or street or text.endswith(",") or vocabulary.country(text):
        return Names.ADDRESS_PART
    return Names.UNCLEAR
