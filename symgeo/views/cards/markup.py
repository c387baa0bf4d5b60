"""Pieces of HTML for cards; every text is escaped unless it is `Markup` already.

The HTML is made for ``st.html``, whose sanitiser keeps ordinary elements, classes, styles, ``lang``,
``scope``, ``role`` and ``aria-`` attributes and takes away scripts and SVG: bars are plain elements.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from symgeo.texts import Texts
from symgeo.vocabulary import Evidence

NOTHING = Markup("")


def element(tag: str, *content: str, **attributes: str) -> Markup:
    """Write one element.

    Parameters
    ----------
    tag : str
        Name of the element, from the programme, never from data.
    *content : str
        Texts (escaped) and Markup (kept).
    **attributes : str
        ``class_`` gives ``class``, ``aria_hidden`` gives ``aria-hidden``; empty ones are left out.
    """
    written = [
        Markup(' {}="{}"').format(name.rstrip("_").replace("_", "-"), value)
        for name, value in attributes.items()
        if value
    ]
    return Markup("<{}{}>{}</{}>").format(tag, join(written), join(content), tag)


def join(pieces: Iterable[str]) -> Markup:
    """Put pieces one after another; texts are escaped."""
    return NOTHING.join(escape(piece) for piece in pieces)


def heading(level: int, text: str) -> Markup:
    """Write a heading of a level from 1 to 6."""
    return element(f"h{min(level, 6)}", text)


def section(level: int, title: str, *content: str) -> Markup:
    """Write a part of a card with its heading; nothing where it has no content."""
    if not any(content):
        return NOTHING
    return element("section", heading(level, title), *content, class_="sg-card-part")


def facts(pairs: Iterable[tuple[str, str]], css_class: str = "sg-facts") -> Markup:
    """Write pairs of term and description; pairs without description are left out."""
    rows = [
        element("div", element("dt", term), element("dd", description))
        for term, description in pairs
        if description
    ]
    return element("dl", *rows, class_=css_class) if rows else NOTHING


def table(caption: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    """Write a table; the first cell of each row is its heading.

    On a phone a row becomes a block, and each cell tells its column (``data-label``).
    """
    head = element("tr", *(element("th", text, scope="col") for text in headings))
    body = [
        element(
            "tr",
            element("th", row[0], scope="row"),
            *(element("td", cell, data_label=text) for cell, text in zip(row[1:], headings[1:], strict=True)),
        )
        for row in rows
    ]
    return element(
        "table",
        element("caption", caption),
        element("thead", head),
        element("tbody", *body),
        class_="sg-table",
    )


def bullets(items: Iterable[str]) -> Markup:
    """Write a list; nothing where it is empty."""
    lines = [element("li", item) for item in items]
    return element("ul", *lines, class_="sg-list") if lines else NOTHING


def english(text: str, css_class: str = "") -> Markup:
    """Mark a text that has no translation, such as a web address, as English."""
    return element("span", text, lang="en", class_=css_class) if text else NOTHING


def reference(text: str, texts: Texts) -> Markup:
    """Write a text of a reference table, marked as English where it has no translation."""
    if not text:
        return NOTHING
    return escape(texts.reference(text)) if texts.is_translated(text) else english(text)


def source(text: str, texts: Texts) -> Markup:
    """Write where something is from; nothing where that is not told, or only that it is an example.

    What is said in words is translated, the names of papers and web sites stay.
    """
    if text in ("", Evidence.ILLUSTRATIVE.value):
        return NOTHING
    return element("span", texts("card.source"), " ", reference(text, texts), class_="sg-card-source")
