// Draws the charts and starts the explorers of a page: those in view first, the others when idle, so
// that a page opens fast and is whole when it is printed.
(() => {
  const base = new URL(".", document.currentScript.src);
  const LOST =
    "The chart could not be drawn, because a file of this site did not arrive. The description and " +
    "the table below say the same. To try again, reload the page.";

  function script(address) {
    return new Promise((resolve, reject) => {
      const node = document.createElement("script");
      node.src = new URL(address, base);
      node.addEventListener("load", resolve);
      node.addEventListener("error", () => reject(new Error(LOST)));
      document.head.append(node);
    });
  }

  const asked = new Map();
  function once(address) {
    if (!asked.has(address)) asked.set(address, script(address));
    return asked.get(address);
  }

  // The drawing library is already on its way, in the head of the page.
  let drawing = null;
  function plotly() {
    drawing ??= new Promise((resolve, reject) => {
      const node = document.getElementById("bic-plotly");
      const arrived = () => (globalThis.Plotly ? resolve(globalThis.Plotly) : reject(new Error(LOST)));
      if (globalThis.Plotly) resolve(globalThis.Plotly);
      else if (document.readyState === "complete") arrived();
      else {
        node.addEventListener("load", arrived);
        node.addEventListener("error", () => reject(new Error(LOST)));
        // Where the error came before this line.
        addEventListener("load", arrived);
      }
    });
    return drawing;
  }

  function data(node, kind) {
    return JSON.parse(node.querySelector(`script.${kind}`).textContent);
  }

  function say(node, sentence) {
    const problem = document.createElement("p");
    problem.className = "bic-problem";
    problem.setAttribute("role", "alert");
    problem.textContent = sentence;
    node.before(problem);
  }

  async function draw(plot) {
    try {
      const { data: traces, layout, config } = data(plot.parentElement, "bic-spec");
      const Plotly = await plotly();
      let drawn = 0; // the width that it was laid out for
      const fit = async () => {
        if (!plot.clientWidth || plot.clientWidth === drawn) return;
        drawn = plot.clientWidth;
        const spec = BornIntoCare.forWidth({ data: traces, layout }, drawn);
        plot.style.height = `${spec.layout.height}px`;
        await Plotly.react(plot, spec.data, { ...spec.layout, width: drawn }, { ...config, responsive: false });
        for (const svg of plot.querySelectorAll("svg")) svg.setAttribute("aria-hidden", "true");
        plot.dataset.drawn = "true";
      };
      await fit();
      new ResizeObserver(fit).observe(plot);
      addEventListener("beforeprint", fit);
    } catch (error) {
      plot.style.height = "auto";
      say(plot, error.message === LOST ? LOST : `The chart could not be drawn (${error.message}).`);
    }
  }

  async function start(place) {
    const name = place.dataset.bicExplorer;
    try {
      const state = data(place, "bic-state");
      await Promise.all([plotly(), once(`explorers/${name}.js`)]);
      const exported = await readStates(name);
      const { fit } = BornIntoCare.mount(place, { ...exported, default: { ...exported.default, ...state } });
      addEventListener("beforeprint", fit);
      place.dataset.ready = "true";
    } catch (error) {
      const first = place.querySelector(".bic-title");
      const sentence =
        error.message === LOST
          ? LOST.replace("The chart", "The explorer")
          : `The explorer could not be started (${error.message}).`;
      if (first) say(first, sentence);
      else place.prepend(sentence);
    }
  }

  const jobs = new Map();
  for (const plot of document.querySelectorAll("[data-bic-chart]")) jobs.set(plot, draw);
  for (const place of document.querySelectorAll("[data-bic-explorer]")) jobs.set(place, start);
  function run(node) {
    const job = jobs.get(node);
    jobs.delete(node);
    return job ? job(node) : undefined;
  }

  const seen = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        seen.unobserve(entry.target);
        run(entry.target);
      }
    },
    { rootMargin: "300px" },
  );
  for (const node of jobs.keys()) seen.observe(node);

  const idle = globalThis.requestIdleCallback ?? ((work) => setTimeout(work, 200));
  function rest() {
    // What is folded has no width yet: it is drawn when it is unfolded.
    const next = [...jobs.keys()].find((node) => node.clientWidth);
    if (next) Promise.resolve(run(next)).finally(() => idle(rest));
  }
  if (document.readyState === "complete") idle(rest);
  else addEventListener("load", () => idle(rest));
  addEventListener("toggle", () => idle(rest), true);

  // On paper everything is drawn that is unfolded. What a reader keeps folded stays so. The browser
  // counts its pages next: a drawing fitted later would push the end of the text off the last one.
  addEventListener("beforeprint", () => {
    document.documentElement.classList.add("bic-paper");
    for (const node of [...jobs.keys()]) if (node.clientWidth) run(node);
  });
  addEventListener("afterprint", () => document.documentElement.classList.remove("bic-paper"));
})();
