"""Licences under which an edition can be published. The first one is proposed."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Licence:
    """Its name, and where its text is; without an address where nothing is granted."""

    name: str | Promise
    url: str


LICENCES: Mapping[str, Licence] = {
    "cc-by-sa-4.0": Licence(
        "CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/deed.fr"
    ),
    "cc-by-4.0": Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/deed.fr"),
    "cc-by-nc-nd-4.0": Licence(
        "CC BY-NC-ND 4.0", "https://creativecommons.org/licenses/by-nc-nd/4.0/deed.fr"
    ),
    "lo-2.0": Licence(
        _("Licence Ouverte 2.0"), "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
    ),
    "all-rights-reserved": Licence(_("Tous droits réservés"), ""),
}
