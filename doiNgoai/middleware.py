from django.middleware.locale import LocaleMiddleware


class ChosenLanguageMiddleware(LocaleMiddleware):
    """Vietnamese until a person chooses English.

    The browser's own language is not asked: an office PC with an English Windows would otherwise
    show English to a Vietnamese officer.
    """

    def process_request(self, request):
        request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        super().process_request(request)
