"""The site map."""

urlpatterns = []
