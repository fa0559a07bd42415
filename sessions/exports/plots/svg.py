"""Figures as SVG, which works inside of a page and as a file of its own."""

from collections.abc import Callable, Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from sessions.document import Bars, Figure, Grid, Stacks, Timeline
from sessions.exports.plots.bars import draw_bars
from sessions.exports.plots.frise import Frise, draw_frise, shared_scale
from sessions.exports.plots.heat import draw_heat
from sessions.exports.plots.stacks import draw_stacks


def _draw_timeline(plot: Timeline) -> Frise:
    return draw_frise(plot.told, shared_scale(plot.among))


KINDS: Mapping[type, tuple[str, Callable[[Any], object]]] = {
    Bars: ("bars", draw_bars),
    Stacks: ("stacks", draw_stacks),
    Grid: ("grid", draw_heat),
    Timeline: ("timeline", _draw_timeline),
}
"""For each kind of plot: its template, and what works out its geometry."""


def draw(figure: Figure) -> SafeString:
    """One `svg` element, with its title and description in it."""
    template, geometry = KINDS[type(figure.plot)]
    context = {"figure": figure, "plot": geometry(figure.plot)}
    return render_to_string(f"sessions/plots/{template}.html", context)
