"""The clock as pages show it: never what is left while it runs, since a page may be drawn long before it is read."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sessions.models import AtelierSession, Step
from sessions.models.clock import Clock


@dataclass(frozen=True)
class ClockView:
    """The clock of the current step, and the minutes that the step is planned with."""

    step: int
    planned: int
    seen: str
    clock: Clock
    zone: ZoneInfo

    @property
    def ends(self) -> int | None:
        return self.clock.ends

    @property
    def until(self) -> str:
        """The hour of its end where the séance is held: « 15:42 »."""
        ends_at = self.clock.ends_at
        return ends_at.astimezone(self.zone).strftime("%-H:%M") if ends_at else ""

    @property
    def left(self) -> str:
        """What is left while it stands, or what the step is planned with: « 9:05 »."""
        seconds = 60 * self.planned if self.clock.seconds is None else self.clock.seconds
        minutes, seconds = divmod(seconds, 60)
        return f"{minutes}:{seconds:02}"


def clock_view(session: AtelierSession) -> ClockView | None:
    """None unless the séance is open: before and after, nobody needs a clock."""
    step = session.current_step
    if step is None or not session.is_open:
        return None
    return ClockView(step.pk, step.minutes, clock_seen(step), step.clock, session.zone)


def clock_now(session_id: int) -> ClockView | None:
    """The same, as it is in the database now."""
    sessions = AtelierSession.objects.select_related("current_step")
    return clock_view(sessions.get(pk=session_id))


def clock_seen(step: Step) -> str:
    """What a button is drawn for: the step, and its clock as it stands or runs."""
    return f"{step.pk}.{step.clock.mark}"
