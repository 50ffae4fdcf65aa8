"""The desk of subscriptions: institutions with their seats, subscriptions with their history."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from subscribers import models
from subscribers.admin.events import EventInline


@admin.register(models.Plan)
class PlanAdmin(admin.ModelAdmin):
    list_display = ("name", "kind", "months", "seats", "price", "currency", "offered")
    list_filter = ("kind", "offered")


class MembershipInline(admin.TabularInline):
    model = models.Membership
    autocomplete_fields = ("user",)
    extra = 0


class MailDomainInline(admin.TabularInline):
    model = models.MailDomain
    extra = 0


class AddressRangeInline(admin.TabularInline):
    model = models.AddressRange
    extra = 0


@admin.register(models.Institution)
class InstitutionAdmin(admin.ModelAdmin):
    list_display = ("name",)
    search_fields = ("name",)
    inlines = (MembershipInline, MailDomainInline, AddressRangeInline)


class SubscriptionEventInline(EventInline):
    model = models.SubscriptionEvent


class RunningFilter(admin.SimpleListFilter):
    title = _("running")
    parameter_name = "running"

    def lookups(self, request, model_admin):
        return [("yes", _("Yes")), ("no", _("No"))]

    def queryset(self, request, subscriptions):
        running = models.Subscription.objects.running().values("pk")
        if self.value() == "yes":
            return subscriptions.filter(pk__in=running)
        if self.value() == "no":
            return subscriptions.exclude(pk__in=running)
        return subscriptions


@admin.register(models.Subscription)
class SubscriptionAdmin(admin.ModelAdmin):
    list_display = ("owner", "plan", "first_day", "last_day", "seats", "ended_at")
    list_filter = (RunningFilter, "plan")
    list_select_related = ("user", "institution", "plan")
    search_fields = ("user__email", "user__last_name", "institution__name")
    autocomplete_fields = ("user", "institution")
    date_hierarchy = "last_day"
    inlines = (SubscriptionEventInline,)

    @admin.display(description=_("of"))
    def owner(self, subscription):
        return subscription.institution or subscription.user.get_full_name() or subscription.user

    def save_model(self, request, subscription, form, change):
        """Write each step into the history, in the transaction of the form."""
        super().save_model(request, subscription, form, change)
        step = models.SubscriptionEvent.Step
        if not change:
            subscription.log(step.STARTED, by=request.user)
        elif "ended_at" in form.changed_data and subscription.ended_at:
            subscription.log(step.ENDED, by=request.user)
        elif form.changed_data:
            changed = ", ".join(form.changed_data)
            subscription.log(step.CHANGED, by=request.user, text=changed[:300])
