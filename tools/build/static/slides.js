// Draws each chart when its slide comes up (a hidden slide has no width), all of them for printing.
const BOTTOM = 714; // pixels of a slide, as far as a drawing may go
const printing = /print-pdf/.test(location.search);

function enlarge(node) {
  fillWall(node, () => node.parentElement.clientWidth - 88, () => BOTTOM - node.offsetTop);
}

async function draw(section) {
  const drawing = [];
  for (const node of section.querySelectorAll("[data-chart]:not([data-drawn])")) {
    node.dataset.drawn = "true";
    const { data, layout, config } = JSON.parse(node.querySelector("script").textContent);
    const drawn = BornIntoCare.forWidth({ data, layout }, WIDE);
    node.style.width = `${WIDE}px`;
    drawing.push(Plotly.newPlot(node, drawn.data, drawn.layout, config).then(() => {
      node.setAttribute("role", "img");
      for (const svg of node.querySelectorAll("svg")) svg.setAttribute("aria-hidden", "true");
      enlarge(node);
      new ResizeObserver(() => Plotly.relayout(node, { width: node.clientWidth })).observe(node);
    }));
  }
  for (const node of section.querySelectorAll("[data-explorer]:not([data-drawn])")) {
    node.dataset.drawn = "true";
    const exported = await readStates(node.dataset.explorer);
    const state = JSON.parse(node.dataset.state);
    BornIntoCare.mount(node, { ...exported, default: { ...exported.default, ...state } });
    enlarge(node);
  }
  await Promise.all(drawing);
}

// What a screen reader is told without asking: which slide it is. The player would read out the whole
// slide, and every table too.
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
    }
    await new Promise((resolve) => setTimeout(resolve, 800));
  } else {
    const show = (section) => {
      draw(section);
      announce();
    };
    show(Reveal.getCurrentSlide());
    Reveal.on("slidechanged", (event) => show(event.currentSlide));
  }
  document.body.dataset.ready = "true";
});
