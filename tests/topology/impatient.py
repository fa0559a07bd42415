"""The site, with servers that wait for a second only: nobody waits for a test that takes a minute."""

from facilitation import bodies

PATIENCE = 1


def __getattr__(name: str) -> object:
    """The application, which the server asks for; who only asks how long is not given a second site."""
    if name != "application":
        raise AttributeError(name)
    from facilitation.asgi import application

    bodies.LONGEST_ARRIVAL = bodies.LONGEST_READING = PATIENCE
    return application
