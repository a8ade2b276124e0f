// Predict, commit, then see: a labelled box, or a room full of guesses.

const LISTS =
  "10, 15, 20 is three guesses, and so is 10 15 20; 1,039 is one, and so are 30 % and 1 in 6.";

function render({ model, el }) {
  const { NO_ANSWER, make, rich, button, liveRegion, say, nextId, prepare, line } = BicActivity;
  const spec = model.get("spec");
  const id = nextId("predict");
  prepare(el, "predict");

  const problem = liveRegion("bic-problem", true);
  problem.id = `${id}-problem`;
  const revealed = liveRegion("bic-feedback");
  const picture = make("div");
  let beside = problem; // where it is said that an answer is overdue: beside what was pressed last
  const python = line(model, () => say(beside, NO_ANSWER));
  const set = make("fieldset", { class: "bic-question-set" });
  set.append(make("legend", { class: "bic-stem" }, ...rich(spec.stem)));
  const box = make("input", {
    type: "text", id, autocomplete: "off", inputmode: "decimal", "aria-describedby": `${id}-problem`,
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !box.readOnly) commit();
  });
  set.append(make("div", { class: "bic-field" }, make("label", { for: id }, spec.label), box));

  function commit() {
    beside = problem;
    say(problem);
    python.ask({ do: "commit", guess: box.value });
  }

  const first = button("This is my guess: show me", commit, "bic-first");
  const anew = button("Start again", () => {
    beside = problem;
    python.ask({ do: "reset" });
  });
  anew.hidden = true;

  const group = make("details", { class: "bic-group" });
  group.append(make("summary", {}, "Collect the guesses of a group"));
  const trouble = liveRegion("bic-problem", true);
  trouble.id = `${id}-trouble`;
  const room = make("textarea", {
    id: `${id}-room`, rows: 4, "aria-describedby": `${id}-rule ${id}-trouble`,
  });
  const table = make("div", { class: "bic-table-area" });
  const heard = liveRegion("bic-feedback");
  const counts = new Set(); // the numbers of what was asked for the group
  let newest = null; // and of that which is still wanted
  group.append(
    make(
      "div",
      { class: "bic-field" },
      make("label", { for: `${id}-room` }, "Guesses, one to a line or with semicolons; no names"),
      room,
      make("span", { class: "bic-help", id: `${id}-rule` }, LISTS),
    ),
    make("div", { class: "bic-buttons" },
      button("Count these guesses", count),
      button("Clear", () => {
        room.value = "";
        newest = null;
        tell();
        say(heard, "The guesses are cleared.");
      })),
    trouble, heard, table,
  );

  function count() {
    beside = trouble;
    say(trouble);
    newest = python.ask({ do: "group", text: room.value });
    counts.add(newest);
  }

  // What is said of the group is either what is wrong or the sentence with its table.
  function tell({ wrong = "", sentence = "", caption = "", rows = [] } = {}) {
    say(trouble, wrong);
    say(heard, sentence);
    table.replaceChildren();
    if (rows.length > 0) table.append(distribution(caption, rows));
    reach();
  }

  function distribution(caption, rows) {
    const largest = Math.max(...rows.map(([, guesses]) => guesses));
    const bar = (guesses) =>
      make("span", { class: "bic-bar", "aria-hidden": "true", style: `--bic-part:${guesses / largest}` });
    const head = make("tr", {}, make("th", { scope: "col" }, "Guess"), make("th", { scope: "col" }, "How many"));
    const body = rows.map(([range, guesses]) =>
      make("tr", {}, make("th", { scope: "row" }, range), make("td", {}, String(guesses), bar(guesses))));
    return make(
      "table", {}, make("caption", {}, caption), make("thead", {}, head), make("tbody", {}, ...body),
    );
  }

  // A table that is wider than its place scrolls by itself, and then the keyboard must reach it.
  function reach() {
    const wide = table.scrollWidth > table.clientWidth;
    const named = { tabindex: "0", role: "region", "aria-label": table.querySelector("caption")?.textContent };
    for (const [name, value] of Object.entries(named)) {
      if (wide) table.setAttribute(name, value);
      else table.removeAttribute(name);
    }
  }
  const resized = new ResizeObserver(reach);
  resized.observe(table);

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
    if (content.guess || content.cleared) box.value = content.guess;
    box.readOnly = content.committed;
    first.hidden = content.committed;
    anew.hidden = !content.committed;
    say(revealed, content.sentence ? make("p", {}, ...rich(content.sentence)) : "");
    say(problem, content.notice || "");
  }

  const stop = python.on((content) => {
    if (content.what === "state") {
      const leaving = document.activeElement === first;
      show(content);
      // To the guess, which no key can change now: a key held down must not reach "Start again".
      if (content.cleared || (content.committed && leaving)) box.focus();
    }
    const wrong = content.what === "problem" ? content.problem : "";
    if (content.number === newest) tell(wrong ? { wrong } : content);
    else if (wrong && !counts.has(content.number)) say(problem, wrong);
  });
  python.ask({ do: "hello" });
  return () => {
    resized.disconnect();
    stop();
  };
}
