from cases.models.change_log import Change, DataVersion
from cases.models.evidence import Claim, FollowUp, KeyDate, Reference
from cases.models.finance import FinancialShare, FinancialYear, Funder
from cases.models.former_term import FormerTerm
from cases.models.harvest import HarvestedCase, HarvestState
from cases.models.link import Link, LinkCheck
from cases.models.narrative import NarrativeFormat, NarrativeHeading, NarrativeSection, check_claims
from cases.models.nomination import Nomination
from cases.models.place import City, Country, Location, Region
from cases.models.practice import Practice
from cases.models.proposal import ProposedRevision
from cases.models.recognition import Cycle, Recognition
from cases.models.relations import Partnership, PartnershipSupport, Transfer
from cases.models.review import Criterion, Review, ReviewRemark
from cases.models.site_page import SitePage
from cases.models.taxonomy import (
    Category,
    Classification,
    Ecosystem,
    LevelOfActivity,
    SupportType,
)
from cases.models.translated_name import TranslatedName
from cases.models.unknown_term import UnknownTerm, UnknownTermUse
from cases.models.version import ImportLedger, PracticeVersion, WorkflowEvent

__all__ = [
    "Category",
    "Change",
    "City",
    "Claim",
    "Classification",
    "Country",
    "Criterion",
    "Cycle",
    "DataVersion",
    "Ecosystem",
    "FinancialShare",
    "FinancialYear",
    "FollowUp",
    "FormerTerm",
    "Funder",
    "HarvestState",
    "HarvestedCase",
    "ImportLedger",
    "KeyDate",
    "LevelOfActivity",
    "Link",
    "LinkCheck",
    "Location",
    "NarrativeFormat",
    "NarrativeHeading",
    "NarrativeSection",
    "Nomination",
    "Partnership",
    "PartnershipSupport",
    "Practice",
    "PracticeVersion",
    "ProposedRevision",
    "Recognition",
    "Reference",
    "Region",
    "Review",
    "ReviewRemark",
    "SitePage",
    "SupportType",
    "Transfer",
    "TranslatedName",
    "UnknownTerm",
    "UnknownTermUse",
    "WorkflowEvent",
    "check_claims",
]
