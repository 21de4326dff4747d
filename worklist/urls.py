from django.urls import path

from worklist.calendars.views import MyCalendars, calendar_feed, calendar_revoke, record_ics
from worklist.chains import ChainEdit, ChainList
from worklist.views import Inbox, Irregularities
from worklist.withdrawn import Withdrawn

urlpatterns = [
    path("viec-cua-toi/", Inbox.as_view(), name="inbox"),
    path("lich-cua-toi/", MyCalendars.as_view(), name="calendar_list"),
    path("lich-cua-toi/<int:pk>/thu-hoi/", calendar_revoke, name="calendar_revoke"),
    path("lich/<str:token>.ics", calendar_feed, name="calendar_feed"),
    path("lich/<slug:slug>/<int:pk>.ics", record_ics, name="record_ics"),
    path("bat-thuong/", Irregularities.as_view(), name="irregularities"),
    path("da-rut/", Withdrawn.as_view(), name="withdrawn_list"),
    path("cai-dat/quy-trinh/", ChainList.as_view(), name="chain_list"),
    path("cai-dat/quy-trinh/<slug:code>/", ChainEdit.as_view(), name="chain_edit"),
]
