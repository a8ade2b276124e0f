"""A made-up town: how a share of infants changes when either of its two parts does."""

from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.errors import require_number

NEWBORNS, OLDER = 40, 60


def share_change(*, newborns: int = NEWBORNS, older: int = OLDER) -> Chart:
    """Return newborns as a share of infants in a made-up town, before and after a change.

    Parameters:
        newborns: newborn babies afterwards, 10 to 100 in tens.
        older: older infants afterwards, 10 to 100 in tens.

    Example:
        >>> share_change(older=30).title
        'Made up: the share rose to 57%, without one more newborn'
    """
    for name, number in (("newborn babies", newborns), ("older infants", older)):
        require_number(
            f"The number of {name}", number, lambda n: n in range(10, 101, 10),
            "10, 20 and so on, up to 100",
        )  # fmt: skip
    bars = (("After", newborns, older), ("Before", NEWBORNS, OLDER))
    share, before = (100 * some / (some + rest) for _, some, rest in bars)
    rise = share - before
    aims = (
        ("over half, without one more newborn", newborns <= NEWBORNS and share > 50),
        ("more newborns, and a smaller share", newborns > NEWBORNS and rise < 0),
        (
            "the same hundred infants, and a larger share: some came to court younger",
            newborns + older == NEWBORNS + OLDER and rise > 0,
        ),
    )
    return make_chart(
        "share-change",
        {
            "newborns": newborns, "older": older, "start": (NEWBORNS, OLDER),
            "share": share, "before": before, "rise": rise, "same_infants": aims[2][1],
        },
        data=[
            _draw_part("Newborn babies", [row[1] for row in bars], "/"),
            _draw_part("Older infants", [row[2] for row in bars], ""),
        ],
        rows=[
            {
                "Made-up town": name, "Newborn babies": str(some), "Older infants": str(rest),
                "Newborns as a share": f"{100 * some / (some + rest):.0f}%",
            }
            for name, some, rest in reversed(bars)
        ],
        sources=["newborn-share-england-2019-20"],
        steps=[
            ("You have it:", f"{aim}.") if reached else ("Can you get", f"{aim}?")
            for aim, reached in aims
        ],
        height=290,
        margin={"b": 64, "t": 12, "r": 16},
        barmode="stack",
        bargap=0.55,
        x=style.axis("Infants in care proceedings", range=[0, 205], dtick=50),
        y=style.axis(
            "", tickvals=[0, 1], ticktext=["After", "Before"], ticks="", showgrid=False,
            range=[-0.5, 1.6],
        ),
        annotations=[
            marks.label(
                f"<b>{100 * some / (some + rest):.0f}%</b> newborn: {some} of {some + rest}",
                x=0.4, y=at + 0.26, panel=1, yanchor="bottom", font={"size": 16},
            )
            for at, (_, some, rest) in enumerate(bars)
        ],
    )  # fmt: skip


def _draw_part(name: str, numbers: list[int], hatch: str) -> style.Spec:
    return {
        "type": "bar", "orientation": "h", "name": name, "x": numbers, "y": [0, 1],
        "text": [str(number) for number in numbers], "textposition": "inside",
        "insidetextanchor": "middle", "textangle": 0,
        "textfont": {"color": style.INK, "size": 14},
        # What is made up is not filled.
        "marker": {
            "color": style.PAPER,
            "line": {"color": style.VERMILION if hatch else style.GREY, "width": 2},
            "pattern": {"shape": hatch, "fgcolor": "#F3D6C6", "solidity": 0.25},
        },
        "hoverinfo": "skip",
    }  # fmt: skip
