"""The article's claims: schema, figures, verdicts that teach, the record, and a room's votes."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from born_into_care.activities import claims, weigh
from born_into_care.activities.article_claims import Claim, draw_test
from born_into_care.activities.record_export import lay_out
from born_into_care.activities.record_file import RecordFile
from born_into_care.documents import to_markdown
from born_into_care.errors import PackError
from tests.support.activity_page import Opener, status
from tests.support.reading import grade
from tests.support.wording import faults


@pytest.mark.parametrize("claim", claims(), ids=lambda claim: claim.key)
def test_a_claim_is_plain_and_tested(claim: Claim) -> None:
    said = [one.says.plain for one in claim.verdicts]
    words = " ".join([claim.text.plain, claim.beside.plain, *said])
    assert faults(words) == [] and grade(words) < 11 and len(set(said)) == 4
    chart = draw_test(claim)
    assert chart is None or chart["spec"]["data"]
    assert claim.sources and all(one.pieces[-1].link for one in claim.sources)


def test_which_verdicts_can_be_defended_is_what_the_evidence_allows() -> None:
    defended = {
        claim.number: {one.id for one in claim.verdicts if one.defended} for claim in claims()
    }
    both, holds = {"holds", "denominator"}, {"holds"}
    assert defended == {
        1: holds, 2: {"disputed"}, 3: both, 4: both, 5: holds, 6: holds, 7: both,
        8: {"denominator"}, 9: {"denominator", "disputed"}, 10: {"reading"}, 11: holds, 12: holds,
        13: holds, 14: {"reading", "denominator"}, 15: {"reading"},
    }  # fmt: skip
    third = claims()[2]
    lead, says = third.judge(third.verdicts[0])
    assert lead == "You can defend that."
    assert says.plain.endswith("You could also defend “Needs its denominator”.")
    with pytest.raises(PackError, match="rise, notice or practice"):
        weigh("end")


def test_a_verdict_is_kept_and_stands_in_the_record(
    file: RecordFile, listen: Callable[[Any], list[dict[str, Any]]]
) -> None:
    widget = weigh("notice")
    heard = listen(widget)
    tenth = widget.spec["claims"][-1]
    name = next(each["name"] for each in tenth["verdicts"] if each["id"] == "reading")
    claim = "".join(part["text"] for part in tenth["text"])
    fields = {"claim": claim, "verdict": "reading", "name": name}
    for entry in ("claim-10", "claim-01"):
        widget.receive({"do": "save", "entry": entry, "fields": fields})
    widget.receive({"do": "hello"})
    assert [each["what"] for each in heard] == ["saved", "problem", "opened"]
    assert heard[-1]["entries"]["claim-10"]["verdict"] == "reading"
    page = to_markdown(lay_out(file.read()))
    assert "1 claim weighed" in page
    assert re.search(r"system under strain.*A reading, not a finding\.", page)


@pytest.mark.browser
def test_a_claim_is_weighed_by_keyboard_tested_and_voted_on(open_page: Opener) -> None:
    page = open_page(weigh("rise"))
    page.get_by_role("button", name="This is my verdict").click()
    expect(status(page, "bic-problem")).to_have_text("Choose one of the four first.")
    page.get_by_role("radio", name="Holds up").focus()
    for key in ("Space", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(status(page)).to_contain_text("You can defend that.")
    expect(page.get_by_role("button", name="Claim 1, signed")).to_be_visible()
    page.get_by_role("button", name="Next claim").click()
    expect(page.locator(".bic-claim")).to_be_focused()
    page.get_by_role("radio", name="Holds up").check()
    page.get_by_role("button", name="This is my verdict").click()
    expect(status(page)).to_contain_text("Hard to defend.")
    page.get_by_text("Test it").click()
    expect(page.locator(".bic-plot .main-svg").first).to_be_visible(timeout=30_000)
    page.get_by_text("How does the room vote?").click()
    for _ in range(3):
        page.get_by_role("button", name="One more for “Disputed”").click()
    page.get_by_label("Votes for “Holds up”").fill("5")
    expect(page.locator(".bic-room")).to_contain_text("8 votes. Most for Holds up: 5.")
    expect(page.get_by_role("row", name=re.compile("Disputed"))).to_contain_text("3 of 8")
