"""300 votes in 10 seconds: how long a POST takes in a full hall, and what a vote costs beside a bare Django view."""

from tests.bench.crowd import Crowd, on_time
from tests.bench.measures import spread
from tests.bench.rows import Bench
from tests.bench.sides import Ours, site
from tests.bench.table import Row, figures, ms, times
from tests.bench.wire import Reply

VOTES, WITHIN = 300, 10.0


async def measure(bench: Bench) -> list[Row]:
    """The hall votes; then the same votes with nobody looking on, in turns with the bare view."""
    instance = bench.stack.enter_context(site(bench.server))
    instance.prepare()
    ours = Ours.on(instance, seats=VOTES, cards=20, step="vote")
    plain = bench.stack.enter_context(
        site(
            bench.server,
            application="tests.bench.bare_asgi:application",
            DJANGO_SETTINGS_MODULE="tests.bench.bare_settings",
        )
    )
    plain.prepare()
    bare = Ours.on(plain, "bare view", seats=VOTES, cards=20, step="vote")
    bench.say("votes: the hall")
    async with Crowd(ours, bench.screens):
        hall = await _vote(bench, ours, WITHIN)
    costs = await _costs(bench, [ours, bare])
    p95, ratio = spread([reply.seconds for reply in hall]), costs["ours"] / costs["bare view"]
    refused = sum(reply.status >= 300 for reply in hall)
    return [
        Row(
            "300 votes in 10 s before 300 screens: p95 of the POST (median, p99)",
            f"{ms(p95.p95)} ({ms(p95.median)}, {ms(p95.p99)}), {refused} refused",
            "–", "–", "< 100 ms",
            p95.p95 < 0.1 and not refused,
            figures(post=p95),
        ),
        Row(
            "server CPU of a vote, nobody looking on",
            ms(costs["ours"]),
            f"bare Django view {ms(costs['bare view'])}",
            times(costs["ours"], costs["bare view"]),
            "≤ 0.8 ×",
            ratio <= 0.8,
            costs,
        ),
    ]  # fmt: skip


async def _vote(bench: Bench, side: Ours, within: float) -> list[Reply]:
    replies: list[Reply] = []

    async def cast(number: int) -> None:
        replies.append(await side.vote(number))

    moments = sorted(bench.random.uniform(0, within) for _ in range(VOTES))
    await on_time(moments, cast)
    return replies


async def _costs(bench: Bench, sides: list[Ours]) -> dict[str, float]:
    spent = {side.name: 0.0 for side in sides}
    turns = int(bench.long(3, 1))
    for side in sides:
        await _vote(bench, side, 3)
    for turn in range(turns):
        for side in sides:
            bench.say(f"votes, round {turn + 1}: {side.name}")
            cpu = side.cpu()
            replies = await _vote(bench, side, bench.long(6, 3))
            spent[side.name] += side.cpu() - cpu
            assert all(reply.status < 300 for reply in replies), f"{side.name} refused a vote"
    return {name: cpu / turns / VOTES for name, cpu in spent.items()}
