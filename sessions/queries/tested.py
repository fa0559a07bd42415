"""The texts of a balise that is put to the test, as they were when it was chosen."""

from collections.abc import Mapping

from referentiel.models import BaliseVersion
from sessions.models import Trial
from sessions.models.proposal import TEXTS


def tested_texts(trial: Trial) -> Mapping[str, str]:
    """Returns the texts that an amendment may change, by column, of the version that is tested (1 query)."""
    version = BaliseVersion.objects.filter(balise=trial.balise_id, number=trial.version).first()
    texts = {name: getattr(version, name) if version else "" for name in TEXTS}
    return {**texts, "statement": trial.statement}


def amended(trial: Trial, texts: Mapping[str, str]) -> dict[str, str]:
    """Returns the texts that an amendment changes: others stay as the référentiel has them (1 query)."""
    tested = tested_texts(trial)
    return {name: text for name, text in texts.items() if text != tested[name]}
