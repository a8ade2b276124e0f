// Draws each chart when its slide comes up (a hidden slide has no width), all of them for printing.
const ROOM = 550; // pixels that a slide leaves to a chart below its title
const LARGER = 1.36; // how much a drawing is magnified: its 14 pixels are 18 where a slide is shown
const LEAST = 12.4; // the smallest letters before they are magnified: 16 on the slide
const printing = /print-pdf/.test(location.search);

// Type and marks of a low drawing a fifth larger: a slide is read from the back row.
function larger(value, key = "") {
  if (Array.isArray(value)) return value.map((one) => larger(one, key));
  if (value === null || typeof value !== "object") {
    return typeof value === "number" && key === "size" ? value * 1.2 : value;
  }
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, larger(one, name)]));
}

async function draw(section) {
  const drawing = [];
  for (const node of section.querySelectorAll("[data-chart]:not([data-drawn])")) {
    node.dataset.drawn = "true";
    const { data, layout, config } = JSON.parse(node.querySelector("script").textContent);
    node.style.zoom = LARGER;
    const below = section.querySelector(".inner").scrollHeight;
    const room = Math.min(ROOM, 700 - below) / LARGER;
    const low = layout.height < 420;
    const spec = low ? { data: larger(data), layout: larger(layout) } : { data, layout };
    const drawn = BornIntoCare.fitted(spec, { width: node.clientWidth, room, least: LEAST });
    drawing.push(Plotly.newPlot(node, drawn.data, drawn.layout, config).then(() => {
      node.setAttribute("role", "img");
      for (const svg of node.querySelectorAll("svg")) svg.setAttribute("aria-hidden", "true");
    }));
  }
  for (const node of section.querySelectorAll("[data-explorer]:not([data-drawn])")) {
    node.dataset.drawn = "true";
    const exported = await readStates(node.dataset.explorer);
    const state = JSON.parse(node.dataset.state);
    BornIntoCare.mount(node, { ...exported, default: { ...exported.default, ...state } });
    const left = 712 - node.offsetTop; // pixels of the slide
    // Made smaller where it would not fit: a slide that scrolls hides what is being talked about.
    new ResizeObserver(() => {
      const room = left / node.scrollHeight;
      const zoom = Number(node.style.zoom || 1);
      if (zoom > room + 0.02) {
        node.style.zoom = Math.max(room, 0.6).toFixed(3);
        window.dispatchEvent(new Event("resize")); // plotly fills the new width
      }
    }).observe(node);
  }
  await Promise.all(drawing);
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

// What a screen reader is told without asking: which slide it is, then what a key shows. The player
// would read out the whole slide, an answer that still waits and every table too (slides.py).
const spoken = document.querySelector(".spoken");
function announce() {
  const place = `Slide ${Reveal.getSlidePastCount() + 1} of ${Reveal.getTotalSlides()}`;
  spoken.textContent = `${place}: ${Reveal.getCurrentSlide().querySelector("h1, h2").textContent}`;
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
  // Keys that are meant for an explorer's controls or a chart's figures do not turn the slide.
  keyboardCondition: (event) => !event.target.closest?.(".bic-explorer, summary, .bic-scroll"),
  plugins: [RevealNotes],
}).then(async () => {
  // The player calls itself an application: a screen reader could not go from heading to heading.
  Reveal.getRevealElement().setAttribute("role", "region");
  Reveal.getRevealElement().setAttribute("aria-label", "Slides");
  if (printing) {
    for (const section of document.querySelectorAll(".slides section")) {
      await draw(section);
      fit(section);
    }
    await new Promise((resolve) => setTimeout(resolve, 800));
  } else {
    const show = (section) => {
      draw(section);
      fit(section);
      announce();
    };
    show(Reveal.getCurrentSlide());
    Reveal.on("fragmentshown", ({ fragment }) => (spoken.textContent = fragment.textContent));
    Reveal.on("fragmenthidden", announce);
    Reveal.on("slidechanged", (event) => show(event.currentSlide));
  }
  document.body.dataset.ready = "true";
});
