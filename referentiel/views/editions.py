"""Editions to be read: the list, one of them, its files, two of them side by side, the feed."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from referentiel.editions.citation import citation
from referentiel.editions.comparison import Comparison, compare
from referentiel.editions.contents import document_of
from referentiel.editions.feed import write_feed
from referentiel.editions.formats import FORMATS
from referentiel.models import Edition
from referentiel.offers import offers_for
from referentiel.queries.drawn_editions import drawn
from referentiel.queries.editions import editions, neighbours

SHOWN_IN_WORDS = 12
"""Rewordings that a comparison shows word by word at once. Of more, each is a link away: 300 take a second."""

public_page = cache_control(public=True, no_cache=True)


@require_safe
@public_page
def edition_list(request: HttpRequest) -> HttpResponse:
    """Show the editions, the newest one first."""
    return render(request, "referentiel/editions.html", {"editions": editions()})


@require_safe
@public_page
def edition_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show an edition, from what it keeps and nothing else."""
    edition = get_object_or_404(editions(), number=number)
    before, newest = neighbours(number)
    kept = drawn(edition)
    context = {
        "edition": {
            "number": number,
            "published_on": edition.published_on.isoformat(),
            "title": edition.title,
            "signatories": edition.signatories,
            "removals": edition.removals,
            "foreword": kept.foreword,
            "licence": kept.licence,
        },
        "is_example": kept.is_example,
        "balises": kept.balises,
        "citation": citation(
            title=edition.title,
            number=number,
            day=edition.published_on,
            address=_whole(edition),
        ),
        "formats": FORMATS.values(),
        "offers": offers_for(number),
        "before": before,
        "newest": newest,
    }
    return render(request, "referentiel/edition.html", context)


@require_safe
@public_page
def edition_file(_request: HttpRequest, number: int, form: str) -> HttpResponse:
    """Give an edition as a file: the same edition, the same bytes."""
    chosen = FORMATS.get(form)
    if chosen is None:
        raise Http404
    edition = get_object_or_404(Edition, number=number)
    document = document_of(edition)
    response = HttpResponse(
        chosen.write(document, _whole(edition)), content_type=chosen.content_type
    )
    response["Content-Disposition"] = f'attachment; filename="{chosen.filename(document)}"'
    return response


@require_safe
@public_page
def edition_comparison(request: HttpRequest) -> HttpResponse:
    """Show what changed between two editions: by default, between the last one and the one before."""
    known = list(editions().order_by("number"))
    context: dict[str, object] = {"editions": known}
    if known:
        numbers = [edition.number for edition in known]
        after = _number(numbers, request.GET.get("a", ""), numbers[-1])
        place = max(numbers.index(after) - 1, 0)
        before = _number(numbers, request.GET.get("de", ""), numbers[place])
        kept = {
            row.number: document_of(row)
            for row in Edition.objects.filter(number__in=[before, after])
        }
        comparison = compare(kept[before], kept[after])
        context |= {
            "before": kept[before],
            "after": kept[after],
            "comparison": comparison,
            "in_words": _in_words(comparison, request.GET.get("balise", "")),
        }
    return render(request, "referentiel/edition_comparison.html", context)


def _in_words(comparison: Comparison, asked: str) -> list[str]:
    """The slugs of the rewordings that are shown word by word: all when they are few, otherwise the one asked for."""
    slugs = [one.after["slug"] for one in comparison.reworded]
    return slugs if len(slugs) <= SHOWN_IN_WORDS else [asked]


def _number(numbers: list[int], asked: str, otherwise: int) -> int:
    """The number of an edition that is there, or another one."""
    return next((number for number in numbers if str(number) == asked), otherwise)


@require_safe
@public_page
def edition_feed(_request: HttpRequest) -> HttpResponse:
    """Tell of the editions to whoever follows them with a reader of feeds."""
    site = settings.PUBLIC_URL
    content = write_feed(
        editions(),
        site=site,
        link=site + reverse("referentiel:editions"),
        address=site + reverse("referentiel:edition-feed"),
    )
    return HttpResponse(content, content_type=Atom1Feed.content_type)


def _whole(edition: Edition) -> str:
    """Its address for good, with the name of the site, whatever name the browser has used."""
    return settings.PUBLIC_URL + edition.get_absolute_url()
