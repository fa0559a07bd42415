"""Wiring: settings, addresses and the ASGI entry. Nothing imports this package."""
