"""Whom a new hub takes sites from, in words: a site is in one of the staff's own hubs only."""

from __future__ import annotations

from symgeo.storage.own_hubs import Share
from symgeo.texts import Texts


def say_taken(texts: Texts, share: Share) -> tuple[str, ...]:
    """Say, a sentence for each other hub, how many sites come from it."""
    return tuple(texts.plural("hubs.own_taken", count, name=name) for name, count in share.taken.items())
