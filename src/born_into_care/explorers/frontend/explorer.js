// The page side of every explorer: labelled HTML controls, one plotly chart, words, a live region.
// Used as it is by the live widget (with live.js) and by the static site (as a classic script).

const BornIntoCare = (() => {
  const LATE = 6000; // milliseconds after which a learner is told that no answer came
  let serial = 0;

  function make(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== null && value !== false) node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  }

  function labelled(control, id, input, ...after) {
    const parts = [make("label", { for: id }, control.label), input, ...after];
    if (control.help) {
      input.setAttribute("aria-describedby", `${id}-help`);
      parts.push(make("span", { class: "bic-help", id: `${id}-help` }, control.help));
    }
    return make("div", { class: `bic-control bic-${control.kind}` }, ...parts);
  }

  // Each builder gives the node to show, and a function that sets it from a state.
  const builders = {
    choice(control, id, changed) {
      const select = make("select", { id });
      for (const option of control.options) select.append(make("option", { value: option }, option));
      select.addEventListener("change", () => changed(select.value));
      return [labelled(control, id, select), (value) => (select.value = value)];
    },
    switch(control, id, changed) {
      const box = make("input", { id, type: "checkbox" });
      box.addEventListener("change", () => changed(box.checked));
      return [labelled(control, id, box), (value) => (box.checked = value)];
    },
    number(control, id, changed) {
      const limits = { min: control.low, max: control.high, step: 1 };
      const box = make("input", { id, type: "number", inputmode: "numeric", ...limits });
      const slider = make("input", { type: "range", "aria-label": control.label, ...limits });
      const set = (value) => {
        box.value = value;
        slider.value = value;
        slider.setAttribute("aria-valuetext", `${value} ${control.unit}`);
      };
      const take = (text) => {
        const number = Math.round(Number(text));
        if (text === "" || !Number.isFinite(number)) return; // half typed: wait
        const kept = Math.min(control.high, Math.max(control.low, number));
        set(kept);
        changed(kept);
      };
      slider.addEventListener("input", () => take(slider.value));
      box.addEventListener("change", () => take(box.value));
      // Enter takes the number too, however it came into the box: dictation fires no change event.
      box.addEventListener("keydown", (event) => event.key === "Enter" && take(box.value));
      return [labelled(control, id, box, make("span", {}, control.unit), slider), set];
    },
  };

  // JupyterLab must not take arrow keys and letters that are meant for what has the focus. It looks
  // for this mark on the focused element itself before it looks at what is around it.
  function keepKeys(node) {
    for (const one of node.querySelectorAll("select, input, summary, a, [tabindex]")) {
      one.setAttribute("data-lm-suppress-shortcuts", "true");
    }
  }

  // Opened tables and lists stay open when the words under the chart are replaced.
  function replaceWords(node, html) {
    const open = [...node.querySelectorAll("details")].map((one) => one.open);
    node.innerHTML = html;
    node.querySelectorAll("details").forEach((one, place) => (one.open = Boolean(open[place])));
    keepKeys(node);
  }

  // The title stands above the chart as text, where it can wrap on a phone and be read aloud.
  function withoutTitle(layout) {
    const { title, ...rest } = layout;
    const spare = layout.meta.title_height;
    const margin = { ...layout.margin, t: layout.margin.t - spare };
    return { ...rest, height: layout.height - spare, margin };
  }

  // Plotly's drawing has no role or name: it is one image, named by the title, described below it.
  function nameDrawing(plot, title) {
    plot.setAttribute("role", "img");
    plot.setAttribute("aria-label", `${title} The description and the table follow.`);
    for (const svg of plot.querySelectorAll("svg")) svg.setAttribute("aria-hidden", "true");
  }

  /**
   * Build an explorer inside a node.
   * engine.plotly(): a promise of Plotly. engine.ask(state): a promise of
   * {title, sentence, words, spec, error}. Only one question is open at a time; while it is, only
   * the newest choice waits, so fast hands never queue up work or end on an old chart.
   */
  function build(node, { declaration, config, state, first, engine }) {
    const id = `bic-${declaration.key}-${(serial += 1)}`;
    const current = { ...state };
    const heading = make("p", { class: "bic-title", id: `${id}-title` });
    const controls = make("div", { class: "bic-controls", role: "group", "aria-labelledby": `${id}-name` });
    const plot = make("div", { class: "bic-plot" });
    const sentence = make("p", { class: "bic-sentence", role: "status", "aria-live": "polite" });
    const problem = make("p", { class: "bic-problem", role: "alert" });
    const words = make("div", { class: "bic-words" });
    const setters = {};
    let waiting = null;
    let busy = false;
    let shown = null;

    for (const control of declaration.controls) {
      const changed = (value) => {
        current[control.name] = value;
        choose();
      };
      const [part, set] = builders[control.kind](control, `${id}-${control.name}`, changed);
      setters[control.name] = set;
      controls.append(part);
    }

    async function draw(view) {
      const Plotly = await engine.plotly();
      await Plotly.react(plot, view.spec.data, withoutTitle(view.spec.layout), config);
      nameDrawing(plot, view.title);
    }

    async function show(view) {
      problem.textContent = view.error || "";
      if (view.error) return;
      heading.textContent = view.title;
      if (shown === null || shown.words !== view.words) replaceWords(words, view.words);
      shown = view;
      // Drawn before it is announced: what is said is what is seen.
      await draw(view);
      sentence.textContent = view.sentence;
    }

    async function choose() {
      waiting = { ...current };
      if (busy) return;
      busy = true;
      node.dataset.busy = "true";
      const late = setTimeout(() => {
        // A page without JupyterLab's menus, such as the workshop app, says what to do there.
        problem.textContent =
          document.body.dataset.noAnswer ??
          "No answer yet from Python. Your choice is kept. If this stays, choose Kernel, then " +
            "Restart Kernel and Run All Cells.";
      }, LATE);
      try {
        while (waiting) {
          const asked = waiting;
          waiting = null;
          await show(await engine.ask(asked));
        }
      } catch (error) {
        problem.textContent = `The chart could not be drawn (${error.message}). Your choice is kept: reload the page to try again.`;
      } finally {
        clearTimeout(late);
        busy = false;
        node.dataset.busy = "false";
      }
    }

    function set(state) {
      Object.assign(current, state);
      for (const [name, value] of Object.entries(current)) setters[name](value);
    }

    set(state);
    node.classList.add("bic-explorer");
    node.replaceChildren(
      make("p", { class: "bic-name", id: `${id}-name` }, declaration.title),
      make("p", { class: "bic-question" }, declaration.question),
      controls, problem, heading, sentence, plot, words,
    );
    node.setAttribute("role", "group");
    node.setAttribute("aria-labelledby", `${id}-name`);
    keepKeys(controls);
    node.dataset.busy = "true";
    Promise.resolve(first)
      .then(show)
      .catch((error) => {
        problem.textContent = `The chart could not be drawn (${error.message}). The description and the table below say the same.`;
      })
      .finally(() => (node.dataset.busy = "false"));
    return { set, choose, show };
  }

  /** Build an explorer from what `export` worked out beforehand; no kernel, no server. */
  function mount(node, exported) {
    const { declaration, config, parts, states } = exported;
    const values = declaration.controls.map((control) => {
      if (control.kind === "choice") return control.options;
      if (control.kind === "switch") return [false, true];
      return Array.from({ length: control.high - control.low + 1 }, (_, step) => control.low + step);
    });
    const look = (state) => {
      const place = declaration.controls.reduce(
        (sum, control, at) => sum * values[at].length + values[at].indexOf(state[control.name]),
        0,
      );
      const [title, sentence, words, layout, ...data] = states[place].map((part) => parts[part]);
      // Copies, because plotly writes into what it draws and states share their parts.
      return { title, sentence, words, spec: structuredClone({ data, layout }) };
    };
    const engine = { plotly: async () => globalThis.Plotly, ask: async (state) => look(state) };
    const state = { ...exported.default };
    return build(node, { declaration, config, state, first: look(state), engine });
  }

  return { build, mount };
})();
globalThis.BornIntoCare = BornIntoCare;
