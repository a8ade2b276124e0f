// Predict, commit, then see: one labelled box for each figure, or a room full of guesses.

function render({ model, el }) {
  const { NO_ANSWER, make, rich, button, liveRegion, say, nextId, prepare, line } = BicActivity;
  const spec = model.get("spec");
  const id = nextId("predict");
  prepare(el, "predict");

  const problem = liveRegion("bic-problem", true);
  problem.id = `${id}-problem`;
  const revealed = liveRegion("bic-feedback");
  const picture = make("div");
  const python = line(model, () => say(problem, NO_ANSWER));
  const set = make("fieldset", { class: "bic-question-set" });
  set.append(make("legend", { class: "bic-stem" }, ...rich(spec.stem)));
  const boxes = new Map();

  for (const point of spec.points) {
    const boxId = nextId("guess");
    const box = make("input", { type: "text", id: boxId, autocomplete: "off", inputmode: "decimal" });
    box.setAttribute("aria-describedby", `${id}-problem`);
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !box.readOnly) commit();
    });
    set.append(
      make("div", { class: "bic-field" }, make("label", { for: boxId }, `${point.label} (${point.unit})`), box),
    );
    boxes.set(point.id, box);
  }

  function commit() {
    say(problem);
    python.ask({
      do: "commit",
      guesses: Object.fromEntries([...boxes].map(([name, box]) => [name, box.value])),
    });
  }

  const first = button("This is my guess: show me", commit, "bic-first");
  const anew = button("Start again", () => python.ask({ do: "reset" }));
  anew.hidden = true;

  const group = make("details", { class: "bic-group" });
  group.append(make("summary", {}, "Collect the guesses of a group"));
  const room = make("textarea", { id: `${id}-room`, rows: 4 });
  const table = make("div", { class: "bic-table-area" });
  const heard = liveRegion("bic-feedback");
  const point = make("select", { id: `${id}-point` });
  for (const one of spec.points) point.append(make("option", { value: one.id }, one.label));
  group.append(
    spec.points.length > 1
      ? make("div", { class: "bic-field" }, make("label", { for: `${id}-point` }, "Of which figure"), point)
      : "",
    make(
      "div",
      { class: "bic-field" },
      make("label", { for: `${id}-room` }, "Guesses, one to a line or with semicolons; no names"),
      room,
    ),
    make("div", { class: "bic-buttons" },
      button("Count these guesses", () =>
        python.ask({ do: "group", text: room.value, point: point.value || spec.points[0].id })),
      button("Clear", () => {
        room.value = "";
        table.replaceChildren();
        say(heard, "The guesses are cleared.");
      })),
    heard, table,
  );

  el.replaceChildren(
    set, make("div", { class: "bic-buttons" }, first, anew), problem, revealed, picture,
    spec.group ? group : "",
  );

  // The chart is an explorer without controls. Its sentence was said with the guess already.
  function draw(chart) {
    picture.replaceChildren();
    if (!chart) return;
    const declaration = { key: "guess", title: "Your guess beside what is published", question: "", controls: [] };
    BornIntoCare.build(picture, {
      declaration, config: chart.config, state: {}, first: chart.view,
      engine: { plotly: () => sharedPlotly(model) },
    });
    const spare = ".bic-name, .bic-question, .bic-controls, .bic-sentence";
    for (const one of picture.querySelectorAll(spare)) one.remove();
    picture.removeAttribute("aria-labelledby");
    picture.setAttribute("aria-label", declaration.title);
  }

  function show(content) {
    draw(content.chart);
    for (const [name, box] of boxes) {
      if (content.guesses && name in content.guesses) box.value = content.guesses[name];
      box.readOnly = content.committed;
    }
    first.hidden = content.committed;
    anew.hidden = !content.committed;
    say(revealed, ...content.sentences.map((parts) => make("p", {}, ...rich(parts))));
    say(problem, content.notice || "");
  }

  const stop = python.on((content) => {
    if (content.what === "state") {
      const leaving = document.activeElement === first;
      show(content);
      // To the guess, which no key can change now: a key held down must not reach "Start again".
      if (content.committed && leaving) boxes.values().next().value.focus();
      if (content.cleared) {
        for (const box of boxes.values()) box.value = "";
        boxes.values().next().value.focus();
      }
    }
    if (content.what === "room") {
      say(heard, content.sentence);
      const head = make("tr", {}, make("th", { scope: "col" }, "Guess"), make("th", { scope: "col" }, "How many"));
      table.replaceChildren(
        make(
          "table", {},
          make("caption", {}, content.caption),
          make("thead", {}, head),
          make("tbody", {}, ...content.rows.map(([range, count]) =>
            make("tr", {}, make("th", { scope: "row" }, range),
              make("td", {}, String(count), make("span", { class: "bic-bar", "aria-hidden": "true", style: `width:${(12 * count) / content.largest}rem` }))))),
        ),
      );
    }
    if (content.what === "problem") say(problem, content.problem);
  });
  python.ask({ do: "hello" });
  return stop;
}
