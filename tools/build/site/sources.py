"""The sources of the site: the pack's own notebooks and pages, made ready for Sphinx."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import nbformat

from born_into_care.activities.prediction import AFTER_GUESS, veil
from born_into_care.charts.headline import NOTEBOOKS as PICTURES
from born_into_care.charts.headline import headline
from born_into_care.errors import PackError
from tools.build.cell_content import chart_data
from tools.build.links import relocate_from, relocate_html
from tools.build.notebook import Call, read_notebook
from tools.build.pack import render, write_text
from tools.build.questions import FILES
from tools.build.site.cells import find_picture, show_cell, write_activity

HOME_TITLE = "How many newborn babies come before the family courts?"
HOME_CARE = (
    "*These figures are about real babies and parents. If that is close to you, "
    "[here is where to turn](teaching/support.md). In danger now? Call 999.*"
)
GUESS = "short-notice-england-2019-20"
QUESTION = (
    "Think of a hundred newborn babies in care proceedings in England in 2019/20. For how many was "
    "the first hearing less than seven days after the council applied to the court?"
)
ONLY_PYTHON = re.compile(
    r"Shift\W+and\W+Enter|\b[Rr]un (?:the|both|it|all|this cell)\b"
    r"|[Tt]ype [^.]*\bin a (?:new )?cell\b|[Cc]hange one number|`\w+\("
)
VEILED = {5: "How long do parents have?", 7: "Does it matter where?"}

# Folders of the pack that are parts of the site, with the heading of each.
SECTIONS = {"notebooks": "Notebooks", "data": "Evidence", "teaching": "Teaching kit"}
# The page of the site that leads to the built kit.
KIT = "teaching/ready_to_use"
# Pages of the pack about working on it together, and the licences that they lead to.
TOGETHER = (
    "CONTRIBUTING.md",
    "CODE_OF_CONDUCT.md",
    "SECURITY.md",
    "CHANGELOG.md",
    "LICENSE",
    "LICENSE-TEXT",
)


def write_sources(root: Path, target: Path, extra: Path) -> None:
    """Write the sources of the site.

    Parameters:
        root: the pack.
        target: an empty folder.
        extra: a folder for the notebooks as they are, to be downloaded beside their pages.

    Raises:
        PackError: if a notebook was not saved with its outputs, or was saved with an error.
    """
    hidden = shutil.ignore_patterns(".*", "_*")
    for section in SECTIONS:
        shutil.copytree(root / section, target / section, ignore=hidden)
    for name in TOGETHER:
        shutil.copyfile(root / name, target / name)
    for page in target.rglob("*.md"):
        # A row of the evidence is folded, and no line of a page's contents.
        depth = "---\ntocdepth: 2\n---\n" if page.parent.name == "data" else ""
        write_text(page, depth + follow_links(page.read_text("utf-8")))
    # The address that opens the first notebook on Binder, once the pack has one of its own.
    binders = re.findall(r"(?m)^\[binder\]: (\S+)$", (root / "README.md").read_text("utf-8"))
    binder = next((address for address in binders if "OWNER" not in address), None)
    titles = {}
    for path in sorted(target.rglob("*.ipynb")):
        download = extra / path.relative_to(target)
        download.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, download)
        _show_outputs(path, download.parent, binder)
        if path.parent.name == "notebooks":
            titles[path.stem] = f"{path.stem[:2]} {read_notebook(download).title}"
    _write_contents(target, titles)


def follow_links(text: str) -> str:
    """Return Markdown whose links work on the site.

    A link to a folder leads to the first page of that folder. An anchor in the form that JupyterLab
    gives a heading, with its capitals and signs, gets the form that the site gives it. What has to
    be made in the pack is ready on the site.

    Example:
        >>> follow_links("[a](run_sheets/) [b](../notebooks/04_days.ipynb#Days,-one-by-one)")
        '[a](run_sheets/README.md) [b](../notebooks/04_days.ipynb#days-one-by-one)'
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


def drop_python(text: str) -> str:
    """Return a notebook's Markdown without sentences on what only Python can do.

    Example:
        >>> drop_python("Press **Shift** and **Enter**. Then look.\\n- Run the cell.\\n- Ask.")
        'Then look.\\n- Ask.'
    """
    lines = []
    for line in text.split("\n"):
        mark, body = re.match(r"(\s*(?:> ?|[-*] |\d+\. )*)(.*)", line).groups()  # type: ignore[union-attr]
        sentences = re.split(r"(?<=[.?!]) +", body)
        kept = [one for one in sentences if not ONLY_PYTHON.search(one)]
        if kept or not body:
            lines.append(line if len(kept) == len(sentences) else mark + " ".join(kept))
    return "\n".join(lines)


def _show_outputs(path: Path, pictures: Path, binder: str | None) -> None:
    """Put into each code cell of a notebook what a page shows.

    The picture of a chart goes into a folder beside the page.
    """
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        if cell.cell_type == "markdown":
            cell.source = drop_python(follow_links(cell.source))
            continue
        try:
            picture = find_picture(cell)
            name = f"{path.stem}-{cell.id}.png" if picture else ""
            if picture:
                (pictures / name).write_bytes(picture)
            shown = show_cell(cell, name)
        except ValueError as error:
            raise PackError(
                f"The cell {cell.id!r} of {path.name} is not ready to be shown: {error}. "
                "Run 'make notebooks', which runs each notebook and saves what it shows."
            ) from error
        if shown and AFTER_GUESS in tags:
            shown = veil(shown)
        output = nbformat.v4.new_output("display_data", data={"text/html": shown})
        cell.outputs = [output] if shown else []
        cell.metadata["tags"] = ["remove-input" if cell.id == "set-up" else "hide-input"]
        if "solution" in tags:
            cell.metadata["tags"] = ["hide-cell"]
            cell.metadata["mystnb"] = {"code_prompt_show": "Show one answer"}
    here = render("site_here.html.j2", name=path.name, binder=binder)
    places = [place for place, cell in enumerate(notebook.cells) if cell.id == "box"] or [0]
    notebook.cells.insert(places[0] + 1, nbformat.v4.new_markdown_cell(here, id="here"))
    notebook.metadata.pop("born_into_care", None)
    nbformat.write(notebook, path)


def _write_contents(target: Path, titles: Mapping[str, str]) -> None:
    """Write the first page of each part, and the site's: the pack's own, with what it leads to."""
    for section, heading in SECTIONS.items():
        own = target / section / "README.md"
        # Sphinx takes other pages' titles from the pages.
        pages = [f"{title} <{name}>" for name, title in titles.items()]
        pages = pages if section == "notebooks" else ["**"]
        text = own.read_text("utf-8") if own.exists() else f"# {heading}\n"
        tree = render("toctree.md.j2", pages=pages, hidden=own.exists())
        write_text(own, f"{text}\n{tree}")
    pages = [f"{heading} <{name}/README>" for name, heading in SECTIONS.items()]
    pages += [name.removesuffix(".md") for name in TOGETHER if name.endswith(".md")]
    tree = render("toctree.md.j2", pages=pages, hidden=True)
    text = f"# {HOME_TITLE}\n\n{HOME_CARE}\n\n{tree}"
    output = nbformat.v4.new_output("display_data", data={"text/html": write_home(titles)})
    cells = [
        nbformat.v4.new_markdown_cell(text, id="title"),
        nbformat.v4.new_code_cell(
            "pictures", id="home", outputs=[output], metadata={"tags": ["remove-input"]}
        ),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), target / "index.ipynb")


def write_home(titles: Mapping[str, str]) -> str:
    """Return what the site's first page shows below its title, as HTML.

    Parameters:
        titles: of each notebook, by its name.
    """
    charts = [headline(number=number) for number in range(1, len(PICTURES) + 1)]
    pictures = [
        {
            "chart": chart,
            "data": chart_data(chart),
            "notebook": name,
            "more": titles.get(name, name),
        }
        for chart, name in zip(charts, PICTURES, strict=True)
    ]
    guess = write_activity(Call("predict", (GUESS,), {"question": QUESTION}))
    text = render(
        "site_home.html.j2",
        guess=guess,
        pictures=pictures,
        # What would give the guess on this page away, and the one that notebook 05 asks for: their
        # titles give it away, too.
        veiled=VEILED,
        questions=FILES,
        titles=titles,
    )
    return relocate_html(text, relocate_from("notebooks", "", pages=True))
