from django.urls import path

from worklist.chains import ChainEdit, ChainList
from worklist.views import Inbox, Irregularities
from worklist.withdrawn import Withdrawn

urlpatterns = [
    path("viec-cua-toi/", Inbox.as_view(), name="inbox"),
    path("bat-thuong/", Irregularities.as_view(), name="irregularities"),
    path("da-rut/", Withdrawn.as_view(), name="withdrawn_list"),
    path("cai-dat/quy-trinh/", ChainList.as_view(), name="chain_list"),
    path("cai-dat/quy-trinh/<slug:code>/", ChainEdit.as_view(), name="chain_edit"),
]
