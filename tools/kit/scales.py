"""A line to mark a guess on, with a pencil or with a finger on the screen."""

from __future__ import annotations

import html

from tools.kit.moments import Scale


def scale_html(scale: Scale) -> str:
    """Give a line from 0 to its top as HTML, with ten steps."""
    width, left, right = 680, 24, 656
    steps = []
    for place in range(11):
        x = left + (right - left) * place / 10
        tall = 12 if place % 5 == 0 else 7
        steps.append(f'<line x1="{x:.1f}" y1="26" x2="{x:.1f}" y2="{26 + tall}" stroke="#1f2328"/>')
        if place % 2 == 0:
            number = scale.top * place / 10
            said = f"{number:,.0f}" if number == int(number) else f"{number:,}"
            steps.append(
                f'<text x="{x:.1f}" y="52" font-size="12" text-anchor="middle" fill="#1f2328">'
                f"{said}</text>"
            )
    label = f"{scale.label} ({scale.unit})"
    return (
        f'<div class="scale"><p><strong>{html.escape(label)}</strong></p>'
        f'<svg viewBox="0 0 {width} 58" role="img" aria-label="A line from 0 to {scale.top:,.0f} '
        f'{html.escape(scale.unit)}, to mark a guess on">'
        f'<line x1="{left}" y1="26" x2="{right}" y2="26" stroke="#1f2328" stroke-width="2"/>'
        f"{''.join(steps)}</svg></div>"
    )
