from django.urls import path

from subscribers import views

urlpatterns = [
    path("subscription/", views.subscription, name="subscription"),
    path("order/new/", views.new_order, name="new_order"),
    path("orders/<int:pk>/", views.placed_order, name="placed_order"),
    path("orders/<int:pk>/cancel/", views.cancel_order, name="cancel_order"),
    path("orders/<int:pk>/receipt/", views.receipt, name="receipt"),
    path("institution/<int:pk>/", views.institution, name="institution"),
    path(
        "institution/<int:pk>/members/<int:member>/remove/",
        views.remove_member,
        name="institution_remove",
    ),
    path(
        "institution/<int:pk>/members/<int:member>/administrator/",
        views.make_administrator,
        name="institution_administrator",
    ),
    path("institution/join/<str:secret>/", views.join, name="institution_join"),
    path("searches/", views.saved_searches, name="saved_searches"),
    path("searches/new/", views.save_search, name="save_search"),
    path("searches/<int:pk>/", views.saved_search, name="saved_search"),
    path("searches/<int:pk>/delete/", views.delete_search, name="delete_search"),
    path("searches/<int:pk>/record/", views.record_search, name="record_search"),
    path("searches/on-record/<str:key>/", views.search_record, name="search_record"),
    path("searches/unsubscribe/<str:signed>/", views.unsubscribe, name="unsubscribe"),
    path("lists/", views.reading_lists, name="reading_lists"),
    path("lists/<int:pk>/", views.reading_list, name="reading_list"),
    path("lists/<int:pk>/delete/", views.delete_list, name="delete_list"),
    path("lists/<int:pk>/share/", views.share_list, name="share_list"),
    path("lists/<int:pk>/cases/<int:case>/", views.change_listed, name="change_listed"),
    path("lists/add/<slug:slug>/", views.list_case, name="list_case"),
    path("lists/shared/<str:key>/", views.shared_list, name="shared_list"),
    path("notes/", views.notes, name="notes"),
    path("notes/new/<slug:slug>/", views.new_note, name="new_note"),
    path("notes/<int:pk>/", views.note, name="note"),
    path("notes/<int:pk>/delete/", views.delete_note, name="delete_note"),
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/<int:pk>/delete/", views.delete_token, name="delete_token"),
]
