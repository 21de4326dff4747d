from django.urls import path

from worklist.views import Inbox

urlpatterns = [path("viec-cua-toi/", Inbox.as_view(), name="inbox")]
