"""The pages that lead to the others: the first page of the site, and the first of each part."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import nbformat

# Folders of the pack that are parts of the site, with the heading of each.
SECTIONS = {"notebooks": "Notebooks", "data": "Evidence", "teaching": "Teaching kit"}

# The page of the site that leads to the built kit.
KIT = "teaching/ready_to_use"

# Pages of the pack about working on it together.
TOGETHER = ("CONTRIBUTING", "CODE_OF_CONDUCT", "CHANGELOG")


def label(page: Path) -> str:
    """Give the title of a page, a notebook's with its number.

    Raises:
        ValueError: if it begins without a title.
    """
    if page.suffix == ".ipynb":
        text = str(nbformat.read(page, as_version=4).cells[0].source)
    else:
        text = page.read_text("utf-8")
    found = re.search(r"^# +(.+)$", text, re.MULTILINE)
    if found is None:
        raise ValueError(f"{page.name} has no title. Begin it with a line such as '# Title'.")
    number = re.match(r"\d\d(?=_)", page.name)
    return f"{number[0]} {found[1]}" if number else found[1]


def followed(text: str) -> str:
    """Give Markdown whose links work on the site.

    A link to a folder leads to the first page of that folder. An anchor in the form that JupyterLab
    gives a heading, with its capitals and signs, gets the form that the site gives it. What has to
    be made in the pack is ready on the site.

    Example:
        >>> followed("[a](run_sheets/) [b](../notebooks/04_days.ipynb#Days,-one-by-one)")
        '[a](run_sheets/README.md) [b](../notebooks/04_days.ipynb#days-one-by-one)'
        >>> followed("| Handouts | `make handouts`, then `build/kit/handouts` |")
        '| Handouts | [here, ready to use](ready_to_use.md) |'
    """
    text = re.sub(
        r"`make \w+`, then `build/kit/[\w/.]+`",
        f"[here, ready to use]({KIT.removeprefix('teaching/')}.md)",
        text,
    )
    text = re.sub(r"\]\((?!\w+:)([^)#\s]+/)\)", lambda link: f"]({link[1]}README.md)", text)
    return re.sub(
        r"(\]\((?!\w+:)[^)#\s]*#)([^)\s]+)(?=\))",
        lambda link: link[1] + re.sub(r"[^\w-]", "", link[2].lower()),
        text,
    )


def write_contents(target: Path, section: str, pages: dict[str, str]) -> None:
    """Write the first page of a part: the pack's own, or a heading, and the list of its pages.

    Parameters:
        target: the folder of the site's sources.
        section: the folder of the part.
        pages: the label of each page by its name, in order.
    """
    own = target / section / "README.md"
    listed = [
        f"{words} <{name.removeprefix(f'{section}/')}>"
        for name, words in pages.items()
        if name != f"{section}/README"
    ]
    shown = "" if not own.exists() else ":hidden:\n"
    text = own.read_text("utf-8") if own.exists() else f"# {SECTIONS[section]}\n"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(f"{text}\n{_tree(listed, shown)}", "utf-8")


def write_home(root: Path, target: Path, notebooks: dict[str, str]) -> None:
    """Write the first page: the pack's own, the notebooks listed before how to install them."""
    readme = followed((root / "README.md").read_text("utf-8"))
    listed = "\n".join(f"- [{words}]({name}.ipynb)" for name, words in notebooks.items())
    readme = readme.replace("\n## ", f"\n## Read it here\n\n{listed}\n\n## ", 1)
    for name in ("LICENSE", "LICENSE-TEXT"):
        if (root / name).exists():
            shutil.copyfile(root / name, target / name)
    together = [name for name in TOGETHER if (root / f"{name}.md").exists()]
    for name in together:
        page = followed((root / f"{name}.md").read_text("utf-8"))
        (target / f"{name}.md").write_text(page, "utf-8")
    tree = _tree(
        [*(f"{words} <{name}/README>" for name, words in SECTIONS.items()), *together], ":hidden:\n"
    )
    (target / "index.md").write_text(f"{readme}\n\n{tree}", "utf-8")


def _tree(entries: list[str], options: str) -> str:
    listed = "\n".join(entries)
    return f"```{{toctree}}\n:maxdepth: 1\n{options}\n{listed}\n```\n"
