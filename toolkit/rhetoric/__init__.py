"""The rhetoric of rectification: devices, their rates, the passages behind them."""

from .profile import device_passages, device_profile, device_rates, own_characters

__all__ = ["device_passages", "device_profile", "device_rates", "own_characters"]
