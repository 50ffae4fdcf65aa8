"""The first page of an account: the subscription it reads under, and what is kept."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from subscribers.models import Institution


@login_required
@require_safe
def subscription(request):
    administered = Institution.objects.filter(
        memberships__user=request.user,
        memberships__is_administrator=True,
        memberships__removed_at=None,
    )
    context = {"administered": administered, "orders": request.user.orders.all()}
    return render(request, "subscribers/subscription.html", context)
