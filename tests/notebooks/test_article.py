"""All that the article says, and how it is built, can be found by a reader of the walk."""

import html
import re
from collections.abc import Mapping

from nbformat import NotebookNode

from born_into_care.activities import claims, themes
from born_into_care.activities.rich_text import resolve
from tests.support.notebooks import NOTEBOOKS

# What stands in which notebook, by the part of the article that it tells.
STRUCTURE = {
    "who wrote it": ("06", "Fidelma Hanrahan", "February 2025", "Research in Practice"),
    "the programme": (
        "06", "Born into Care", "Centre for Child and Family Justice Research", "SAIL Databank",
        "Swansea", "Nuffield Family Justice Observatory",
    ),
    "Angela": ("07", "Angela", "Giving HOPE", "Claire Mason"),
    "the study": ("07", "eight local authorities", "seven NHS trusts", "foster carers", "delay"),
    "the guidelines": (
        "07", "Mason, Broadhurst, Ward, Barnett and Holmes", "Before birth", "first hearing",
        "going home without the baby", "2023",
    ),
    "three areas": ("08", "agencies", "early in pregnancy", "trauma"),
    "ten key messages": ("08", "ten key messages", "We haven't seen its title"),
    "for whom": ("06", "service managers", "strategic leads", "commissioners", "frontline"),
    "resources": ("06", "films and audio", "questions", "practical suggestions", "policy"),
    "the conference": ("06", "conference"),
    "beside it": ("07", "Birth Charter", "HOPE stands for", "Fathers", "no study of outcomes"),
}  # fmt: skip


def read_shown(notebook: NotebookNode) -> str:
    """Return what a reader of a saved notebook sees as words, on one line."""
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    texts += ["".join(output.get("data", {}).get("text/html", "")) for output in outputs]
    whole = re.sub(r"\]\([^)]*\)|[\[*>|]|<[^>]+>", " ", " ".join(texts))
    return " ".join(html.unescape(whole).split())


def find_lost(notebooks: Mapping[str, NotebookNode]) -> list[str]:
    """Return each part of the article, claim and part of a theme that nobody could find."""
    shown = {number: read_shown(notebooks[number]) for number in ("06", "07", "08")}
    lost = [
        f"{part}: {words}"
        for part, (number, *wanted) in STRUCTURE.items()
        for words in wanted
        if words not in shown[number]
    ]
    lost += [f"claim {one.number}" for one in claims() if not _holds(shown["06"], one.text.plain)]
    for theme in themes():
        row = theme.row
        parts = [row["core_issue"], row["challenge"], *row["good_practice"], *row["policy_ideas"]]
        parts += [theme.title, *theme.reflective_questions, theme.row["suggestions"]["practitioner"][0]]
        lost += [f"{theme}: {one}" for one in parts if not _holds(shown["08"], resolve(one).plain)]
    return lost


def _holds(shown: str, words: str) -> bool:
    # A link leaves a space where it stood.
    return re.sub(r"\W+", "", words) in re.sub(r"\W+", "", shown)


def test_every_part_and_claim_of_the_article_can_be_found() -> None:
    assert find_lost(NOTEBOOKS) == []
    swapped = {**NOTEBOOKS, "06": NOTEBOOKS["07"], "08": NOTEBOOKS["07"]}
    lost = find_lost(swapped)
    assert "claim 10" in lost and "the conference: conference" in lost and len(lost) > 100
