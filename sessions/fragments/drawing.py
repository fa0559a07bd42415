"""Draws fragments: one template per kind, rendered once for an audience, never for a person."""

import hashlib
import pickle
import re
from collections.abc import Callable, Iterable, Mapping

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from sessions.audience import Audience
from sessions.fragments import FRAGMENTS
from sessions.fragments.registry import Context, Fragment, ListFragment, SingleFragment
from sessions.kept import MEBIBYTE, Kept, text_bytes
from sessions.models import AtelierSession


class Loads:
    """What was loaded of a room at one moment. Audiences that see the same share what was loaded."""

    def __init__(self, session: AtelierSession) -> None:
        self.session = session
        self._singles: dict[tuple[Callable[..., Context], str], Context] = {}
        self._lists: dict[tuple[str, str, bool, tuple[int, ...]], Mapping[int, Context]] = {}

    def single(self, kind: SingleFragment, audience: Audience) -> Context:
        """The context of a kind of which there is one. Kinds that load the same share it."""
        key = (kind.load, audience.language)
        if key not in self._singles:
            self._singles[key] = kind.load(self.session)
        return self._singles[key]

    def some(self, kind: ListFragment, ids: list[int], audience: Audience) -> Mapping[int, Context]:
        """Contexts by id, for those of these ids that the audience may see."""
        key = (kind.key, audience.language, audience.sees_hidden, tuple(ids))
        if key not in self._lists:
            self._lists[key] = kind.load(self.session, audience.sees_hidden, ids)
        return self._lists[key]


def render(loads: Loads, changed: Iterable[str], audience: Audience) -> str:
    """The current HTML of the changed fragments that this audience sees, one after another.

    A fragment that is gone, or that this audience may not see, becomes an empty element marked `data-gone`.
    The number of queries depends on the kinds of fragments, never on how many fragments there are.
    """
    singles, lists = _sort(changed)
    with override(audience.language):
        parts = [_render_single(loads, kind, audience) for kind in singles if kind.is_for(audience)]
        for kind, ids in lists:
            if kind.is_for(audience):
                parts += _render_list(loads, kind, ids, audience)
    return "".join(parts)


def _sort(
    changed: Iterable[str],
) -> tuple[list[SingleFragment], list[tuple[ListFragment, list[int]]]]:
    kinds: dict[str, Fragment] = {fragment.key: fragment for fragment in FRAGMENTS}
    singles: list[SingleFragment] = []
    lists: dict[str, tuple[ListFragment, list[int]]] = {}
    for fragment in sorted(set(changed)):
        key, _, number = fragment.rpartition("-")
        many, one = kinds.get(key), kinds.get(fragment)
        if isinstance(many, ListFragment):
            lists.setdefault(key, (many, []))[1].append(int(number))
        elif isinstance(one, SingleFragment):
            singles.append(one)
        else:
            raise KeyError(fragment)
    return singles, list(lists.values())


def _render_single(loads: Loads, kind: SingleFragment, audience: Audience) -> str:
    return _to_html(kind.key, loads.session, audience, loads.single(kind, audience))


def _render_list(
    loads: Loads, kind: ListFragment, ids: list[int], audience: Audience
) -> Iterable[str]:
    found = loads.some(kind, ids, audience)
    for number in ids:
        if number in found:
            yield piece(kind.key, loads.session, audience, found[number])
        else:
            yield f'<div id="{kind.id(number)}" data-gone></div>'


_pieces: Kept[bytes, str] = Kept(24 * MEBIBYTE, text_bytes)
"""A room of 300 cards has 900, one for each audience: some 6 MiB."""


def piece(kind: str, session: AtelierSession, audience: Audience, context: Context) -> str:
    """One fragment of a kind of which there are many. It is rendered again only when what it shows changes.

    The key of the cache holds everything that goes into the template, so that no change has to drop anything from
    the cache. Of the séance, templates of lists may only use the code and the time zone. What a template rendered
    is not escaped again where another template includes it.
    """
    shown = pickle.dumps((kind, audience, session.code, session.time_zone, context))
    key = hashlib.blake2b(shown, digest_size=20).digest()
    html = _pieces.get(key)
    if html is None:
        html = _to_html(kind, session, audience, context)
        _pieces.put(key, html)
    return html


def _to_html(kind: str, session: AtelierSession, audience: Audience, context: Context) -> str:
    template = f"sessions/fragments/{kind.replace('-', '_')}.html"
    with timezone.override(session.zone):
        told = {**context, "session": session, "audience": audience}
        return tight(render_to_string(template, told))


_BETWEEN_TAGS = re.compile(r">\s*\n\s*<")
_BESIDE_A_BLOCK = re.compile(r"> (?=</?(?:article|h[2-4]|p)\b)")


def tight(html: SafeString) -> SafeString:
    """The HTML without the indentation of templates: one space replaces a line end between two tags, and none stands
    before a paragraph, a title or an article, which begin a line anyway.

    A browser shows all alike. What people typed stays as it is: an escaped text has neither `<` nor `>`, so its
    line ends never stand between two tags.
    """
    spaced = _BETWEEN_TAGS.sub("> <", html).strip()
    return mark_safe(_BESIDE_A_BLOCK.sub(">", spaced))  # noqa: S308
