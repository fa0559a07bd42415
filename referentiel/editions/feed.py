"""The editions as an Atom feed, the newest one first."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from referentiel.models import Edition


def write_feed(editions: Iterable[Edition], *, site: str, link: str, address: str) -> bytes:
    """`link` is the list of editions, `address` that of the feed; both are whole. `site` is where the site begins."""
    feed = Atom1Feed(
        title=_("Éditions du référentiel « Villes pairs »"),
        link=link,
        feed_url=address,
        feed_guid=address,
        description="",
        language="fr",
        author_name=_("Ateliers « Villes pairs »"),
    )
    for edition in editions:
        where = site + edition.get_absolute_url()
        feed.add_item(
            title=_("Édition %(number)s : %(title)s")
            % {"number": edition.number, "title": edition.title},
            link=where,
            unique_id=where,
            description=_summary(edition),
            pubdate=_noon(edition.published_on),
            updateddate=_noon(_changed_on(edition)),
        )
    return feed.writeString("utf-8").encode()


def _summary(edition: Edition) -> str:
    said = [_("Publiée le %(day)s.") % {"day": date_format(edition.published_on, "j F Y")}]
    if edition.removals:
        said.append(_("Un signataire en a été retiré depuis."))
    return " ".join(said)


def _changed_on(edition: Edition) -> date:
    """The day of its publication, or the last day on which a signatory was removed."""
    days = [edition.published_on, *map(date.fromisoformat, edition.removals)]
    return max(days)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), timezone.get_default_timezone())
