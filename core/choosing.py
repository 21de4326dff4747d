"""Which columns a list shows, in which order: chosen on a page of its own, which the list opens in a dialog."""

from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core.listing import COLUMNS, Listing
from core.saved_views import SavedView
from core.screens import ScreenView


class ListTool(ScreenView, TemplateView):
    """A page about a list as its address describes it; alone, or in a dialog over the list."""

    fragment = ""
    """The template of the form alone."""

    def get_template_names(self):
        return [self.fragment if self.request.htmx else "core/list_tool.html"]

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.listing = Listing(self.screen, self.get_queryset(), request)

    def render_to_response(self, context, **response_kwargs):
        response = super().render_to_response(context, **response_kwargs)
        patch_vary_headers(response, ["HX-Request"])
        return response

    def list_address(self, **changes) -> str:
        return self.screen.url("list") + self.listing.address(**changes)

    def tool_context(self, title: str, **context) -> dict:
        return self.get_context_data(
            title=title,
            fragment=self.fragment,
            crumbs=self.crumbs((title, "")),
            back_url=self.list_address(),
            **context,
        )


class ColumnChooser(ListTool):
    """`col`: the chosen columns; `order`: all of them, as they stand in the form."""

    fragment = "core/_columns.html"

    def get(self, request, *args, **kwargs):
        names = [column.name for column in self.listing.columns]
        return self._show(names, names)

    def post(self, request, *args, **kwargs):
        chosen, order = request.POST.getlist("col"), request.POST.getlist("order")
        if moved := request.POST.get("up") or request.POST.get("down"):
            return self._show(_moved(order, moved, -1 if "up" in request.POST else 1), chosen)
        if request.POST.get("do") == "reset":
            self._remember("")
            return redirect(self.list_address(**{COLUMNS: None}))
        columns = self.listing.named(",".join(chosen))
        if not columns:
            return self._show(order, chosen, _("Please choose at least one column."))
        names = ",".join(column.name for column in columns)
        if request.POST.get("do") == "once":
            return redirect(self.list_address(**{COLUMNS: names}))
        self._remember("" if columns == self.listing.usual else names)
        return redirect(self.list_address(**{COLUMNS: None if self.listing.view is None else names}))

    def _remember(self, names: str) -> None:
        habit = SavedView.objects.habit_of(self.request.user, self.screen)
        habit.state = f"{COLUMNS}={names}" if names else ""
        habit.save()

    def _show(self, order: list[str], chosen: list[str], problem: str = ""):
        known = [column.name for column in self.listing.readable]
        places = {name: place for place, name in enumerate(dict.fromkeys([*order, *known]))}
        columns = [
            {
                "name": column.name,
                "label": capfirst(str(column.label_for(self.listing.model))),
                "chosen": column.name in chosen,
            }
            for column in sorted(self.listing.readable, key=lambda column: places[column.name])
        ]
        return self.render_to_response(
            self.tool_context(
                _("Columns of the list"),
                choices=columns,
                problem=problem,
                action=self.screen.url("columns") + self.listing.address(page=self.request.GET.get("page")),
            )
        )


def _moved(order: list[str], name: str, by: int) -> list[str]:
    if name not in order:
        return order
    place = order.index(name)
    rest = [each for each in order if each != name]
    rest.insert(max(0, place + by), name)
    return rest
