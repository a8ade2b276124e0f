// Draws each chart when its slide comes up (a hidden slide has no width), all of them for printing.
// `whole` is in whole.js (tools/site/static), which the build puts before this.
const TOP = 44; // pixels above the axes, for a label that stands on a line
const ROOM = 510; // pixels that a slide leaves to a chart below its title
const printing = /print-pdf/.test(location.search);

// Type and marks a quarter larger: a slide is read from the back row.
function larger(value, key = "") {
  if (Array.isArray(value)) return value.map((one) => larger(one, key));
  if (value === null || typeof value !== "object") {
    return typeof value === "number" && key === "size" ? value * 1.25 : value;
  }
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, larger(one, name)]));
}

function draw(section) {
  for (const node of section.querySelectorAll("[data-chart]:not([data-drawn])")) {
    node.dataset.drawn = "true";
    const { data, layout, config } = JSON.parse(node.querySelector("script").textContent);
    const { title, ...rest } = layout;
    const height = layout.height - (layout.margin.t - TOP);
    // Drawn in its own size and magnified, so that the back row can read the labels.
    node.style.zoom = Math.min(ROOM / height, 1.45).toFixed(3);
    const drawn = larger({ ...rest, height, margin: { ...layout.margin, t: TOP } });
    Plotly.newPlot(node, larger(data), drawn, config).then(() => {
      node.setAttribute("role", "img");
      const over = section.querySelector(".inner").scrollHeight - 704;
      const taken = height * Number(node.style.zoom);
      if (over > 0) node.style.zoom = (Number(node.style.zoom) * ((taken - over) / taken)).toFixed(3);
      for (const svg of node.querySelectorAll("svg")) svg.setAttribute("aria-hidden", "true");
    });
  }
  for (const node of section.querySelectorAll("[data-explorer]:not([data-drawn])")) {
    node.dataset.drawn = "true";
    const exported = whole(globalThis.bornIntoCareExplorers[node.dataset.explorer]);
    const state = JSON.parse(node.dataset.state);
    BornIntoCare.mount(node, { ...exported, default: { ...exported.default, ...state } });
    // Made smaller where it would not fit: a slide that scrolls hides what is being talked about.
    new ResizeObserver(() => {
      const room = 600 / node.scrollHeight;
      const zoom = Number(node.style.zoom || 1);
      if (zoom > room + 0.02) {
        node.style.zoom = Math.max(room, 0.6).toFixed(3);
        window.dispatchEvent(new Event("resize")); // plotly fills the new width
      }
    }).observe(node);
  }
}

// A slide with many words gets smaller type: what runs over an edge is not seen.
function fit(section) {
  const inner = section.querySelector(".inner");
  if (section.querySelector("[data-chart], [data-explorer]")) return;
  for (let size = 100; size >= 60; size -= 5) {
    inner.style.fontSize = `${size}%`;
    if (inner.scrollHeight <= 700) return;
  }
}

Reveal.initialize({
  width: 1280,
  height: 720,
  margin: 0.02,
  center: false,
  hash: true,
  controls: true,
  progress: true,
  slideNumber: "c/t",
  transition: "none",
  backgroundTransition: "none",
  pdfSeparateFragments: false,
  pdfMaxPagesPerSlide: 1,
  // Keys that are meant for an explorer's controls do not turn the slide.
  keyboardCondition: (event) => !(event.target.closest && event.target.closest(".bic-explorer")),
  plugins: [RevealNotes],
}).then(async () => {
  if (printing) {
    for (const section of document.querySelectorAll(".slides section")) {
      draw(section);
      fit(section);
    }
    await new Promise((resolve) => setTimeout(resolve, 800));
  } else {
    const show = (section) => {
      draw(section);
      fit(section);
    };
    show(Reveal.getCurrentSlide());
    Reveal.on("slidechanged", (event) => show(event.currentSlide));
  }
  document.body.dataset.ready = "true";
});
