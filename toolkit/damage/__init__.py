"""Damage: places where a text lost characters, or gained some that are not its own."""

from .find import find_damage
from .health import LEAST_HEALTH, Health, text_health
from .mark import Damage

__all__ = ["LEAST_HEALTH", "Damage", "Health", "find_damage", "text_health"]
