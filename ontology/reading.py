"""What was read of one file: values by id, where each stands, and what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from .mistake import Mistake

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """Values by id in file order, with the line each stands on and the mistakes met while reading.

    A row with a mistake is still read as far as it goes, so that one wrong date does not make every row that
    refers to it look wrong too.
    """

    values: Mapping[str, T]
    lines: Mapping[str, int]
    mistakes: tuple[Mistake, ...]
