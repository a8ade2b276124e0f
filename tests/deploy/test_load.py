"""The load test itself: its sums, its messages, and one small class for real."""

from __future__ import annotations

import asyncio
import csv
import math
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)

from tools.load import report, sizing
from tools.load.hub import Hub
from tools.load.learner import Learner
from tools.load.page import scripts
from tools.load.processes import Cost, LearnerCost
from tools.load.run import Plan, Result, carry_out, share_below
from tools.load.wire import Message, pack, unpack

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs" / "load"


class TestMessages:
    """Against the server's own reading and writing of the same form."""

    def test_the_server_reads_what_a_learner_sends(self):
        message = Message("shell", "comm_msg", {"comm_id": "é", "data": {"n": 1}})
        channel, parts = deserialize_msg_from_ws_v1(pack(message, "a-session"))
        assert channel == "shell"
        assert b"a-session" in parts[0]
        assert parts[3] == b'{"comm_id": "\\u00e9", "data": {"n": 1}}'

    def test_a_learner_reads_what_the_server_sends(self):
        parts = [
            b'{"msg_id": "m", "msg_type": "comm_msg"}',
            b'{"msg_id": "asked"}',
            b"{}",
            b'{"data": {"method": "update"}}',
            b"12345",
            b"678",
        ]
        sent = serialize_msg_to_ws_v1(parts, "iopub")
        message = unpack(sent)
        assert (message.channel, message.kind, message.parent) == ("iopub", "comm_msg", "asked")
        assert message.content == {"data": {"method": "update"}}
        assert message.buffers == 8


class TestSums:
    @given(
        st.lists(st.floats(0, 1e6), min_size=1, max_size=200),
        st.integers(1, 100),
    )
    def test_percentiles_are_those_of_numpy(self, values: list[float], percent: int):
        expected = np.percentile(values, percent, method="inverted_cdf")
        assert share_below(values, percent) == expected

    def test_a_class_of_none_has_no_percentile(self):
        assert math.isnan(share_below([], 95))

    def test_rounding_up(self):
        assert [sizing.up_to(value, 64) for value in (1, 64, 65)] == [64, 64, 128]

    def test_a_failure_or_a_long_wait_is_not_coping(self):
        result = Result(Plan(1, 0, moves=20))
        learner = Learner("a", Hub("", "", "", 0, Path()), seed=0)
        learner.visit.moves = [0.1] * 20
        result.visits = [learner.visit]
        assert report.shortfall(result) == ""
        learner.visit.moves = [0.1] * 18 + [1.5] * 2
        assert report.shortfall(result) == "the 95th percentile of a move was 1.5 s"
        learner.visit.moves = [0.1] * 20
        learner.visit.first_chart = 61.0
        assert report.shortfall(result) == ""
        result.plan = Plan(1, 75, moves=20)
        assert "waited 61 s or longer for the first chart" in report.shortfall(result)
        learner.visit.failure = "saving: it did not"
        assert report.shortfall(result) == "1 learner failed"

    def test_costs_add_up(self):
        cost = LearnerCost(Cost(100, 2), (Cost(80, 1), Cost(70, 1)))
        assert cost.total == Cost(250, 4)


class TestSizing:
    measured = sizing.read()

    def but(self, **values: float) -> dict[str, sizing.Measurement]:
        return {
            name: replace(row, value=values.get(name, row.value))
            for name, row in self.measured.items()
        }

    def test_a_learner_is_guaranteed_more_than_was_measured(self):
        given_now = sizing.size(self.measured)
        assert given_now.memory_guarantee >= self.measured["learner_memory_in_class"].value * 1.25
        assert given_now.memory_limit >= (
            self.measured["learner_memory_all_notebooks"].value * 1.25
        )

    def test_what_grows_costs_more(self):
        now = sizing.row(400, self.measured)
        hungry = sizing.row(400, self.but(learner_memory_in_class=900))
        slow = sizing.row(400, self.but(move_processor=500))
        assert hungry.nodes > now.nodes
        assert hungry.memory > now.memory
        assert slow.nodes > now.nodes
        assert slow.moving_cores == pytest.approx(400 * 0.5 / 2)

    def test_a_node_by_hand(self):
        # 16 GiB less a fifth is 13,107 MiB: 51 learners of 256 MiB. 3.2 cores hold 64 of 0.05.
        size = sizing.Size(256, 1024, 0.05, 1.0, 8)
        assert sizing.learners_on_a_node(size) == 51
        assert sizing.learners_on_a_node(replace(size, cpu_guarantee=0.5)) == 6
        assert sizing.learners_on_a_node(replace(size, memory_guarantee=64)) == 64


class TestReport:
    def test_its_sizing_is_that_of_the_measurements(self):
        page = (DOCS / "README.md").read_text("utf-8")
        assert report.reflowed(report.sizing_text(sizing.read())) in page

    def test_each_learner_of_each_run_has_a_row(self):
        with (DOCS / "runs.csv").open() as file:
            runs = {row["run"]: row for row in csv.DictReader(file)}
        with (DOCS / "learners.csv").open() as file:
            learners = list(csv.DictReader(file))
        for name, run in runs.items():
            rows = [row for row in learners if row["run"] == name]
            assert len(rows) == int(run["learners"])
            assert sum(bool(row["failure"]) for row in rows) == int(run["failures"])

    def test_forty_learners_did_without_a_failure_and_within_a_second(self):
        with (DOCS / "runs.csv").open() as file:
            (run,) = [row for row in csv.DictReader(file) if row["run"] == "class"]
        assert int(run["learners"]) == 40
        assert int(run["moves_each"]) == 30
        assert int(run["failures"]) == 0
        assert float(run["move_p95_ms"]) < 1000

    def test_lines_are_broken_anew(self):
        text = "a\nb\n\n| c |\n\n- d\ne\n- f"
        assert report.reflowed(text) == "a b\n\n| c |\n\n- d e\n- f\n"


def test_a_page_is_as_heavy_as_a_browser_finds_it():
    sizes = [size for _, size in scripts()]
    assert len(sizes) == 88
    assert 10e6 < sum(sizes) < 14e6


def test_a_learner_whom_no_hub_answers_has_failed_and_says_where():
    learner = Learner("a", Hub("http://127.0.0.1:9/hub/api", "t", "", 0, Path()), seed=0)
    asyncio.run(learner.attend(2))
    assert learner.visit.failure.startswith("signing in: ")


@pytest.mark.slow
def test_two_learners_on_a_real_hub():
    before = _servers()
    result = carry_out(Plan(learners=2, ramp=0, moves=2))
    assert [visit.failure for visit in result.visits] == ["", ""]
    for visit in result.visits:
        assert len(visit.moves) == 2
        assert visit.saved is not None
        assert visit.first_chart is not None
        assert visit.server is not None
        assert visit.first_chart > visit.server > 0
    # A server and a kernel that run Python are no smaller than this, and no larger by far.
    assert all(60 < memory < 2000 for memory in result.memory)
    assert len(result.memory) == 2
    assert all(len(cost.kernels) == 1 for cost in result.in_class.values())
    assert result.start_cost > 0
    # All that the hub started has gone with it.
    assert _servers() <= before


def _servers() -> set[str]:
    """The processes of anybody's servers on this machine."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if b"JUPYTERHUB_USER" in entry.read_bytes():
                found.add(entry.parent.name)
    return found
