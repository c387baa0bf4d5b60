"""What a reader may choose about matching and scoring."""

from __future__ import annotations

from dataclasses import dataclass

from symgeo.errors import UsageError


@dataclass(frozen=True)
class Weights:
    """Weights of the sub-scores, each 0 or more.

    ``fit``, ``quantity``, ``distance`` and ``quality`` weigh feasibility; ``money``, ``climate`` and
    ``barrier`` weigh attractiveness. Each family is divided by its sum.
    """

    fit: float = 0.30
    quantity: float = 0.20
    distance: float = 0.30
    quality: float = 0.20
    money: float = 0.45
    climate: float = 0.35
    barrier: float = 0.20

    def __post_init__(self) -> None:
        """Refuse weights that cannot be normalised."""
        feasibility = (self.fit, self.quantity, self.distance, self.quality)
        attractiveness = (self.money, self.climate, self.barrier)
        if min(*feasibility, *attractiveness) < 0 or not sum(feasibility) or not sum(attractiveness):
            message = "Weights must be 0 or more, and each family needs one above 0."
            raise UsageError(message)


@dataclass(frozen=True)
class Choices:
    """The choices that change the calculation itself (filters only change what is shown).

    Attributes
    ----------
    radius_km : float or None
        Search radius for every resource; None takes each resource's own maximum.
    radius_km_by_resource : tuple of (str, float)
        Search radius of single resources; wins over ``radius_km``.
    radius_share : float
        Share (above 0 to 1) of each resource's own maximum, where no other radius is given.
    weights : Weights or None
        None takes the weights from the parameters table.
    hide_exchanges : bool
        Calculate as if no exchange were recorded and nothing were committed, to check the method.
    use_precedents : bool
        Whether known exchanges of the same trades add to the fit.
    """

    radius_km: float | None = None
    radius_km_by_resource: tuple[tuple[str, float], ...] = ()
    radius_share: float = 1.0
    weights: Weights | None = None
    hide_exchanges: bool = False
    use_precedents: bool = True

    def __post_init__(self) -> None:
        """Refuse radii that are no distances."""
        radii = [radius for _, radius in self.radius_km_by_resource]
        if self.radius_km is not None:
            radii.append(self.radius_km)
        if any(not 0 < radius <= 20_000 for radius in radii):
            message = "A radius must be more than 0 and at most 20,000 km."
            raise UsageError(message)
        if not 0 < self.radius_share <= 1:
            message = "The share of the radius must be more than 0 and at most 1."
            raise UsageError(message)
