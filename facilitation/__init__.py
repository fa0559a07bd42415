"""Connects the parts of the site: settings, addresses and the ASGI entry. Nothing imports this package."""
