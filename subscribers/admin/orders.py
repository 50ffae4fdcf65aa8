"""The queue of orders. What was ordered stays as it was; steps are taken on pages of their own."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fields.queues import Queue, filter_of
from fields.text import refuse_line_control_characters
from subscribers import ordering
from subscribers.admin.events import EventInline
from subscribers.models import Order, OrderEvent
from subscribers.models.subscription import today

OPEN_ORDERS = Queue(
    "open-orders",
    gettext_lazy("Orders to be paid"),
    lambda user: Order.objects.filter(status=Order.Status.OPEN),
    "subscribers.change_order",
)


class PaymentForm(forms.Form):
    paid_on = forms.DateField(label=gettext_lazy("Payment received on"), initial=today)
    payment = forms.CharField(
        label=gettext_lazy("Reference of the payment"),
        max_length=100,
        required=False,
        validators=[refuse_line_control_characters],
    )


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason, sent to the orderer"),
        max_length=300,
        validators=[refuse_line_control_characters],
    )


class OrderEventInline(EventInline):
    model = OrderEvent


@admin.register(Order)
class OrderAdmin(admin.ModelAdmin):
    list_display = ("__str__", "made_at", "user", "organisation", "plan", "price", "status")
    list_filter = (filter_of(OPEN_ORDERS), "status", "kind")
    list_select_related = ("user", "plan")
    search_fields = ("user__email", "organisation", "receipt")
    date_hierarchy = "made_at"
    inlines = (OrderEventInline,)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return [field.name for field in self.opts.fields]

    def get_urls(self):
        def page(view):
            return self.admin_site.admin_view(view)

        return [
            path("<int:pk>/confirm/", page(self.confirm), name="subscribers_order_confirm"),
            path("<int:pk>/decline/", page(self.decline), name="subscribers_order_decline"),
            *super().get_urls(),
        ]

    def confirm(self, request, pk):
        def take(order, form):
            ordering.confirm_payment(order, by=request.user, **form.cleaned_data)

        return self._step(request, pk, PaymentForm, _("Confirm the payment"), take)

    def decline(self, request, pk):
        def take(order, form):
            ordering.decline(order, by=request.user, **form.cleaned_data)

        return self._step(request, pk, DeclineForm, _("Decline"), take)

    def _step(self, request, pk, form_class, title, take):
        """Ask for what the step needs, take it on POST, and go back to the order."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        order = get_object_or_404(Order.objects.select_related("plan", "user"), pk=pk)
        form = form_class(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                take(order, form)
            except ValidationError as error:
                messages.error(request, error.messages[0])
            else:
                messages.success(request, _("Done, and the orderer was written to."))
            return redirect("admin:subscribers_order_change", pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "order": order,
            "form": form,
            "title": title,
        }
        return render(request, "admin/subscribers/order/step.html", context)
