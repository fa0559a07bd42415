"""Removes invisible signs from an export: a row may be older than the cleaning of texts on entry."""

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from texts.cleaning import clean_text

Facts = TypeVar("Facts")


def without_unseen(facts: Facts) -> Facts:
    """The same facts, each of their texts cleaned."""
    if isinstance(facts, str):
        return cast("Facts", clean_text(facts))
    if isinstance(facts, list):
        return cast("Facts", [without_unseen(each) for each in facts])
    if isinstance(facts, dict):
        return cast("Facts", {key: without_unseen(value) for key, value in facts.items()})
    if is_dataclass(facts) and not isinstance(facts, type):
        inside = {each.name: getattr(facts, each.name) for each in fields(facts)}
        return replace(facts, **{name: without_unseen(value) for name, value in inside.items()})
    return facts
