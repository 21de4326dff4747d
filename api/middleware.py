"""Under /api/ also what Django itself answers is JSON: an unknown address, a refused host, a failure before the view."""

from http import HTTPStatus

from django.http import JsonResponse

from api.errors import body

PREFIX = "/api/"


class JsonUnderApiMiddleware:
    """No page of the site answers a program, and nothing it is told is kept on the way."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not request.path_info.startswith(PREFIX):
            return response
        if response.status_code >= HTTPStatus.BAD_REQUEST and not self._is_json(response):
            refused = JsonResponse(
                body(response.status_code),
                status=response.status_code,
                json_dumps_params={"ensure_ascii": False},
            )
            if "Allow" in response.headers:
                refused.headers["Allow"] = response.headers["Allow"]
            response = refused
        response.headers["Cache-Control"] = "no-store"
        return response

    def _is_json(self, response) -> bool:
        return response.headers.get("Content-Type", "").startswith("application/json")
