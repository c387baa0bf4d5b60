"""Every text a reader sees, in English, bokmål, nynorsk and Swedish."""

from __future__ import annotations

from symgeo.texts.reader import Texts, texts_for

__all__ = ["Texts", "texts_for"]
