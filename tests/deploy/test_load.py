"""The load test itself: its sums, its page, and one small class for real."""

import pytest

from tools.load.__main__ import FOLDER, render_page
from tools.load.run import Plan, carry_out
from tools.load.sizing import count_on_a_node


def test_a_node_by_hand():
    # 16 GiB less a fifth is 13,107 MiB: 51 learners of 256 MiB. 3.2 cores hold 64 of 0.05.
    assert count_on_a_node(memory=256, cores=0.05) == 51
    assert count_on_a_node(memory=256, cores=0.5) == 6
    assert count_on_a_node(memory=64, cores=0.05) == 64


def test_the_page_is_made_from_the_tables():
    assert (FOLDER / "README.md").read_text("utf-8") == render_page()


@pytest.mark.slow
def test_two_learners_on_a_real_hub():
    result = carry_out(Plan("two", learners=2, moves=2))
    assert [visit.failure for visit in result.visits] == ["", ""]
    assert all(len(visit.moves) == 2 and visit.first_chart for visit in result.visits)
    # A server and a kernel that run Python are no smaller than this, and no larger by far.
    assert len(result.memory) == 2 and all(60 < memory < 2000 for memory in result.memory)
    assert result.processor > 0
