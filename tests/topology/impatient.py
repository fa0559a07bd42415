"""The site with servers that wait for one second only, so that no test takes a minute."""

from facilitation import bodies

PATIENCE = 1


def __getattr__(name: str) -> object:
    """Builds the application only when the server asks for it: a test that reads the delays needs no second site."""
    if name != "application":
        raise AttributeError(name)
    from facilitation.asgi import application

    bodies.LONGEST_ARRIVAL = bodies.LONGEST_READING = PATIENCE
    return application
