"""A briefing as one HTML file that needs nothing else: no script, no font, no network."""

from __future__ import annotations

from html import escape

from born_into_care.briefing.blocks import (
    Block,
    Document,
    Heading,
    Items,
    Paragraph,
    Picture,
    Sources,
    Table,
)
from born_into_care.briefing.drawing import svg

_STYLE = """
@page { size: A4; margin: 13mm 15mm }
* { box-sizing: border-box }
body { margin: 0; color: #1F2328; background: #FFFFFF; font: 15px/1.45 system-ui, -apple-system,
  "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
  font-variant-ligatures: none }
main { max-width: 46rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 1.55em; line-height: 1.2; margin: 0 0 .4em }
h2 { font-size: 1.15em; margin: 1.1em 0 .3em; color: #00476F }
p, ul, ol { margin: .35em 0 }
ul, ol { padding-left: 1.3em }
li { margin: .15em 0 }
.strong { border-left: 4px solid #B34700; padding: .3em .7em; background: #F6F7F9;
  font-weight: 600 }
.banner { border: 2px solid #B34700; padding: .4em .7em }
table { border-collapse: collapse; width: 100%; margin: .5em 0; font-size: .9em }
caption { text-align: left; font-weight: 600; padding-bottom: .25em }
th, td { border-bottom: 1px solid #8C959F; padding: .22em .45em; text-align: left;
  vertical-align: top }
thead th { border-bottom: 2px solid #1F2328 }
.note { font-size: .88em }
figure { margin: .5em 0 }
figcaption { font-weight: 600 }
svg { width: 100%; height: auto; display: block }
.scroll { overflow-x: auto }
.sources { font-size: .88em }
a { color: #00476F }
a:focus-visible, .scroll:focus-visible { outline: 3px solid #B34700; outline-offset: 2px }
@media print {
  body { font-size: 9.8pt; line-height: 1.36 }
  main { max-width: none; padding: 0 }
  .page { break-before: page; margin-top: 0 }
  table, figure, li, .strong { break-inside: avoid }
  h2 { break-after: avoid }
  a { color: inherit }
  svg { max-height: 82mm }
  .sources { font-size: 8pt; line-height: 1.25 }
  .sources li { margin: 0 }
}
"""


def html(document: Document) -> str:
    """Give a briefing as the text of one HTML file.

    Parameters:
        document: the briefing.
    """
    body = "".join(block_html(block, number) for number, block in enumerate(document.blocks))
    banner = (
        '<p class="banner"><strong>Illustrative.</strong> The values were made by a script to '
        "practise on. They are not published figures, and no row stands for a baby.</p>"
        if document.illustrative
        else ""
    )
    first, rest = [*body.split("</h1>", 1), ""][:2]
    return (
        f'<!DOCTYPE html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n'
        # Were a text from a file ever to slip through unescaped, nothing in it could run or load.
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{first}</h1>\n{banner}{rest}\n</main>\n</body>\n</html>\n"
    )


def block_html(block: Block, number: int) -> str:
    """Give one block as HTML; `number` keeps the ids of pictures apart."""
    if isinstance(block, Heading):
        page = ' class="page"' if block.page else ""
        return f"\n<h{block.level}{page}>{escape(block.text)}</h{block.level}>"
    if isinstance(block, Paragraph):
        kind = ' class="strong"' if block.strong else ""
        return f"\n<p{kind}>{escape(block.text)}</p>"
    if isinstance(block, Items):
        tag = "ol" if block.numbered else "ul"
        return f"\n<{tag}>" + "".join(f"<li>{escape(i)}</li>" for i in block.items) + f"</{tag}>"
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Picture):
        return (
            f"\n<figure><figcaption>{escape(block.title)}</figcaption>"
            f"{svg(block, key=f'picture-{number}')}"
            f'<p class="note">{escape(block.description)}</p></figure>'
        )
    return _sources(block)


def _table(table: Table) -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in table.head)
    rows = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in table.rows
    )
    note = f'<p class="note">{escape(table.note)}</p>' if table.note else ""
    # A table that scrolls sideways on a phone has to be reachable by keyboard.
    return (
        f'\n<div class="scroll" tabindex="0" role="region" aria-label="{escape(table.caption)}">'
        f"<table><caption>{escape(table.caption)}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>{note}"
    )


def _sources(sources: Sources) -> str:
    items = "".join(f"<li>{escape(text)}{_link(address)}</li>" for text, address in sources.items)
    return f'\n<ol class="sources">{items}</ol>'


def _link(address: str) -> str:
    """An address as a link; only web addresses become one."""
    if not address.startswith(("https://", "http://")):
        return ""
    shown = address.split("//", 1)[1].split("/", 1)[0]
    return f' <a href="{escape(address, quote=True)}">{escape(shown)}</a>'
