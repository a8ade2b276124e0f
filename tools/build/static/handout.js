// Draws the charts, then fits the text: smaller type first, then without what may be left out.
const SMALLEST = 8.6; // points: below this a printed page is hard to read

const WIDER = 1.25; // drawn larger than its place and scaled down, so that labels keep apart

async function draw() {
  for (const node of document.querySelectorAll("[data-chart]")) {
    const { data, layout } = JSON.parse(node.querySelector("script").textContent);
    const width = Math.round(node.clientWidth * WIDER);
    const { height } = layout;
    await Plotly.newPlot(
      node, data, { ...layout, width, autosize: false }, { staticPlot: true, displayModeBar: false },
    );
    node.style.height = `${height / WIDER}px`;
    node.firstElementChild.style.transformOrigin = "0 0";
    node.firstElementChild.style.transform = `scale(${1 / WIDER})`;
    node.setAttribute("role", "img");
  }
}

function fits(sheet) {
  const last = sheet.querySelector(".end").getBoundingClientRect().bottom;
  const foot = sheet.querySelector(".foot").getBoundingClientRect().top;
  return last <= foot - 4;
}

function fit(sheet) {
  // What belongs together goes together: a question and its answer, a picture and what is asked of it.
  const optional = ["1", "2", "3", "4"].filter((name) => document.querySelector(`[data-drop="${name}"]`));
  for (;;) {
    for (let size = 10.5; size >= SMALLEST; size -= 0.2) {
      sheet.style.fontSize = `${size}pt`;
      if (fits(sheet)) return `${size.toFixed(1)} pt`;
    }
    const next = optional.shift();
    if (!next) return "";
    for (const node of document.querySelectorAll(`[data-drop="${next}"]`)) node.remove();
  }
}

function fitAll() {
  const sizes = [...document.querySelectorAll(".sheet")].map(fit);
  return sizes.every(Boolean) ? `fits at ${sizes.join(" and ")}` : "a page does not fit";
}

draw().then(fitAll).then(
  (said) => { document.body.dataset.fit = said; },
  (error) => { document.body.dataset.fit = `failed: ${error.message}`; },
);
