"""What a site is called whose name is not shown."""

from __future__ import annotations

from symgeo.analysis.disclosure import BlurredNames
from symgeo.tables.schema import dictionary
from symgeo.texts import Texts


def blurred_names(texts: Texts) -> BlurredNames:
    """Give the words for sites that are blurred, in the reader's language."""
    return BlurredNames(
        one=texts("audience.site_in", municipality="{municipality}", sector="{sector}"),
        numbered=texts(
            "audience.site_in_numbered",
            municipality="{municipality}",
            sector="{sector}",
            number="{number}",
        ),
        sectors={code: texts(f"data.site_type_{code}") for code in dictionary("sites")["site_type"].codes},
    )
