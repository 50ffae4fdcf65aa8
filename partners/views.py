from django.shortcuts import render

from partners.models import Sponsor


def sponsors(request):
    return render(
        request, "partners/sponsors.html", {"sponsors": Sponsor.objects.filter(shown=True)}
    )
