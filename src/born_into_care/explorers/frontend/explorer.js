// The page side of every explorer: labelled HTML controls, one plotly chart, words, a live region.
// Used as it is by the live widget (with live.js) and by the static site (as a classic script).

const BornIntoCare = (() => {
  const LATE = 6000; // milliseconds after which a learner is told that no answer came
  const ROOM = 400; // pixels that the words of a drawing need at their full size
  const SMALLEST = 0.7; // of their full size
  const LONG = 23; // letters of an option that half a phone would cut
  const GLIDE = 500; // milliseconds that marks take to their new places
  const NARROW = 760; // pixels below which a drawing has its narrow layout
  const { make, keepKeys } = BicPage;
  let serial = 0;

  function labelled(control, id, input, ...after) {
    const parts = [make("label", { for: id }, control.label), input, ...after];
    if (control.help) {
      input.setAttribute("aria-describedby", `${id}-help`);
      parts.push(make("span", { class: "bic-help", id: `${id}-help` }, control.help));
    }
    return make("div", { class: `bic-control bic-${control.kind}`, title: control.help }, ...parts);
  }

  // Each builder gives the node to show, and a function that sets it from a state.
  const builders = {
    choice(control, id, { changed }) {
      const select = make("select", { id });
      for (const option of control.options) select.append(make("option", { value: option }, option));
      select.addEventListener("change", () => changed(select.value));
      const part = labelled(control, id, select);
      part.classList.toggle("bic-long", control.options.some((option) => option.length > LONG));
      return [part, (value) => (select.value = value)];
    },
    switch(control, id, { changed }) {
      const box = make("input", { id, type: "checkbox" });
      box.addEventListener("change", () => changed(box.checked));
      return [labelled(control, id, box), (value) => (box.checked = value)];
    },
    number(control, id, { changed, refused, problem }) {
      const limits = { min: control.low, max: control.high, step: control.step };
      const box = make("input", { id, type: "number", inputmode: "numeric", ...limits });
      const slider = make("input", { type: "range", "aria-label": control.label, ...limits });
      const unit = make("span", {});
      const set = (value) => {
        box.value = value;
        slider.value = value;
        const single = control.unit.replace(/ies$/, "y").replace(/s$/, "");
        unit.textContent = value === 1 ? single : control.unit;
        slider.setAttribute("aria-valuetext", `${value} ${unit.textContent}`);
      };
      const take = (text) => {
        const number = Number(text);
        const fits =
          text !== "" && Number.isInteger(number) && number >= control.low && number <= control.high &&
          (number - control.low) % control.step === 0;
        box.setAttribute("aria-invalid", String(!fits));
        // What was typed stays, to be mended; the chart stays on the last number that fits.
        if (!fits) {
          refused(`${control.label}: type a whole number of ${control.unit} from ${control.low} to ${control.high}${control.step > 1 ? ` in steps of ${control.step}` : ""}.`);
          return;
        }
        set(number);
        changed(number);
      };
      slider.addEventListener("input", () => take(slider.value));
      box.addEventListener("change", () => take(box.value));
      // Enter takes the number too, however it came into the box: dictation fires no change event.
      box.addEventListener("keydown", (event) => event.key === "Enter" && take(box.value));
      const part = labelled(control, id, box, unit, slider);
      // A reader who comes back to the box hears what is wrong with it.
      const described = [problem, box.getAttribute("aria-describedby")].filter(Boolean);
      box.setAttribute("aria-describedby", described.join(" "));
      return [part, set];
    },
  };

  const holds = (where, state) =>
    Object.entries(where).every(([name, values]) => values.includes(state[name]));

  // Opened tables and lists stay open when the words under the chart are replaced.
  function replaceWords(node, html) {
    const open = [...node.querySelectorAll("details")].map((one) => one.open);
    node.innerHTML = html;
    node.querySelectorAll("details").forEach((one, place) => (one.open = Boolean(open[place])));
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

  const isPlain = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

  // A chart is laid out for a wide place; what is different in a narrow one is beside it.
  function forWidth({ data, layout }, width) {
    const laid = { ...layout };
    for (const [name, value] of Object.entries(width < NARROW ? layout.meta?.narrow ?? {} : {})) {
      laid[name] = isPlain(value) ? { ...layout[name], ...value } : value;
    }
    const scale = Math.max(SMALLEST, Math.min(1, width / ROOM));
    return { data: sized(data, scale), layout: sized(laid, scale) };
  }

  // Plotly's drawing has no role or name: it is one image, named by the title, described below it.
  function nameDrawing(plot, title, description) {
    plot.setAttribute("role", "img");
    plot.setAttribute("aria-label", `${title}. The description and the table follow.`);
    // Described by words in a folded drawer, which a screen reader may read all the same.
    plot.setAttribute("aria-describedby", description);
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
    const heading = make("p", { class: "bic-title", id: `${id}-title`, "aria-live": "off" });
    const controls = make("div", { class: "bic-controls", role: "group", "aria-label": "Controls" });
    const plot = make("div", { class: "bic-plot" });
    const steps = make("div", { class: "bic-beside" });
    // Nothing is spoken while a page opens: only what is steered speaks.
    const sentence = make("p", { class: "bic-sentence", role: "status", "aria-live": "off" });
    const problem = make("p", { class: "bic-problem", role: "alert", id: `${id}-problem` });
    const instead = make("button", { type: "button", class: "bic-instead" });
    const picture = make("div", { class: "bic-picture" }, plot, instead);
    const words = make("div", { class: "bic-words" });
    const setters = {};
    const parts = {};
    let waiting = null;
    let busy = false;
    let shown = null;
    let width = 0; // of the place of the drawing
    let moved = 0; // when it was drawn last
    let drawn = null; // the width that the drawing was fitted to, once there is one

    for (const control of declaration.controls) {
      const hands = {
        changed: (value) => {
          if (current[control.name] === value && !problem.textContent) return;
          current[control.name] = value;
          update();
          choose();
        },
        refused: (sentence) => (problem.textContent = sentence),
        problem: problem.id,
      };
      const [part, set] = builders[control.kind](control, `${id}-${control.name}`, hands);
      setters[control.name] = set;
      parts[control.name] = part;
      controls.append(part);
    }

    // What the other choices make of each control: one that does nothing is not shown, an option with
    // nothing behind it says so, and where there is nothing at all a button leads to what there is.
    function update() {
      for (const { name, applies } of declaration.controls) {
        parts[name].hidden = !holds(applies, current);
        // Where a chart is not empty, only the last of the controls that a gap names says so.
        const own = declaration.gaps.filter(({ where, instead }) =>
          name in where && (instead || Object.keys(where).at(-1) === name));
        for (const option of parts[name].querySelectorAll("option")) {
          const gap = own.find(({ where }) => holds(where, { ...current, [name]: option.value }));
          // What is chosen stands in a narrow box, and its chart says what is missing.
          const bare = !gap || option.value === current[name];
          option.textContent = bare ? option.value : `${option.value} (${gap.words})`;
        }
      }
      const gap = declaration.gaps.find(({ where, instead }) => instead && holds(where, current));
      instead.hidden = !gap;
      if (!gap) return;
      const elsewhere = { ...current, ...gap.instead };
      instead.textContent = `See ${Object.values(gap.instead).join(", ")} instead`;
      instead.onclick = () => {
        set(elsewhere);
        // The button goes; what it has moved takes the focus.
        parts[Object.keys(gap.instead)[0]].querySelector("select, input").focus();
        choose();
      };
    }

    async function draw(view) {
      // An explorer whose chart is drawn on by hand brings a drawing of its own.
      const own = globalThis.BicDrawings?.[declaration.key];
      if (own) return own({ node, plot, view });
      const Plotly = await engine.plotly();
      // Known without asking the page, which would lay all of it out once more.
      width ||= plot.clientWidth;
      const { data, layout } = forWidth(view.spec, width);
      // As high as it was laid out: what changes inside moves nothing outside.
      plot.style.height = `${layout.height}px`;
      // Marks with names are the same from state to state: they are seen to move, unless hands are quicker.
      const rested = performance.now() - moved > GLIDE;
      plot.classList.toggle("bic-moves", rested && data.some((trace) => trace.ids));
      moved = performance.now();
      await Plotly.react(plot, data, layout, { ...config, responsive: false });
      nameDrawing(plot, view.title, `${id}-description`);
      drawn = width;
    }

    // Plotly itself hears of a window that changes, but not of a panel that is folded beside it.
    const fit = () => {
      width = plot.clientWidth;
      if (drawn === null || width === 0 || width === drawn) return;
      drawn = width;
      draw(shown);
    };
    new ResizeObserver(fit).observe(plot);

    async function show(view) {
      problem.textContent = view.error || "";
      if (view.error) return;
      const before = shown;
      shown = view;
      if (before) for (const heard of [heading, sentence]) heard.setAttribute("aria-live", "polite");
      if (before?.title !== view.title) heading.textContent = view.title;
      if (before?.steps !== view.steps) steps.innerHTML = view.steps;
      // Drawn before it is announced: what is said is what is seen.
      await draw(view);
      if (before?.words !== view.words) replaceWords(words, view.words);
      words.querySelector(".bic-description").id = `${id}-description`;
      // A new node each time: the same words again are a change, too, and are spoken.
      sentence.replaceChildren(view.sentence);
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
      update();
    }

    set(state);
    node.classList.add("bic-explorer");
    const main = make("div", { class: "bic-main" }, picture, sentence);
    node.replaceChildren(heading, controls, problem, make("div", { class: "bic-stage" }, main, steps), words);
    node.setAttribute("role", "group");
    node.setAttribute("aria-label", declaration.title);
    keepKeys(node);
    node.dataset.busy = "true";
    Promise.resolve(first)
      .then(show)
      .catch((error) => {
        problem.textContent = `The chart could not be drawn (${error.message}). Its words and table, below, say the same.`;
      })
      .finally(() => (node.dataset.busy = "false"));
    return { set, choose, show, fit };
  }

  /** Build an explorer from what `export` computed beforehand; no kernel, no server. */
  function mount(node, exported) {
    const { declaration, config, parts, states } = exported;
    const place = {
      choice: (control, value) => control.options.indexOf(value),
      switch: (control, value) => Number(value),
      number: (control, value) => (value - control.low) / control.step,
    };
    const look = (state) => {
      const chosen = declaration.controls.map((control) =>
        place[control.kind](control, holds(control.applies, state) ? state[control.name] : control.default));
      const [title, sentence, steps, words, layout, ...data] = states[chosen.join(".")].map((at) => parts[at]);
      // Copies, because plotly writes into what it draws and states share their parts.
      return { title, sentence, steps, words, spec: structuredClone({ data, layout }) };
    };
    const engine = { plotly: async () => globalThis.Plotly, ask: async (state) => look(state) };
    const state = { ...exported.default };
    return build(node, { declaration, config, state, first: look(state), engine });
  }

  return { build, mount, forWidth };
})();
globalThis.BornIntoCare = BornIntoCare;
