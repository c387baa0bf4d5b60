"""What may leave the programme, and for whom: illustrative figures, and what companies do not share.

A data set is redacted before anything is calculated from it: names, places and amounts are made coarse,
and distances, scores, money, ids and the order of rows follow from the coarse data alone. So whatever is
drawn or written afterwards cannot give away more than the redacted data set does.
"""

from __future__ import annotations

from symgeo.analysis.disclosure.illustrative import order_of_magnitude, withhold_illustrative
from symgeo.analysis.disclosure.redacted_views import redact_view
from symgeo.analysis.disclosure.redaction import COARSE_PRECISION, Redacted, redact
from symgeo.analysis.disclosure.renumbering import BlurredNames
from symgeo.analysis.disclosure.small_groups import LEAST_IN_GROUP, suppress_small_groups

__all__ = [
    "COARSE_PRECISION",
    "LEAST_IN_GROUP",
    "BlurredNames",
    "Redacted",
    "order_of_magnitude",
    "redact",
    "redact_view",
    "suppress_small_groups",
    "withhold_illustrative",
]
