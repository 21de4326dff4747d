from django.urls import path

from worklist.views import Inbox, Irregularities

urlpatterns = [
    path("viec-cua-toi/", Inbox.as_view(), name="inbox"),
    path("bat-thuong/", Irregularities.as_view(), name="irregularities"),
]
