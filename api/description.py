"""The description of the API, for programs and on a page for people who are signed in."""

from functools import cache

from django.contrib.auth.decorators import login_required
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import TemplateHTMLRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from api.authentication import KeyAuthentication


class Description(APIView):
    """The same for everybody: what one may not do is refused where one does it. A session reads it too."""

    authentication_classes = [KeyAuthentication, SessionAuthentication]
    permission_classes = [IsAuthenticated]
    throttle_classes = []

    def get(self, request):
        return Response(described_in(get_language()))


@cache
def described_in(language: str) -> dict:
    """It follows from the code alone, so it is put together once in each language."""
    return SchemaGenerator().get_schema(request=None, public=True)


@method_decorator(login_required, name="dispatch")
class Page(SpectacularSwaggerSplitView):
    """Swagger's page, its script in a file of its own as the Content-Security-Policy asks."""

    authentication_classes = [SessionAuthentication]
    permission_classes = [IsAuthenticated]
    throttle_classes = []
    renderer_classes = [TemplateHTMLRenderer]
    url_name = "api_schema"
    template_name = "api/swagger.html"
