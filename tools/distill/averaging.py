"""The mean of two models' weights."""

from __future__ import annotations

from collections.abc import Mapping

from torch import Tensor

__all__ = ["averaged"]


def averaged(one: Mapping[str, Tensor], other: Mapping[str, Tensor], share: float = 0.5) -> dict[str, Tensor]:
    """(1 - share) of `one` and `share` of `other`, weight by weight (Wortsman et al., "Model soups", 2022).

    Raises ValueError for models that are not of one shape.
    """
    if {name: weight.shape for name, weight in one.items()} != {name: weight.shape for name, weight in other.items()}:
        raise ValueError("two models of different shapes have no mean")
    return {
        name: (1 - share) * weight + share * other[name] if weight.is_floating_point() else weight.clone()
        for name, weight in one.items()
    }
