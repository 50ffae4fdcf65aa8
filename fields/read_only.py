"""Rows that are looked at in the admin and changed elsewhere, or by nobody."""


class ReadOnly:
    """A model admin that adds, changes and deletes no row, whoever asks; who views is its own."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
