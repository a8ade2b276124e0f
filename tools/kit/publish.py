"""The kit on the website: slides, handouts and questions under `kit/`, and a page of them."""

from __future__ import annotations

import html
import shutil
from pathlib import Path

from tools.kit import exports, handouts, slides
from tools.kit.places import notebook_paths
from tools.kit.walk import read

STYLE = (
    "body{font:1.05rem/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;"
    "color:#1f2328}a{color:#0060a0}table{border-collapse:collapse}"
    "th,td{border:1px solid #767f8a;padding:.3rem .6rem;text-align:left}"
)
QUESTIONS = {
    "moodle.xml": "Moodle, as Moodle XML",
    "gift.txt": "Moodle and others, as GIFT text",
    "canvas-qti12.zip": "Canvas, as QTI 1.2",
    "blackboard-qti21.zip": "Blackboard, as QTI 2.1",
    "blackboard-upload.txt": "Blackboard, as an upload of questions",
}


def publish(site: Path) -> list[Path]:
    """Write the kit into a built site, and give the files.

    PDFs are taken from where `make kit` left them: making them needs Chromium and a minute.

    Parameters:
        site: the folder of the site.
    """
    kit = site / "kit"
    decks = slides.build(kit / "slides", root="../../", pages=True)
    written = [*decks, *exports.build(kit / "questions")]
    for source in (slides.FOLDER, handouts.FOLDER):
        for pdf in sorted(source.glob("*.pdf")):
            target = kit / source.name / pdf.name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(pdf, target)
            written.append(target)
    page = kit / "index.html"
    page.write_text(_page(kit), encoding="utf-8")
    return [*written, page]


def _page(kit: Path) -> str:
    rows = "".join(
        f"<tr><th scope='row'>{html.escape(path.stem[:2])} {html.escape(read(path).title)}</th>"
        f"<td>{_link(kit, f'slides/{path.stem}.html', 'slides', path.stem)}</td>"
        f"<td>{_link(kit, f'slides/{path.stem}.pdf', 'slides, PDF', path.stem)}</td>"
        f"<td>{_link(kit, f'handouts/{path.stem}.pdf', 'handout, PDF', path.stem)}</td></tr>"
        for path in notebook_paths()
    )
    questions = "".join(
        f'<li><a href="questions/{name}">{html.escape(words)}</a></li>'
        for name, words in QUESTIONS.items()
    )
    return f"""<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Slides, handouts and questions</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>
<body><main><h1>Slides, handouts and questions</h1>
<p>How to use them is on <a href="../teaching/README.html">the teaching kit's page</a>. Check the
<a href="../teaching/support.html">support routes</a> before a session.</p>
<h2>For each notebook</h2><table><thead><tr><th scope="col">Notebook</th><th scope="col">Slides</th>
<th scope="col">Printed slides</th><th scope="col">Handout</th></tr></thead>
<tbody>{rows}</tbody></table>
<h2>The question bank</h2><ul>{questions}</ul></main></body></html>
"""


def _link(kit: Path, address: str, words: str, name: str) -> str:
    if not (kit / address).exists():
        return "not built"
    # Links of the same words say which notebook they belong to.
    return f'<a href="{address}" aria-label="{words}, notebook {name[:2]}">{words}</a>'
