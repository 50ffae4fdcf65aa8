"""To Order: the form, the page of an order, its receipt."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fields.text import refuse_control_characters, refuse_line_control_characters
from subscribers import ordering
from subscribers.models import Kind, Order, Plan
from web.once import KeyField, once
from web.rate_limit import rate_limited


class PlanField(forms.ModelChoiceField):
    def label_from_instance(self, plan):
        return f"{plan.name}: {plan.price} {plan.currency}"


class OrderForm(forms.Form):
    plan = PlanField(
        label=gettext_lazy("Plan and term"),
        queryset=Plan.objects.filter(offered=True),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    organisation = forms.CharField(
        label=gettext_lazy("Organisation"),
        help_text=gettext_lazy("needed for the plan of an institution"),
        max_length=180,
        required=False,
        validators=[refuse_line_control_characters],
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    invoice_address = forms.CharField(
        label=gettext_lazy("Invoice address"),
        max_length=500,
        validators=[refuse_control_characters],
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "street-address"}),
    )
    terms = forms.BooleanField(label=gettext_lazy("I accept the terms below."))
    key = KeyField()

    def clean(self):
        asked = super().clean()
        plan = asked.get("plan")
        if plan and plan.kind == Kind.INSTITUTIONAL and not asked.get("organisation"):
            self.add_error("organisation", _("Say which institution is to read."))
        return asked


@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("order")
def new_order(request):
    """Show the plans to everybody; take an order from who is logged in."""
    form = OrderForm(request.POST or None)
    if request.method == "POST":
        if not request.user.is_authenticated:
            raise Http404
        if form.is_valid():
            key = form.cleaned_data["key"]
            pk = once(key and f"order {request.user.pk} {key}", lambda: _place(request.user, form))
            order = _mine(request.user, pk)
            return redirect(ordering.payment_address(order) or "placed_order", pk=order.pk)
    plans = Plan.objects.filter(offered=True)
    return render(request, "subscribers/new_order.html", {"form": form, "plans": plans})


def _place(user, form: OrderForm) -> str:
    asked = form.cleaned_data
    order = ordering.place(user, asked["plan"], asked["organisation"], asked["invoice_address"])
    return str(order.pk)


def _mine(user, pk: int | str) -> Order:
    return get_object_or_404(user.orders.select_related("plan", "subscription"), pk=pk)


@login_required
@require_safe
def placed_order(request, pk: int):
    return render(request, "subscribers/placed_order.html", {"order": _mine(request.user, pk)})


@login_required
@require_POST
def cancel_order(request, pk: int):
    try:
        ordering.cancel(_mine(request.user, pk))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("placed_order", pk=pk)


@login_required
@require_safe
def receipt(request, pk: int):
    order = _mine(request.user, pk)
    if order.status != Order.Status.PAID:
        raise Http404
    return render(request, "subscribers/receipt.html", {"order": order})
