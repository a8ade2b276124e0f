// A self-check: a question with labelled controls. Its answer stays in Python.

function render({ model, el }) {
  const { NO_ANSWER, make, rich, heading, button, liveRegion, say, nextId, prepare, line, joined } = BicActivity;
  const spec = model.get("spec");
  const id = nextId("check");
  prepare(el, "check");

  const problem = liveRegion("bic-problem", true);
  problem.id = `${id}-problem`;
  const hint = liveRegion("bic-hint");
  const feedback = liveRegion("bic-feedback");
  feedback.id = `${id}-feedback`;
  const python = line(model, () => say(problem, NO_ANSWER));

  const set = make("fieldset", { class: "bic-question-set" });
  set.append(make("legend", {}, heading(el, spec.stem)));
  let read; // gives the answer as it stands
  let write; // sets the controls from an earlier answer
  let doubt = () => {}; // marks what was typed as not understood, or no longer so

  const kinds = {
    choice() {
      const boxes = options("radio");
      read = () => boxes.find((box) => box.checked)?.value ?? null;
      write = (answer) => boxes.forEach((box) => (box.checked = answer.includes(box.value)));
    },
    choices() {
      const boxes = options("checkbox");
      read = () => boxes.filter((box) => box.checked).map((box) => box.value);
      write = (answer) => boxes.forEach((box) => (box.checked = answer.includes(box.value)));
    },
    number() {
      const box = make("input", { type: "text", id, autocomplete: "off", spellcheck: "false" });
      // A reader who comes back to the box hears what was said of it, and the forms that it takes.
      box.setAttribute("aria-describedby", `${id}-problem ${id}-feedback ${id}-forms`);
      box.addEventListener("keydown", (event) => {
        if (event.key === "Enter") check();
      });
      set.append(
        make("label", { class: "bic-number", for: id }, `Your answer (${spec.unit})`),
        box,
        make("span", { class: "bic-help", id: `${id}-forms` }, spec.forms),
      );
      read = () => box.value;
      write = (answer) => (box.value = answer);
      doubt = (unclear) => box.setAttribute("aria-invalid", String(unclear));
    },
    order() {
      const places = spec.options.map((option, place) => {
        const select = make("select", { id: `${id}-${place}` });
        select.append(make("option", { value: "" }, "no place yet"));
        spec.options.forEach((_, at) => select.append(make("option", { value: at + 1 }, String(at + 1))));
        set.append(
          make(
            "div",
            { class: "bic-place" },
            select,
            make("label", { for: `${id}-${place}` }, `${option.letter}. ${option.text}`),
          ),
        );
        return [option.id, select];
      });
      read = () => {
        const filled = places.map(([name, select]) => [name, Number(select.value)]);
        const without = spec.options.filter((_, at) => !filled[at][1]).map((option) => option.letter);
        if (without.length === places.length) return [];
        if (without.length) throw new Error(`Give each a place. Still without: ${joined(without)}.`);
        const used = filled.map(([, place]) => place).sort();
        const twice = [...new Set(used.filter((place, at) => place === used[at - 1]))];
        if (twice.length) {
          throw new Error(`More than one has place ${joined(twice)}. Give each place once.`);
        }
        return filled.sort(([, one], [, other]) => one - other).map(([name]) => name);
      };
      write = (answer) =>
        places.forEach(([name, select]) => (select.value = answer.indexOf(name) + 1 || ""));
    },
  };

  function options(type) {
    return spec.options.map((option, place) => {
      const box = make("input", { type, name: id, id: `${id}-${place}`, value: option.id });
      set.append(
        make("label", { class: "bic-option", for: box.id }, box, make("span", {}, `${option.letter}. ${option.text}`)),
      );
      return box;
    });
  }

  function check() {
    say(problem);
    try {
      python.ask({ do: "check", answer: read() });
    } catch (error) {
      say(problem, error.message);
    }
  }

  kinds[spec.type]();
  const buttons = make(
    "div",
    { class: "bic-buttons" },
    button("Check my answer", check, "bic-first"),
    spec.hint ? button("Give me a hint", () => python.ask({ do: "hint" })) : "",
  );
  el.replaceChildren(set, buttons, problem, hint, feedback);

  const stop = python.on((content) => {
    if (content.what === "problem") say(problem, content.problem);
    if (content.what === "hint") say(hint, make("strong", {}, "Hint: "), ...rich(content.hint));
    if (content.what === "mark") {
      say(problem);
      doubt(content.kind === "unreadable");
      tell(content, content.attempts ? ` Attempts so far: ${content.attempts}.` : "");
    }
    if (content.what === "before") {
      write(content.answer);
      if (content.sentence) tell(content, " (Your answer from before.)");
    }
  });

  // Right is a tick and "Yes"; the tick is for the eye, since the word is said.
  function tell({ kind, verdict, sentence }, more) {
    feedback.dataset.kind = kind;
    const tick = kind === "right" ? [make("span", { "aria-hidden": "true" }, "✓ ")] : [];
    say(
      feedback, make("strong", { class: "bic-verdict" }, ...tick, verdict), verdict ? " " : "", ...rich(sentence),
      more,
    );
  }
  python.ask({ do: "hello" });
  return stop;
}
