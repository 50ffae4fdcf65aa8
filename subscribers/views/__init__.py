from subscribers.views.institution import institution, join, make_administrator, remove_member
from subscribers.views.lists import (
    change_listed,
    delete_list,
    list_case,
    reading_list,
    reading_lists,
    share_list,
    shared_list,
)
from subscribers.views.notes import delete_note, new_note, note, notes
from subscribers.views.order import cancel_order, new_order, placed_order, receipt
from subscribers.views.overview import subscription
from subscribers.views.searches import (
    delete_search,
    record_search,
    save_search,
    saved_search,
    saved_searches,
    search_record,
    unsubscribe,
)
from subscribers.views.tokens import delete_token, tokens

__all__ = [
    "cancel_order",
    "change_listed",
    "delete_list",
    "delete_note",
    "delete_search",
    "delete_token",
    "institution",
    "join",
    "list_case",
    "make_administrator",
    "new_note",
    "new_order",
    "note",
    "notes",
    "placed_order",
    "reading_list",
    "reading_lists",
    "receipt",
    "record_search",
    "remove_member",
    "save_search",
    "saved_search",
    "saved_searches",
    "search_record",
    "share_list",
    "shared_list",
    "subscription",
    "tokens",
    "unsubscribe",
]
