"""What is put before a room, one thing at a time: slides, handouts and the app show the same."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tools.build.cell_content import describe_call
from tools.build.links import to_plain
from tools.build.notebook import Call, Section

ASK = re.compile(r"\*\*(?:Ask|Discuss)\.\*\*\s*(.+?)(?=\n\n|\Z)", re.DOTALL)
# A screen of its own for what these show; the rest is for one who works alone.
SHOWN = {"show", "show_example", "explore", "predict", "reflect", "plan", "themes_panel"}
MOST_WORDS = 25


@dataclass
class Screen:
    """One thing before a room: a guess, a picture, a question.

    Attributes:
        name: the id of its cell; a question's has "-ask" behind it.
        title: its heading.
        call: the call of a verb that it shows; a question shows none.
        shown: what the call shows, as `describe_call` gives it.
        notes: what the notebook says there, as Markdown, for who speaks.
        about: the name of the picture that a question is about; empty where there was none.
    """

    name: str
    title: str
    call: Call = field(default_factory=Call)
    shown: dict[str, Any] = field(default_factory=lambda: describe_call(Call()))
    notes: list[str] = field(default_factory=list)
    about: str = ""


def list_screens(sections: Sequence[Section]) -> list[Screen]:
    """Return the screens of some sections of a notebook, in order.

    Example:
        >>> from tools.build.notebook import Block
        >>> section = Section("Births", (Block("a", text="They fell. **Ask.** Why? Say."),))
        >>> [screen.title for screen in list_screens([section])]
        ['Why?']
    """
    screens: list[Screen] = []
    for section in sections:
        waiting: list[str] = []
        for screen in _find_screens(section):
            if isinstance(screen, str):
                (screens[-1].notes if screens and not waiting else waiting).append(screen)
                continue
            screen.notes = waiting + screen.notes
            waiting = []
            pictures = [one.name for one in screens if one.shown["chart"]]
            screen.about = pictures[-1] if pictures else ""
            screens.append(screen)
    return screens


def _find_screens(section: Section) -> Iterator[Screen | str]:
    """Each screen of a section, and each text that belongs to the screen around it."""
    for block in section.blocks:
        if block.call.verb in SHOWN:
            shown = describe_call(block.call)
            yield Screen(block.cell, _name_screen(shown, section.title), block.call, shown)
        if block.text:
            yield block.text
        for ask in ASK.findall(block.text):
            notes = [f"A way to answer: {block.folded}"] if block.folded else []
            yield Screen(f"{block.cell}-ask", shorten_question(to_plain(ask)), notes=notes)


def _name_screen(shown: dict[str, Any], title: str) -> str:
    if shown["explorer"]:
        return str(shown["explorer"].question)
    if shown["chart"]:
        return str(shown["chart"].title)
    if shown["prediction"]:
        return shorten_question(shown["prediction"].stem.plain)
    return shorten_question(shown["asked"]) if shown["asked"] else title


def shorten_question(text: str) -> str:
    """Return what a question asks, in words that fit a wall.

    Example:
        >>> shorten_question("The band is wide. Why? Write two reasons down, then compare.")
        'The band is wide. Why?'
    """
    sentences = re.split(r"(?<=[.?!]) +", " ".join(text.split()))
    asked = [place for place, sentence in enumerate(sentences) if sentence.endswith("?")] or [0]
    chosen = asked[:1]
    # What leads up to it, then what else is asked, as far as there is room.
    for place in [*range(asked[0] - 1, -1, -1), *asked[1:]]:
        if len(" ".join(sentences[one] for one in [*chosen, place]).split()) > MOST_WORDS:
            break
        chosen.append(place)
    return " ".join(sentences[place] for place in sorted(chosen))
