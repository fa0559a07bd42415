"""The additions that need the models, a line each."""

from django.apps import AppConfig


class ExtensionConfig(AppConfig):
    name = "tests.extension"
    label = "extension"

    def ready(self) -> None:
        """Adds to the lists what the package brings."""
        from sessions.exports.formats import FORMATS
        from sessions.fragments import FRAGMENTS
        from sessions.panels import PANELS, Panel
        from tests.extension.alliances import ALLIANCES
        from tests.extension.outline import OUTLINE

        FORMATS[OUTLINE.key] = OUTLINE
        FRAGMENTS.append(ALLIANCES)
        PANELS["meteo"] = Panel("meteo", "extension/meteo_panel.html", heading="La météo")
