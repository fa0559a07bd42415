"""The addresses of the rooms, the doors and the front pages, for the table of every address (test_every_address.py)."""

TABLE = """
                      step            anonymous here     elsewhere removed  leader   other
home                  GET  vote       200       200      200       200      200      200
home                  POST vote       >room     >room    >room     >room    >room    >room
robots                GET  vote       200       200      200       200      200      200
healthz               GET  vote       200       200      200       200      200      200
readyz                GET  vote       200       200      200       200      200      200
metrics               GET  vote       200       200      200       200      200      200
login                 GET  vote       200       200      200       200      >list    >list
login                 POST vote       422       422      422       422      >list    >list
login-link            GET  vote       410       410      410       410      410      410
login-link            POST vote       410       410      410       410      410      410
password              GET  vote       >login    >login   >login    >login   200      200
password              POST vote       >login    >login   >login    >login   422      422
admin-login           GET  vote       >login    >login   >login    >login   403      403
admin-password        GET  vote       >password >password >password >password >password >password
logout                POST vote       >home     >home    >home     >home    >home    >home
card-signs            GET  vote       200       200      200       200      200      200
session-list          GET  vote       >login    >login   >login    >login   200      200
session-new           GET  vote       >login    >login   >login    >login   200      200
session-new           POST vote       >login    >login   >login    >login   422      422
room                  GET  vote       >join     200      >join     >join    >cockpit >join
join                  GET  vote       200       >room    200       200      200      200
join                  POST vote       >room     >room    >room     >room    >room    >room
door                  GET  vote       200       200      200       200      200      200
seat                  GET  vote       200       200      200       200      200      200
seat                  POST vote       >room     >room    >room     >room    >room    >room
untrimmed             GET  vote       >room     >room    >room     >room    >room    >room
qr                    GET  vote       200       200      200       200      200      200
seat-qr               GET  vote       403       200      403       403      403      403
cockpit               GET  vote       >login    >login   >login    >login   200      403
projector             GET  vote       403       403      403       403      200      403
screen-link           GET  vote       403       403      403       403      200      403
screen-link           POST vote       403       403      403       403      200      403
news                  GET  vote       403       200      403       403      403      403
resource              GET  vote       >join     404      >join     >join    404      >join
presences             GET  vote       403       403      403       403      200      403
export                GET  vote       >login    >login   >login    >login   200      403
session-edit          GET  vote       >login    >login   >login    >login   200      403
session-edit          POST vote       >login    >login   >login    >login   >cockpit 403
session-opening       POST vote       403       403      403       403      204      403
session-closing       POST vote       403       403      403       403      204      403
step-opening          POST vote       403       403      403       403      204      403
step-clock            GET  vote       403       403      403       403      200      403
step-clock            POST vote       403       403      403       403      204      403
participant-territory GET  vote       403       403      403       403      200      403
participant-territory POST vote       403       403      403       403      200      403
participant-introduction GET vote    403       403      403       403      200      403
participant-introduction POST vote   403       403      403       403      200      403
voices                POST vote       403       403      403       403      204      403
participant-removal   POST vote       403       403      403       403      204      403
participant-erasure   POST vote       403       403      403       403      204      403
card-new              POST recits     403       200      403       403      403      403
card                  GET  recits     403       200      403       403      200      403
card                  POST recits     403       200      403       403      200      403
card-removal          POST recits     403       204      403       403      403      403
card-visibility       POST recits     403       403      403       403      204      403
card-reading          GET  lecture    403       200      403       403      403      403
card-reading          POST lecture    403       200      403       403      403      403
card-discussion       GET  lecture    403       403      403       403      200      403
card-discussion       POST lecture    403       403      403       403      200      403
discussion-end        POST discussion 403       403      403       403      204      403
discussion-cancel     POST discussion 403       403      403       403      204      403
proposal-new          GET  emergence  403       200      403       403      200      403
proposal-new          POST emergence  403       200      403       403      200      403
proposal              GET  emergence  403       200      403       403      200      403
proposal              POST emergence  403       200      403       403      200      403
proposal-sheet        GET  emergence  403       200      403       403      200      403
proposal-merge        GET  merge      403       403      403       403      200      403
proposal-merge        POST merge      403       403      403       403      200      403
proposal-split        POST merge      403       403      403       403      200      403
proposal-support      POST emergence  403       204      403       403      403      403
proposal-visibility   POST emergence  403       403      403       403      204      403
proposal-memory       POST emergence  403       403      403       403      204      403
proposal-version      GET  epreuve    403       403      403       403      200      403
proposal-version      POST epreuve    403       403      403       403      200      403
trials                GET  vote       403       403      403       403      200      403
trials                POST vote       403       403      403       403      200      403
trials-memory         POST vote       403       403      403       403      409      403
trial-answer          GET  epreuve    403       200      403       403      403      403
trial-answer          POST epreuve    403       200      403       403      403      403
amendment-new         GET  epreuve    403       200      403       403      200      403
amendment-new         POST epreuve    403       200      403       403      200      403
trial-dissent         GET  epreuve    403       200      403       403      403      403
trial-dissent         POST epreuve    403       200      403       403      403      403
trajectories          GET  vote       >login    >login   >login    >login   200      403
trajectory-publication GET vote       >login    >login   >login    >login   200      403
trajectory-publication POST vote      >login    >login   >login    >login   422      403
poll-opening          GET  vote       403       403      403       403      200      403
poll-opening          POST vote       403       403      403       403      409      403
poll-closing          POST vote       403       403      403       403      204      403
poll-reopening        POST vote       403       403      403       403      204      403
poll-reveal           POST vote       403       403      403       403      409      403
consent-moment        POST consent    403       403      403       403      204      403
objection-weighing    POST consent    403       403      403       403      409      403
objection-settling    POST consent    403       409      403       403      409      403
consent-round         POST consent    403       403      403       403      409      403
ballot                GET  vote       403       200      403       403      403      403
ballot                POST vote       403       200      403       403      403      403
table-new             GET  vote       403       403      403       403      200      403
table-new             POST vote       403       403      403       403      200      403
table                 GET  vote       403       403      403       403      200      403
table                 POST vote       403       403      403       403      200      403
table-removal         POST vote       403       403      403       403      204      403
referentiel:overview  GET  vote       200       200      200       200      200      200
referentiel:season    GET  vote       200       200      200       200      200      200
referentiel:territory GET  vote       200       200      200       200      200      200
admin:index           GET  vote       >admin    >admin   >admin    >admin   >admin   >admin
"""
"""`>name` is a redirection. The door lets anybody sit down: that is what it is for."""

TARGETS = {
    "session-list": "list",
    "admin-login": "admin",
    "referentiel:season": "season",
    "referentiel:territory": "territory",
    "referentiel:crossings": "crossings",
    "referentiel:crossing-stakes": "stakes",
}
"""Longer names of redirections."""

ABOUT = {
    "step-opening": "bilan",
    "participant-territory": "seat",
    "participant-introduction": "seat",
    "participant-removal": "seat",
    "participant-erasure": "seat",
    "card": "card",
    "card-removal": "card",
    "card-visibility": "card",
    "card-reading": "card",
    "card-discussion": "card",
    "discussion-end": "discussion",
    "discussion-cancel": "discussion",
    "proposal": "proposal",
    "proposal-support": "proposal",
    "proposal-sheet": "proposal",
    "proposal-merge": "kept",
    "proposal-split": "merged",
    "proposal-visibility": "proposal",
    "proposal-memory": "proposal",
    "proposal-version": "amendment",
    "amendment-new": "trial",
    "trial-answer": "trial",
    "trial-dissent": "trial",
    "poll-closing": "poll",
    "poll-reopening": "poll",
    "poll-reveal": "poll",
    "ballot": "poll",
    "consent-moment": "consent",
    "objection-weighing": "consent",
    "objection-settling": "consent",
    "consent-round": "consent",
    "table-new": "poll",
    "table": "poll",
    "table-removal": "poll",
}
"""What the number in an address is the id of."""
