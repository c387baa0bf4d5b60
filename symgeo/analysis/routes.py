"""How a resource travels and how long the way is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from symgeo.analysis.dataset import Parameters
from symgeo.analysis.frames import Columns, numbers, words

FloatArray = npt.NDArray[np.float64]

LINES = ("pipe", "cable", "conveyor")
_DETOUR_BY_COUNTRY = {"NO": "detour.fjord_no", "SE": "detour.inland_se"}


def transport_modes(pairs: pd.DataFrame) -> npt.NDArray[np.object_]:
    """Choose how each pair is carried.

    The resource's own mode; a line longer than the default radius goes over to the resource's
    alternative on wheels or keel, where it has one.

    Parameters
    ----------
    pairs : DataFrame
        With ``transport_mode``, ``alt_mode``, ``default_radius_km`` and ``distance_km``.
    """
    own = pairs["transport_mode"].to_numpy(object)
    other = pairs["alt_mode"].to_numpy(object)
    far = (pairs["distance_km"] > pairs["default_radius_km"]).to_numpy()
    carried = np.isin(other, ("truck", "ship"))
    return np.where(np.isin(own, LINES) & far & carried, other, own)


def route_lengths_km(
    pairs: Columns, modes: npt.NDArray[np.object_], parameters: Parameters
) -> tuple[FloatArray, FloatArray]:
    """Estimate the route and its cautious upper end.

    The straight distance times a detour factor: lines follow roads (1.15), lorries 1.6 in Norway's
    fjord counties and 1.3 in Västernorrland, ships 1.5. Where the straight line crosses open water
    the upper end of a road is the factor for going round; the estimate itself stays, because a
    crossing is a question to the reader and not a verdict.

    Parameters
    ----------
    pairs : Columns
        With ``distance_km``, ``crosses_water_km`` and ``supply_country``.
    modes : ndarray of str
        As :func:`transport_modes` gives them.
    parameters : Parameters
        ``detour.*``.

    Returns
    -------
    tuple of ndarray
        Kilometres: estimate and upper end.
    """
    factor = _detours(pairs, modes, parameters, "value")
    widest = _detours(pairs, modes, parameters, "high")
    around = (numbers(pairs, "crosses_water_km") > 0) & (modes == "truck")
    widest = np.where(around, np.maximum(widest, parameters.parameter("detour.fjord_crossing")), widest)
    straight = numbers(pairs, "distance_km")
    return straight * factor, straight * np.maximum(widest, factor)


def effective_km(pairs: Columns, modes: npt.NDArray[np.object_], parameters: Parameters) -> FloatArray:
    """Give the distance that the score sees.

    Lines: the straight distance. Lorries and ships: straight distance times the detour of this
    country over the ordinary detour of 1.3, so that ordinary roads count as they are.
    """
    straight = numbers(pairs, "distance_km")
    detour = _detours(pairs, modes, parameters, "value") / parameters.parameter("detour.road_default")
    return np.where(np.isin(modes, LINES), straight, straight * detour)


def _detours(
    pairs: Columns, modes: npt.NDArray[np.object_], parameters: Parameters, bound: str
) -> FloatArray:
    country = words(pairs, "supply_country")
    keys = ("detour.pipe", "detour.sea", *_DETOUR_BY_COUNTRY.values())
    cases = [np.isin(modes, LINES), modes == "ship", *(country == code for code in _DETOUR_BY_COUNTRY)]
    return np.select(
        [np.asarray(case, bool) for case in cases],
        [parameters.parameter(key, bound) for key in keys],
        parameters.parameter("detour.road_default", bound),
    )
