"""Prints the agenda and the kinds of card of each séance as JSON, once boards of it were rendered."""

import json
import os
import sys


def agendas() -> list[dict[str, object]]:
    """By séance: its steps, the kinds of its cards, and for each audience whether its board shows the step."""
    from sessions.audience import AUDIENCES
    from sessions.fragments.boards import render_board
    from sessions.models import AtelierSession

    return [
        {
            "steps": [
                [step.kind_key, step.name, step.instruction, step.minutes, step.title]
                for step in session.steps.all()
            ],
            "made": [[step.settings, step.state] for step in session.steps.all()],
            "cards": list(session.cards.order_by("pk").values_list("pk", "kind")),
            "boards": {
                str(audience): f'id="step-name">{session.current_step}<'
                in render_board(session, audience)
                for audience in AUDIENCES
            },
        }
        for session in AtelierSession.objects.order_by("pk")
    ]


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facilitation.settings")
    django.setup()
    sys.stdout.write(json.dumps(agendas()))
