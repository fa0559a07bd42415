"""The référentiel in the admin: everything that is remembered can be corrected there."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from referentiel.authors import author_of
from referentiel.commands.collectives import remove_collective
from referentiel.commands.stakes import OrderChanged, promote_stakes
from referentiel.deletion import CarefulAdmin
from referentiel.drawn import DrawnRow
from referentiel.links import PlainLinks
from referentiel.models import (
    Atelier,
    Balise,
    Collective,
    Edition,
    Guest,
    HistoryEntry,
    Organisation,
    Referentiel,
    Resource,
    Season,
    Stake,
    Talk,
    Territory,
)
from referentiel.recording import ReadOnlyAdmin, RecordedAdmin
from texts.search import FoldedSearch


def _order() -> str:
    """The keys of the stakes in their order."""
    return " ".join(
        Stake.objects.order_by("referentiel_id", "position").values_list("key", flat=True)
    )


class OrderActionForm(ActionForm):
    """Carries the order that the list shows, so that two clicks on « Monter d’un rang » move a stake once."""

    seen = forms.CharField(required=False, initial=_order, widget=forms.HiddenInput, label="")


@admin.register(Stake)
class StakeAdmin(RecordedAdmin, FoldedSearch):
    """Shows the stakes: they are reworded and ordered here, added and retired on the pages of their référentiel.

    Each has its sign and its colour in the interface, and its key in past exports.
    """

    list_display = ["referentiel", "position", "short_title", "title", "is_retired"]
    list_display_links = ["short_title"]
    list_filter = ["referentiel", "is_retired"]
    list_select_related = ["referentiel"]
    search_fields = ["short_title", "title"]
    readonly_fields = ["key", "referentiel", "position", "is_retired"]
    fields = ["short_title", "title", *readonly_fields, "why", "seen"]
    actions = ["promote"]
    action_form = OrderActionForm

    @admin.action(description=_("Monter d’un rang"), permissions=["change"])
    def promote(self, request: HttpRequest, queryset: QuerySet[Stake]) -> None:
        """Move the chosen stakes one place up, and say what moved."""
        shown = request.POST.get("seen")
        chosen = set(queryset.values_list("key", flat=True))
        try:
            moved = promote_stakes(
                keys=chosen,
                seen=shown.split() if shown else None,
                author=author_of(request),
            )
        except OrderChanged:
            late = _("L’ordre a changé entre-temps : rien n’a été fait. Vérifiez-le ci-dessous.")
            self.message_user(request, late, messages.WARNING)
            return
        if not moved:
            nothing = _("Rien n’a changé : les enjeux choisis sont déjà en tête.")
            self.message_user(request, nothing, messages.WARNING)
            return
        names = Stake.objects.filter(key__in=moved).values_list("short_title", flat=True)
        words = _("Montés d’un rang : %(names)s.") % {"names": ", ".join(names)}
        self.message_user(request, words, messages.SUCCESS)

    def has_add_permission(self, _request: HttpRequest) -> bool:
        """Refuse a stake here: its key and its rank are made where its référentiel is kept."""
        return False

    def has_delete_permission(self, _request: HttpRequest, _stake: Stake | None = None) -> bool:
        """Refuse to remove a stake."""
        return False


@admin.register(Referentiel)
class ReferentielAdmin(RecordedAdmin, FoldedSearch):
    """Shows the référentiels: they are renamed and described here, added on their own page, never removed."""

    list_display = ["name", "slug", "is_example"]
    search_fields = ["name", "slug", "description"]
    readonly_fields = ["slug"]

    def has_add_permission(self, _request: HttpRequest) -> bool:
        """Refuse one without stakes."""
        return False

    def has_delete_permission(
        self, _request: HttpRequest, _referentiel: Referentiel | None = None
    ) -> bool:
        """Refuse to remove a référentiel."""
        return False


class LastingAddress(admin.ModelAdmin):  # type: ignore[type-arg]
    """The slug is chosen once: whoever has kept an address finds the row there, whatever its name becomes."""

    prepopulated_fields = {"slug": ["name"]}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Lets nobody change the slug of a row that is there."""
        return ["slug"] if obj else []

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Any = None
    ) -> dict[str, Sequence[str]]:
        """Proposes a slug for a new row only."""
        return {} if obj else {"slug": ["name"]}


@admin.register(Organisation)
class OrganisationAdmin(LastingAddress, RecordedAdmin, CarefulAdmin, FoldedSearch):
    """Shows the organisations, by family of actors."""

    list_display = ["name", "family", "description"]
    list_filter = ["family"]
    search_fields = ["name", "slug", "description"]


class CollectiveInline(admin.StackedInline):  # type: ignore[type-arg]
    """Shows the collectives of a season, in the season's own form."""

    model = Collective
    form = DrawnRow
    extra = 0
    fields = [("territory", "wording"), "note", "seen"]
    autocomplete_fields = ["territory"]
    show_change_link = True


@admin.register(Territory)
class TerritoryAdmin(LastingAddress, RecordedAdmin, CarefulAdmin, FoldedSearch):
    """Shows the territories, by kind and by season."""

    list_display = ["name", "kind", "location"]
    list_filter = ["kind", "collectives__season"]
    search_fields = ["name", "slug", "location"]


@admin.register(Season)
class SeasonAdmin(RecordedAdmin, CarefulAdmin, FoldedSearch):
    """Shows the seasons with their collectives."""

    list_display = ["number", "title", "starts_on", "ends_on"]
    list_display_links = ["number", "title"]
    search_fields = ["title", "theme"]
    autocomplete_fields = ["pilots"]
    inlines = [CollectiveInline]


class GuestInline(admin.StackedInline):  # type: ignore[type-arg]
    """Shows the guests of a collective, in the collective's own form."""

    model = Guest
    form = DrawnRow
    extra = 0
    fields = [("organisation", "role"), "seen"]
    autocomplete_fields = ["organisation"]


@admin.register(Collective)
class CollectiveAdmin(RecordedAdmin, CarefulAdmin, FoldedSearch):
    """Shows the collectives, by season and by kind of territory."""

    list_display = ["name", "season", "territory", "note"]
    list_filter = ["season", "territory__kind"]
    list_select_related = ["season", "territory"]
    search_fields = ["territory__name", "wording", "note", "guests__name"]
    autocomplete_fields = ["season", "territory"]
    inlines = [GuestInline]

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Removes collectives with their guests, each of which gets an entry too."""
        for collective in queryset:
            remove_collective(collective, author=author_of(request))


class TalkInline(admin.StackedInline):  # type: ignore[type-arg]
    """Shows the talks of an atelier, in the atelier's own form."""

    model = Talk
    form = DrawnRow
    extra = 0
    fields = ["title", ("speakers", "organisation"), ("duration_minutes", "is_filmed"), "seen"]


@admin.register(Atelier)
class AtelierAdmin(RecordedAdmin, CarefulAdmin, FoldedSearch):
    """Shows the ateliers with their talks."""

    list_display = ["theme", "season", "number", "starts_on", "place"]
    list_filter = ["season"]
    list_select_related = ["season"]
    search_fields = ["theme", "description", "place"]
    autocomplete_fields = ["season"]
    inlines = [TalkInline]


@admin.register(Resource)
class ResourceAdmin(RecordedAdmin, CarefulAdmin, FoldedSearch):
    """Shows the resources, by season and by kind. Their files come by their own pages, which look into them."""

    list_display = ["title", "kind", "season", "audience", "speakers", "duration_minutes"]
    list_filter = ["season", "kind", "audience"]
    list_select_related = ["season"]
    search_fields = ["title", "authors", "speakers", "note"]
    autocomplete_fields = ["season", "atelier"]
    readonly_fields = ["file_name"]
    prepopulated_fields = {"slug": ["title"]}


@admin.register(Balise)
class BaliseAdmin(PlainLinks, ReadOnlyAdmin, FoldedSearch):
    """Balises are kept on their own pages: here they are found, and their history is."""

    list_display = ["statement", "state", "is_example", "heir"]
    list_filter = ["state", "is_example"]
    search_fields = ["statement", "slug"]


@admin.register(Edition)
class EditionAdmin(PlainLinks, ReadOnlyAdmin):
    """Editions are prepared on their own pages, and never change: here they are found."""

    list_display = ["number", "title", "published_on"]
    list_display_links = ["number", "title"]
    fields = ["number", "title", "published_on", "signatories", "removals"]


@admin.register(HistoryEntry)
class HistoryEntryAdmin(PlainLinks, ReadOnlyAdmin):
    """Shows what was changed, by whom, when and why. Nobody can edit it here."""

    list_display = ["at", "author", "event", "noun", "subject", "why"]
    list_filter = ["noun", "event", "at"]
    search_fields = ["author", "why", "subject"]
    date_hierarchy = "at"
