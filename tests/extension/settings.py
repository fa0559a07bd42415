"""The settings of production with the additions of this package, a line each."""

from sessions.cards import kinds
from sessions.cards.kinds import CardKind
from sessions.steps import KINDS, kind_in
from sessions.steps.agendas import AGENDAS, Agenda, PlannedStep
from sessions.voting import METHODS, method_in

METHODS["temperature"] = method_in("tests.extension.temperature")
KINDS["meteo"] = kind_in("tests.extension.meteo")
kinds.KINDS["alliance"] = CardKind("alliance", "Alliance", "avec qui nous avançons")
AGENDAS.append(
    Agenda(
        key="alliances",
        name="Les alliances",
        description="On les raconte, on en tire une balise, on dit laquelle résonne.",
        steps=(
            PlannedStep("meteo", settings={"question": "Qui tient la corde avec vous ?"}),
            PlannedStep("vote", settings={"method": "temperature", "feeling": "Tiède ?"}),
            PlannedStep("bilan"),
        ),
    )
)

# The registries are filled in first: templates and static files of the folders are found by the settings.
from facilitation.settings import *  # noqa: F403
from facilitation.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.extension.apps.ExtensionConfig"]
