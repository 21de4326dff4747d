from django.urls import path

from worklist.views import Inbox, Withdrawn

urlpatterns = [
    path("viec-cua-toi/", Inbox.as_view(), name="inbox"),
    path("da-rut/", Withdrawn.as_view(), name="withdrawn_list"),
]
