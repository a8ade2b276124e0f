// The page side of every explorer: labelled HTML controls, one plotly chart, words, a live region.
// Used as it is by the live widget (with live.js) and by the static site (as a classic script).

const BornIntoCare = (() => {
  const LATE = 6000; // milliseconds after which a learner is told that no answer came
  const ROOM = 400; // pixels that the words of a drawing need at their full size
  const SMALLEST = 0.7; // of their full size
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
    choice(control, id, { changed }) {
      const select = make("select", { id });
      for (const option of control.options) select.append(make("option", { value: option }, option));
      select.addEventListener("change", () => changed(select.value));
      return [labelled(control, id, select), (value) => (select.value = value)];
    },
    switch(control, id, { changed }) {
      const box = make("input", { id, type: "checkbox" });
      box.addEventListener("change", () => changed(box.checked));
      return [labelled(control, id, box), (value) => (box.checked = value)];
    },
    number(control, id, { changed, refused, problem }) {
      const limits = { min: control.low, max: control.high, step: 1 };
      const box = make("input", { id, type: "number", inputmode: "numeric", ...limits });
      const slider = make("input", { type: "range", "aria-label": control.label, ...limits });
      const set = (value) => {
        box.value = value;
        slider.value = value;
        slider.setAttribute("aria-valuetext", `${value} ${control.unit}`);
      };
      const take = (text) => {
        const number = Number(text);
        const fits =
          text !== "" && Number.isInteger(number) && number >= control.low && number <= control.high;
        box.setAttribute("aria-invalid", String(!fits));
        // What was typed stays, to be mended; the chart stays on the last number that fits.
        if (!fits) {
          refused(`${control.label}: type a whole number of ${control.unit} from ${control.low} to ${control.high}.`);
          return;
        }
        set(number);
        changed(number);
      };
      slider.addEventListener("input", () => take(slider.value));
      box.addEventListener("change", () => take(box.value));
      // Enter takes the number too, however it came into the box: dictation fires no change event.
      box.addEventListener("keydown", (event) => event.key === "Enter" && take(box.value));
      const part = labelled(control, id, box, make("span", {}, control.unit), slider);
      // Whoever comes back to the box hears what is wrong with it.
      const described = [problem, box.getAttribute("aria-describedby")].filter(Boolean);
      box.setAttribute("aria-describedby", described.join(" "));
      return [part, set];
    },
  };

  // JupyterLab must not take arrow keys and letters that are meant for what has the focus. It looks
  // for this mark on the focused element itself before it looks at what is around it.
  function keepKeys(node) {
    node.addEventListener("focusin", (event) =>
      event.target.setAttribute("data-lm-suppress-shortcuts", "true"));
  }

  // Opened tables and lists stay open when the words under the chart are replaced.
  function replaceWords(node, html) {
    const open = [...node.querySelectorAll("details")].map((one) => one.open);
    node.innerHTML = html;
    node.querySelectorAll("details").forEach((one, place) => (one.open = Boolean(open[place])));
  }

  // The title stands above the chart as text, where it can wrap on a phone and be read aloud. What
  // only a mouse could do (hide a layer by its legend) is left to the controls.
  function steered(layout) {
    const { title, ...rest } = layout;
    const spare = layout.meta.title_height;
    const margin = { ...layout.margin, t: layout.margin.t - spare };
    const legend = { ...layout.legend, itemclick: false, itemdoubleclick: false };
    return { ...rest, height: layout.height - spare, margin, legend };
  }

  // On a phone a drawing has half the width that it was laid out for: its words shrink a little, or
  // the ends of axis titles, headings and legends would be cut.
  function sized(part, scale, inFont = false) {
    if (Array.isArray(part)) return part.map((one) => sized(one, scale));
    if (part === null || typeof part !== "object" || scale === 1) return part;
    return Object.fromEntries(
      Object.entries(part).map(([name, value]) =>
        inFont && name === "size"
          ? [name, Math.round(value * scale)]
          : [name, sized(value, scale, /font$/.test(name))]),
    );
  }

  // Plotly's drawing has no role or name: it is one image, named by the title, described below it.
  function nameDrawing(plot, title) {
    plot.setAttribute("role", "img");
    plot.setAttribute("aria-label", `${title}. The description and the table follow.`);
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
    const controls = make("div", { class: "bic-controls", role: "group", "aria-label": "Controls" });
    const plot = make("div", { class: "bic-plot" });
    const sentence = make("p", { class: "bic-sentence", role: "status", "aria-live": "polite" });
    const problem = make("p", { class: "bic-problem", role: "alert", id: `${id}-problem` });
    const words = make("div", { class: "bic-words" });
    const setters = {};
    let waiting = null;
    let busy = false;
    let shown = null;
    let drawn = 0; // the width that the drawing was fitted to

    for (const control of declaration.controls) {
      const hands = {
        changed: (value) => {
          if (current[control.name] === value && !problem.textContent) return;
          current[control.name] = value;
          choose();
        },
        refused: (sentence) => (problem.textContent = sentence),
        problem: problem.id,
      };
      const [part, set] = builders[control.kind](control, `${id}-${control.name}`, hands);
      setters[control.name] = set;
      controls.append(part);
    }

    async function draw(view) {
      const Plotly = await engine.plotly();
      const scale = Math.max(SMALLEST, Math.min(1, plot.clientWidth / ROOM));
      const layout = sized(steered(view.spec.layout), scale);
      const data = sized(view.spec.data, scale);
      await Plotly.react(plot, data, layout, { ...config, responsive: false });
      nameDrawing(plot, view.title);
      drawn = plot.clientWidth;
    }

    // Plotly itself hears of a window that changes, but not of a panel that is folded beside it.
    new ResizeObserver(() => {
      if (drawn === 0 || plot.clientWidth === 0 || plot.clientWidth === drawn) return;
      drawn = plot.clientWidth;
      draw(shown);
    }).observe(plot);

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
    keepKeys(node);
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
