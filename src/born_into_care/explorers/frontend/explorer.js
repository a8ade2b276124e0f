// The page side of every explorer: labelled HTML controls, one plotly chart, words, a live region.
// Used as it is by the live widget (with live.js) and by the static site (as a classic script).

const BornIntoCare = (() => {
  const LATE = 6000; // milliseconds after which a learner is told that no answer came
  const ROOM = 400; // pixels that the words of a drawing need at their full size
  const SMALLEST = 0.7; // of their full size
  const WALL = 600; // pixels from which a drawing may be laid out for a wall
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
      const limits = { min: control.low, max: control.high, step: control.step };
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
      const part = labelled(control, id, box, make("span", {}, control.unit), slider);
      // Whoever comes back to the box hears what is wrong with it.
      const described = [problem, box.getAttribute("aria-describedby")].filter(Boolean);
      box.setAttribute("aria-describedby", described.join(" "));
      return [part, set];
    },
  };

  const applies = (control, state) =>
    Object.entries(control.applies).every(([name, values]) => values.includes(state[name]));

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

  const lines = (text) => (text ?? "").split("<br>");
  const longest = (texts) => Math.max(0, ...texts.flatMap(lines).map((one) => one.replace(/<[^>]+>/g, "").length));
  const flat = (text) => lines(text).join(" ");

  /**
   * Lay a drawing out for a wall: no higher than `room` pixels, no letters smaller than `least`.
   * A wall is wide: panels that lie one above another on paper stand side by side, names and
   * legends that are broken into lines for a phone stand in one.
   */
  function fitted({ data, layout }, { width, room, least = 0 }) {
    const atLeast = (part, inFont = false) => {
      if (Array.isArray(part)) return part.map((one) => atLeast(one));
      if (part === null || typeof part !== "object") return part;
      return Object.fromEntries(
        Object.entries(part).map(([name, value]) =>
          inFont && name === "size" && typeof value === "number"
            ? [name, Math.max(value, least)]
            : [name, atLeast(value, /font$/.test(name))]),
      );
    };
    const traces = atLeast(data);
    const made = atLeast(layout);
    const panels = Object.keys(made)
      .filter((key) => /^yaxis\d*$/.test(key))
      .map((key) => {
        const y = key.replace("axis", "");
        const x = made[key].anchor ?? traces.find((one) => (one.yaxis ?? "y") === y)?.xaxis ?? "x";
        const across = made[x.replace("x", "xaxis")]?.domain ?? [0, 1];
        return { y, x, across, up: made[key].domain ?? [0, 1] };
      })
      .sort((one, other) => other.up[0] - one.up[0] || one.across[0] - other.across[0]);
    const letter = made.font.size * 0.58;
    const names = (axis) => {
      if (axis.visible === false) return 0;
      if (axis.showticklabels === false) return axis.title?.text ? 24 : 0;
      return (axis.ticktext ? longest(axis.ticktext) * letter : 48) + (axis.title?.text ? 24 : 0);
    };
    const several = panels.some((one) => one.up[0] !== panels[0].up[0]);
    const axisOf = (name) => made[name.replace(/^([xy])/, "$1axis")];
    const left = Math.max(0, ...panels.map((one) => names(axisOf(one.y))));
    const inside = Math.max(200, width - left - 36);
    const top = (made.annotations ?? []).some((one) => one.yref === "paper" && lines(one.text).length > 1);
    if (several) {
      // A bar's words stand beyond its end, where the names of the next panel begin.
      const beyond = traces.some((one) => one.type === "bar") ? 52 : 30;
      const gap = (left + beyond) / inside;
      const column = (1 - gap * (panels.length - 1)) / panels.length;
      const taken = new Set();
      panels.forEach((panel, at) => {
        const start = at * (column + gap);
        const shared = taken.has(panel.x);
        panel.newX = shared ? `x${90 + at}` : panel.x;
        taken.add(panel.x);
        const axis = { ...axisOf(panel.x), domain: [start, start + column], anchor: panel.y };
        if (shared) axis.matches = panel.x;
        panel.start = start;
        panel.axis = axis;
      });
      for (const panel of panels) {
        made[panel.newX.replace("x", "xaxis")] = panel.axis;
        Object.assign(axisOf(panel.y), { domain: [0, 1], anchor: panel.newX });
      }
      for (const trace of traces) {
        const panel = panels.find((one) => one.y === (trace.yaxis ?? "y"));
        if (panel && trace.type !== "pie") trace.xaxis = panel.newX;
      }
      const moved = (one) => {
        const own = panels.find((panel) => one.yref === panel.y && one.xref === panel.x);
        if (own) return { ...one, xref: own.newX, ...(one.axref && { axref: own.newX }) };
        if (one.xref !== "paper" || one.yref !== "paper") return one;
        if (one.y0 !== undefined && one.y0 === one.y1) {
          const cut = column + 10 / inside;
          return { ...one, x0: cut, x1: cut, y0: 0, y1: 1 };
        }
        const home = panels.find(
          ({ up, across }) =>
            one.y >= up[0] - 0.02 && one.y <= up[1] + 0.05 &&
            one.x >= across[0] - 0.02 && one.x <= across[1] + 0.02,
        );
        if (!home) return one;
        const [low, high] = home.across;
        // A heading begins above the names of its panel, where it has more room.
        const heading = one.x === low && one.y >= home.up[1];
        const free = Math.max(0, left - 8);
        return {
          ...one,
          ...(heading && { xshift: -(home === panels[0] ? Math.min(24, free) : free) }),
          x: home.start + ((one.x - low) / (high - low)) * column,
          y: (one.y - home.up[0]) / (home.up[1] - home.up[0]),
        };
      };
      made.annotations = (made.annotations ?? []).map(moved);
      made.shapes = (made.shapes ?? []).map(moved);
    }
    // Words on tiles: a name keeps its lines only where the tiles of two panels are narrow.
    const onTile = (text) => {
      const [name, said] = text.split("</b><br>");
      return said === undefined ? text : `${several ? name : flat(name)}</b><br>${flat(said)}`;
    };
    for (const trace of traces) {
      if (trace.mode === "text" && Array.isArray(trace.text)) trace.text = trace.text.map(onTile);
    }
    const wide = inside / (several ? panels.length : 1);
    let below = 12;
    for (const [key, axis] of Object.entries(made)) {
      if (!/^[xy]axis/.test(key)) continue;
      // Tiles that need not be square have room for their letters.
      delete axis.scaleanchor;
      delete axis.constrain;
      if (key[0] === "y" && axis.ticktext && !several) axis.ticktext = axis.ticktext.map(flat);
      if (key[0] !== "x" || axis.visible === false) continue;
      if (axis.title?.text) {
        const text = flat(axis.title.text);
        if (text.length * letter < wide) axis.title = { ...axis.title, text };
        axis.title = { ...axis.title, standoff: 6 };
      }
      axis.tickangle = 0;
      const ticks = axis.showticklabels === false ? 4 : 28;
      const title = axis.title?.text ? 8 + 18 * lines(axis.title.text).length : 0;
      below = Math.max(below, ticks + title);
    }
    if (!several) {
      made.annotations = (made.annotations ?? []).map((one) =>
        one.yref === "y" ? { ...one, text: one.text.replace("</b><br>", "</b>: ") } : one);
    }
    if (made.showlegend !== false) {
      const shown = traces.filter((one) => one.showlegend !== false && one.name);
      for (const one of shown) one.name = flat(one.name);
      const sizes = shown.map((one) => one.name.length * letter + 48);
      const inRow = Math.max(1, Math.floor((width - 12) / Math.max(1, ...sizes)));
      const all = sizes.reduce((sum, one) => sum + one, 0);
      below += 4 + 20 * (all < width - 24 ? 1 : Math.ceil(shown.length / inRow));
      made.legend = {
        ...made.legend, orientation: "h", xref: "container", x: 0, xanchor: "left",
        yref: "container", y: 0, yanchor: "bottom",
      };
    }
    const above = several ? (top ? 48 : 32) : Math.min(made.margin.t, 20);
    return { data: traces, layout: { ...made, height: room, margin: { ...made.margin, t: above, b: below } } };
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
    const steps = make("div", { class: "bic-beside" });
    const stage = make("div", { class: "bic-stage" }, plot, steps);
    const sentence = make("p", { class: "bic-sentence", role: "status", "aria-live": "polite" });
    const problem = make("p", { class: "bic-problem", role: "alert", id: `${id}-problem` });
    const words = make("div", { class: "bic-words" });
    const setters = {};
    const parts = {};
    let waiting = null;
    let busy = false;
    let shown = null;
    let drawn = 0; // the width that the drawing was fitted to

    for (const control of declaration.controls) {
      const hands = {
        changed: (value) => {
          if (current[control.name] === value && !problem.textContent) return;
          current[control.name] = value;
          hideIdle();
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

    // A control that does nothing with the other choices is not shown.
    function hideIdle() {
      for (const control of declaration.controls) parts[control.name].hidden = !applies(control, current);
    }

    async function draw(view) {
      // An explorer whose chart is drawn on by hand brings a drawing of its own.
      const own = globalThis.BicDrawings?.[declaration.key];
      if (own) return own({ node, plot, view });
      const Plotly = await engine.plotly();
      const scale = Math.max(SMALLEST, Math.min(1, plot.clientWidth / ROOM));
      let layout = sized(view.spec.layout, scale);
      let data = sized(view.spec.data, scale);
      const set = getComputedStyle(plot);
      const room = Number(set.getPropertyValue("--bic-room"));
      if (room && plot.clientWidth >= WALL) {
        const least = Number(set.getPropertyValue("--bic-least"));
        ({ data, layout } = fitted({ data, layout }, { width: plot.clientWidth, room, least }));
      }
      // Marks with names are the same from state to state: they are seen to move.
      plot.classList.toggle("bic-moves", data.some((trace) => trace.ids));
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
      if (shown?.steps !== view.steps) steps.innerHTML = view.steps;
      shown = view;
      // Drawn before it is announced: what is said is what is seen.
      await draw(view);
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
      hideIdle();
    }

    set(state);
    node.classList.add("bic-explorer");
    node.replaceChildren(
      make("p", { class: "bic-name", id: `${id}-name` }, declaration.title),
      make("p", { class: "bic-question" }, declaration.question),
      controls, problem, heading, sentence, stage, words,
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
        place[control.kind](control, applies(control, state) ? state[control.name] : control.default));
      const [title, sentence, steps, words, layout, ...data] = states[chosen.join(".")].map((at) => parts[at]);
      // Copies, because plotly writes into what it draws and states share their parts.
      return { title, sentence, steps, words, spec: structuredClone({ data, layout }) };
    };
    const engine = { plotly: async () => globalThis.Plotly, ask: async (state) => look(state) };
    const state = { ...exported.default };
    return build(node, { declaration, config, state, first: look(state), engine });
  }

  return { build, mount, fitted };
})();
globalThis.BornIntoCare = BornIntoCare;
