"""How a case is cited: in every style as text, in every format as a file."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.renderers import BaseRenderer

from cases.api import shapes
from cases.api.parameters import refuse_unknown
from cases.api.practices import OfAVersion
from cases.citations import FORMATS, STYLES
from cases.views.cite import citation_file, version_cited


class OfACitation(OfAVersion):
    """A resource about the version ``number``, the current one without it."""

    def cited(self, practice: str, number: int | None):
        if number is None:
            number = self.case(practice).versions.values_list("number", flat=True).first() or 0
        case, version = self.version(practice, number)
        return case, version, version_cited(version)


class Citation(OfACitation):
    """How the current version of a case is cited."""

    shape = shapes.Citation

    def find(self, practice, number=None):
        case, version, cited = self.cited(practice, number)
        return {
            "key": cited.key,
            "address": cited.address,
            "version": version.number,
            "styles": [{"name": name, "text": style(cited)} for name, style in STYLES],
            "files": [
                {
                    "format": name,
                    "label": made.label,
                    "media_type": made.content_type,
                    "url": self.address(
                        reverse("api:citation_file", args=[case.slug, version.number, name])
                    ),
                }
                for name, made in FORMATS.items()
            ],
        }


class VersionCitation(Citation):
    """How a version of a case is cited."""


def _renderer(name: str) -> type[BaseRenderer]:
    kind = {"media_type": FORMATS[name].content_type, "format": name, "charset": "utf-8"}
    return type(f"{FORMATS[name].label}Renderer", (BaseRenderer,), kind)


RENDERERS = {name: _renderer(name) for name in FORMATS}


class CitationFile(OfACitation):
    """The citation of a version as a file for reference managers: bib, ris or csl.json."""

    shape = None
    renderer_classes = list(RENDERERS.values())

    def get_renderers(self):
        name = self.kwargs.get("name")
        made = [RENDERERS[name]] if name in RENDERERS else self.renderer_classes
        return [renderer() for renderer in made]

    def get(self, request, practice, number, name):
        refuse_unknown(request.query_params, self.parameters)
        if name not in FORMATS:
            raise Http404(_("There is no such format."))
        _case, _version, cited = self.cited(practice, number)
        return citation_file(cited, name)
