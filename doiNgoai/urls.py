"""The site map."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.urls import include, path
from django.views.decorators.http import require_safe

from core import bell, filing, job_views
from core.addresses import list_addresses
from core.deadline_list import DEADLINES
from core.linking import record_link
from core.nightly import late
from core.reveal import reveal
from core.search.page import search
from doiNgoai.nightly import ALL


@require_safe
@login_not_required
def healthz(request):
    """Is the service alive, does it reach its database, which nightly work is long overdue?"""
    return JsonResponse({"status": "ok", "late": late(ALL)})


urlpatterns = [
    path("", include("reports.urls")),
    path("", include("worklist.urls")),
    path("", include("delegations.urls")),
    path("", include("agreements.urls")),
    path("", include("conferences.urls")),
    path("", include("aid_projects.urls")),
    path("", include("personnel.urls")),
    path("", include("directory.urls")),
    path("", include("accounts.urls")),
    path("so-lieu/", include("exchange.urls")),
    path("tim/", search, name="search"),
    path("lien-ket/", record_link, name="record_link"),
    path("thong-bao/", bell.bell, name="bell"),
    path("thong-bao/da-doc/", bell.bell_read, name="bell_read"),
    path("thong-bao/<int:pk>/", bell.bell_open, name="bell_open"),
    path("thong-bao/tuy-chon/", bell.mail_choice, name="mail_choice"),
    *list_addresses("thoi-han/", DEADLINES),
    path("viec/<int:pk>/", job_views.job_detail, name="job_detail"),
    path("viec/<int:pk>/<str:stored>/", job_views.job_file, name="job_file"),
    path("ho-chieu/<slug:slug>/<int:pk>/", reveal, name="reveal"),
    path("ho-so/<slug:number>/tep/", filing.file_add, name="file_add"),
    path("tep/<int:pk>/", filing.file, name="file"),
    path("tep/<int:pk>/go/", filing.file_remove, name="file_remove"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("healthz/", healthz, name="healthz"),
    path("api/v1/", include("api.urls")),  # last: it has addresses for every screen declared above
]
