// The panel of a learner's own table. Python makes each part of the page as HTML from its own
// template, escaped; this sends what was chosen, keeps the focus, and says when something takes
// longer. A file travels in messages and is never part of the widget's state.

function render({ model, el }) {
  const { make, liveRegion, say, prepare, line } = BicActivity;
  const PORTION = 4 * 1024 * 1024; // bytes of a file in one message
  const SOON = 150; // milliseconds after which the busy line shows
  prepare(el, "panel");
  const path = make("div", { class: "bic-path-place" });
  const parts = new Map();
  const problem = liveRegion("bic-problem", true);
  const spoken = liveRegion("bic-spoken");
  const busy = make("p", { class: "bic-busy", "aria-live": "polite", hidden: true });
  const charts = make("div", { class: "bic-panel-charts" });
  const python = line(model, () => (busy.textContent += " Large tables take a minute."));
  el.replaceChildren(path, charts, make("div", { class: "bic-foot" }, busy, problem, spoken));
  let timer = null;

  function work(words) {
    say(problem);
    clearTimeout(timer);
    timer = setTimeout(() => {
      busy.textContent = words || "One moment …";
      busy.hidden = false;
    }, SOON);
  }

  function rest() {
    clearTimeout(timer);
    busy.hidden = true;
    busy.replaceChildren();
  }

  function fields(node) {
    const inside = node.closest("section")?.querySelectorAll("[name]") ?? [];
    return Object.fromEntries(
      [...inside].map((field) => [field.name, field.type === "checkbox" ? field.checked : field.value]),
    );
  }

  async function sendFile(input) {
    const [file] = input.files;
    if (!file) return;
    work(`Reading ${file.name} …`);
    const size = file.size > model.get("spec").largest ? 0 : file.size; // too large: its size alone
    const count = Math.max(1, Math.ceil(size / PORTION));
    const upload = Math.random(); // by which portions of an upload that was cut off are known
    for (let number = 0; number < count; number += 1) {
      const piece = await file.slice(0, size).slice(number * PORTION, (number + 1) * PORTION).arrayBuffer();
      model.send({ do: "file", name: file.name, size: file.size, upload, last: number === count - 1 }, undefined, [piece]);
    }
    input.value = ""; // the same file can be chosen again after it was mended
  }

  function act(node) {
    if (node.type === "file") return sendFile(node);
    work(node.dataset.busy);
    // A button may take what is typed beside it.
    const source = node.hasAttribute("data-takes") ? node.parentNode.querySelector("input") : node;
    const value = source.type === "checkbox" ? source.checked : source.value;
    return python.ask({ do: node.dataset.do, name: node.name, value, fields: fields(node) });
  }
  el.addEventListener("change", (event) => event.target.matches("input[data-do], select[data-do]") && act(event.target));
  el.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-do]");
    if (button) act(button);
  });
  el.addEventListener("keydown", (event) => {
    // Enter in a field presses the button beside it.
    const button = event.key === "Enter" && event.target.matches("input[type=text]") &&
      event.target.closest(".bic-buttons")?.querySelector("button");
    if (button) act(button);
  });

  // Only a part that changed is made anew, and the focus goes back to where it was.
  function refill(node, html) {
    if (node.made === html) return;
    const name = node.contains(document.activeElement) && document.activeElement.dataset.key;
    const open = [...node.querySelectorAll("details[open]")].map((one) => one.dataset.key);
    node.made = html;
    node.innerHTML = html;
    for (const one of node.querySelectorAll("details")) one.open ||= open.includes(one.dataset.key);
    for (const link of node.querySelectorAll('a[href^="../"]')) link.addEventListener("click", () => BicActivity.openInLab(link));
    if (name) node.querySelector(`[data-key="${CSS.escape(name)}"]`)?.focus();
  }

  function show(html) {
    const made = new DOMParser().parseFromString(html, "text/html");
    for (const section of made.querySelectorAll("section")) {
      const part = section.dataset.part;
      if (!parts.has(part)) {
        parts.set(part, make("section", { class: "bic-part" }));
        path.append(parts.get(part));
      }
      parts.get(part).dataset.state = section.dataset.state;
      refill(parts.get(part), section.innerHTML.trim());
    }
  }

  function draw(views, config) {
    charts.replaceChildren();
    for (const [number, view] of views.entries()) {
      const place = charts.appendChild(make("div", {}));
      const declaration = { key: `own-${number}`, title: view.title, question: "", controls: [], gaps: [] };
      const engine = { plotly: () => sharedPlotly(model) };
      BornIntoCare.build(place, { declaration, config, state: {}, first: view, engine });
      for (const one of place.querySelectorAll(".bic-name, .bic-question, .bic-controls")) one.remove();
      // Its sentence was there before: it is not read aloud once more.
      place.querySelector(".bic-sentence").removeAttribute("role");
      place.querySelector(".bic-sentence").removeAttribute("aria-live");
    }
  }

  const hear = (content) => {
    if (content.what === "progress") {
      const bar = make("progress", { max: content.all, value: content.done, "aria-label": content.doing });
      busy.replaceChildren(bar, ` ${content.doing}: ${content.done} of ${content.all}`);
      busy.hidden = false;
      return;
    }
    if (content.what === "problem") {
      rest();
      say(problem, content.problem);
    }
    if (content.what !== "page") return;
    rest();
    say(problem, content.problem || "");
    show(content.page);
    draw(content.charts, content.config);
    say(spoken, content.sentence);
    if (content.focus) el.querySelector(`[data-key="${content.focus}"]`)?.focus();
  };
  model.on("msg:custom", hear);
  const stop = python.on(() => {});
  python.ask({ do: "hello" });
  return () => {
    stop();
    model.off("msg:custom", hear);
  };
}
