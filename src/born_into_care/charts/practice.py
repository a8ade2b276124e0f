"""Who was asked, and what the key messages work on: research and project in two pictures."""

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.style import Kind
from born_into_care.errors import require_known

WHO, THREE_AREAS = PICTURES = ("who took part", "three areas")
_STUDY = {"Local authorities": "study-local-authorities", "NHS trusts": "study-nhs-trusts"}
# Groups of people, not counts of them: how many spoke is not in this pack.
_PEOPLE = (
    "parents", "midwives", "social<br>workers", "Cafcass<br>workers", "foster<br>carers",
    "heads of legal<br>services",
)  # fmt: skip
# How the areas stand over their columns.
_COLUMNS = {
    "specialist multi-agency service": "Agencies<br>as one",
    "support early in pregnancy": "Early<br>support",
    "trauma-responsive, trusting relationships": "Trust and<br>trauma",
}


def practice(*, picture: str = WHO) -> Chart:
    """Return a picture of the research on practice, or of what came of it.

    Parameters:
        picture: "who took part" in the qualitative study of 2022, or the "three areas" that the
            Change Project set out to strengthen, with its ten key messages.

    Example:
        >>> practice().table["Number"].tolist()
        ['8', '7']
    """
    require_known("picture", picture, PICTURES)
    return _draw_study() if picture == WHO else _draw_areas()


def _draw_study() -> Chart:
    figures = {name: evidence.figure(figure_id) for name, figure_id in _STUDY.items()}
    dots = [
        (number, -row)
        for row, figure in enumerate(figures.values())
        for number in range(1, int(figure.value or 0) + 1)
    ]
    x, y = zip(*dots, strict=True)
    kind = Kind("One that took part", style.BLUE, "circle")
    return make_chart(
        "practice",
        {"picture": WHO},
        data=[marks.points(kind, x=x, y=y, marker={"color": style.BLUE, "size": 22})],
        rows=[
            {"Who took part": name, "Number": figure.value_text, "Where": figure.geography}
            for name, figure in figures.items()
        ],
        sources=(*_STUDY.values(), "mason2022", "oxford2022"),
        x=style.axis("How many took part", range=[0.4, 8.6], dtick=1, showgrid=False),
        y=marks.rows_axis(
            ["Local<br>authorities", "NHS trusts", "Who spoke<br>there"], heights=[0, -1, -2.4],
            below=1.2,
        ),
        height=300,
        margin={"b": 60},
        annotations=[
            marks.label(words, x=1.8 + 2.7 * (at % 3), y=-2.0 - at // 3, panel=1, align="center")
            for at, words in enumerate(_PEOPLE)
        ],
    )  # fmt: skip


def _draw_areas() -> Chart:
    messages = evidence.read_data_file("practice_themes.json")["themes"]
    names = [f"{message['number']}  {message['title']}" for message in messages]
    ours = [message for message in messages if message["title_is"] == "ours"]
    read = [message for message in messages if message not in ours]
    data = []
    for kind, own in (
        (Kind("Key message", style.BLUE, "circle"), read),
        (Kind("Our own: the title of the seventh was not seen", style.INK, "square"), ours),
    ):
        dots = [
            (list(_COLUMNS).index(area), 1 - message["number"])
            for message in own
            for area in message["focus"]
        ]
        x, y = zip(*dots, strict=True)
        marker = {"color": kind.color, "symbol": kind.symbol, "size": 15}
        data.append(marks.points(kind, x=x, y=y, marker=marker))
    return make_chart(
        "practice",
        {
            "picture": THREE_AREAS,
            "counts": [sum(area in message["focus"] for message in read) for area in _COLUMNS],
            "several": sum(len(message["focus"]) > 1 for message in read),
        },
        data=data,
        rows=[
            {
                "Message": " ".join(name.split()),
                **{area: "yes" if area in message["focus"] else "no" for area in _COLUMNS},
            }
            for message, name in zip(messages, names, strict=True)
        ],
        sources=("hanrahan2025", "changeproject2025"),
        x=style.axis(
            "", range=[-0.5, 2.5], tickvals=[0, 1, 2], ticktext=[*_COLUMNS.values()], side="top",
            ticks="", tickangle=0,
        ),
        y=marks.rows_axis(names, showgrid=True),
        height=420,
        margin={"t": 56, "b": 44},
        legend={"y": -0.02},
        narrow={"height": 860, "yaxis": {"ticktext": [style.wrap(n, width=18) for n in names]}},
    )  # fmt: skip
