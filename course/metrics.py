"""What the course tells Prometheus. Labels take few values: no learner, question or run is ever one."""

from prometheus_client import Counter, Gauge, Histogram

ANSWERS = Counter(
    "slicewise_answers", "Answers sent: right, wrong, kept (a test), repeated, refused, failed", ["outcome"]
)
ANSWER_SECONDS = Histogram(
    "slicewise_answer_seconds",
    "Judging and storing one answer",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
)
RUNS = Counter(
    "slicewise_runs",
    "Runs of experiments: asked (known ones too), busy (not taken), done, cancelled, failed",
    ["size", "outcome"],
)
RUN_SECONDS = Histogram(
    "slicewise_run_seconds", "Computing one run", ["size"], buckets=(0.01, 0.05, 0.1, 0.5, 1, 5, 20, 60, 300)
)
BOARDS_OPEN = Gauge(
    "slicewise_boards_open", "Boards of Friday the 13th that are watched", multiprocess_mode="livesum"
)
BOARD_SOCKETS_OPEN = Gauge("slicewise_board_sockets_open", "Sockets at boards", multiprocess_mode="livesum")


def size(long: bool) -> str:
    """The label of a run: quick ones are waited for, long ones go on without the page."""
    return "long" if long else "quick"
