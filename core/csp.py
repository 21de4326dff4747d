from django.conf import settings


class ContentSecurityPolicyMiddleware:
    """Sends SECURE_CSP as a header. Name and setting are Django 6's, whose own middleware replaces this one."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.policy = "; ".join(" ".join([name, *values]) for name, values in settings.SECURE_CSP.items())

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        return response
