"""The site map."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import JsonResponse
from django.urls import include, path
from django.views.decorators.http import require_safe

from core import filing
from core.linking import record_link


@require_safe
@login_not_required
def healthz(request):
    """Is the service alive, and does it reach its database?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


urlpatterns = [
    path("", include("reports.urls")),
    path("", include("delegations.urls")),
    path("", include("agreements.urls")),
    path("", include("conferences.urls")),
    path("", include("aid_projects.urls")),
    path("", include("personnel.urls")),
    path("", include("directory.urls")),
    path("", include("accounts.urls")),
    path("so-lieu/", include("exchange.urls")),
    path("lien-ket/", record_link, name="record_link"),
    path("ho-so/<slug:number>/tep/", filing.file_add, name="file_add"),
    path("tep/<int:pk>/", filing.file, name="file"),
    path("tep/<int:pk>/go/", filing.file_remove, name="file_remove"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("healthz/", healthz, name="healthz"),
]
