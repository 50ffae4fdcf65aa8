"""What happened to an order or a subscription, read at the desk and never changed there."""

from django.contrib import admin


class EventInline(admin.TabularInline):
    extra = 0
    can_delete = False
    fields = readonly_fields = ("at", "step", "text", "by")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by")

    def has_add_permission(self, request, obj=None):
        return False
