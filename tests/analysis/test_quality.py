"""Tags and dry matter."""

import numpy as np
import pandas as pd
import pytest

from symgeo.analysis.quality import material_quality


def _quality(
    supply: str, demand: str, supply_dry: float = np.nan, demand_dry: float = np.nan
) -> tuple[float, bool]:
    found = material_quality(
        pd.Series([supply]),
        pd.Series([demand]),
        pd.Series([supply_dry]),
        pd.Series([demand_dry]),
        mixed=0.5,
        other_grade=0.6,
    )
    return float(found.score[0]), bool(found.excluded[0])


def test_what_is_not_stated_costs_nothing() -> None:
    assert _quality("", "polymer=PE") == (1.0, False)


def test_another_kind_is_excluded() -> None:
    assert _quality("mineral=olivine", "mineral=calcite") == (0.0, True)


def test_mixed_and_less_prepared_material_is_worth_less() -> None:
    factor, is_excluded = _quality("polymer=mixed;grade=sorted", "polymer=PE|PVC;grade=regranulate")
    assert factor == pytest.approx(0.3)
    assert not is_excluded


def test_one_common_kind_is_enough() -> None:
    assert _quality("polymer=PE", "polymer=PE|PVC") == (1.0, False)


def test_wet_supply_scores_its_share_of_dry_matter() -> None:
    assert _quality("", "", 46.0, 92.0) == (0.5, False)
    assert _quality("", "", 92.0, 46.0) == (1.0, False)
