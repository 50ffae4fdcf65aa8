"""Every error of OAI-PMH 2.0 is told by its code, in a valid answer."""

import pytest

from tests.cases.doors.harvesting import OAI, ask, fault

pytestmark = pytest.mark.django_db

LIST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
NOBODY = "urn:uuid:00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "Nothing"}, "badVerb"),
        ({"verb": ["Identify", "Identify"]}, "badVerb"),
        ({"verb": "Identify", "set": "category"}, "badArgument"),
        ({"verb": "GetRecord", "identifier": NOBODY}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({**LIST, "metadataPrefix": ["oai_dc", "practice"]}, "badArgument"),
        ({**LIST, "resumptionToken": "x"}, "badArgument"),
        ({**LIST, "from_": "yesterday"}, "badArgument"),
        ({**LIST, "from_": "2026-13-01"}, "badArgument"),
        ({**LIST, "from_": "2026-01-01T00:00Z"}, "badArgument"),
        ({**LIST, "from_": "2026-01-01", "until": "2026-01-02T00:00:00Z"}, "badArgument"),
        ({**LIST, "from_": "2026-01-02", "until": "2026-01-01"}, "badArgument"),
        ({**LIST, "set": "no such set"}, "badArgument"),
        ({**LIST, "set": "\x00"}, "badArgument"),
        ({**LIST, "\x0b": "1"}, "badArgument"),
        ({**LIST, "metadataPrefix": "marc21"}, "cannotDisseminateFormat"),
        ({"verb": "GetRecord", "identifier": NOBODY, "metadataPrefix": "oai_dc"}, "idDoesNotExist"),
        ({"verb": "GetRecord", "identifier": "x:1", "metadataPrefix": "oai_dc"}, "idDoesNotExist"),
        ({"verb": "ListMetadataFormats", "identifier": NOBODY}, "idDoesNotExist"),
        ({**LIST, "from_": "9999-12-31", "until": "9999-12-31"}, "noRecordsMatch"),
        ({**LIST, "set": "category:nothing"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "resumptionToken": "forged"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": ""}, "badResumptionToken"),
        ({"verb": "ListSets", "resumptionToken": "x"}, "badResumptionToken"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_wrong_is_told(method, arguments, code):
    root = ask(method, **arguments)
    assert fault(root) == code
    repeated = dict(root.find(f"{OAI}request").attrib)
    assert bool(repeated) == (code not in ("badVerb", "badArgument"))


def test_other_methods_are_refused(client):
    assert client.put("/oai/?verb=Identify").status_code == 405
