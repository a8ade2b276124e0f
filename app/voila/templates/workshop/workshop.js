// What Voila leaves open for a room with one screen: where a figure's link leads, charts that the back
// row can read, and what to do when Python stops.
(() => {
  document.body.dataset.noAnswer =
    "No answer yet from Python. What you entered stays on this page. If this sentence stays too, " +
    "reload the page: it is ready again in a few seconds.";

  // Voila asks its server to end the kernel of a page that is left, and the server wants to see that the
  // request is from that page: the same word in a cookie and in the request. Voila gives the page none,
  // so the server refused, and each reload left a kernel behind.
  if (!/(?:^|; )_xsrf=/.test(document.cookie)) {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const word = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    document.cookie = `_xsrf=${word}; path=/; SameSite=Strict`;
  }

  // The notebooks link to ../data/figures.md; here the same page of the site opens beside this one.
  const base = document.baseURI.replace(/voila\/render\/.*$|[^/]*$/, "");
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const match = (link?.getAttribute("href") ?? "").match(/^\.\.\/([^#?]+)\.(?:md|ipynb)(#.*)?$/);
    if (!match) return;
    event.preventDefault();
    window.open(`${base}voila/files/site/${match[1]}.html${match[2] ?? ""}`, "_blank", "noopener");
  });

  // A kernel that waited for this page may have died while it waited. Nothing is entered yet when that
  // shows, so the page fetches the next one by itself; a few times only, lest it go round for ever.
  const TRIES = "born-into-care-tries";
  const LOST = "Error displaying widget: model not found";
  const STILL = 45000; // milliseconds without a further cell, while the page is made ready
  let told = false;
  let moved = setTimeout(startAgain, STILL);
  let progress = "";
  function forget() {
    try {
      sessionStorage.removeItem(TRIES);
    } catch {
      // Nothing was counted.
    }
  }
  function startAgain() {
    if (told) return;
    told = true;
    const said = document.createElement("p");
    said.className = "bic-lost";
    said.setAttribute("role", "alert");
    document.body.prepend(said);
    let tries = 9;
    try {
      tries = Number(sessionStorage.getItem(TRIES) ?? 0);
      sessionStorage.setItem(TRIES, tries + 1);
    } catch {
      // Without storage the tries can't be counted: the room is asked instead.
    }
    const again = tries < 4;
    said.textContent = again
      ? "Python had to start again. This page reloads by itself in a few seconds."
      : "Python could not be reached. Stop the app where it was started, and give make app again. " +
        "What was saved is kept.";
    if (again) setTimeout(() => location.reload(), 3000);
  }

  // One step a screen. Which one it is stands in the address, so that a reload comes back to it.
  function startScreens() {
    const screens = [...document.querySelectorAll(".bic-screen")];
    const [back, next, place] = ["back", "next", "place"].map((name) => document.querySelector(`.bic-${name}`));
    const setClock = makeClock(document.querySelector(".bic-clock"));
    const steps = screens.at(-1).dataset.step;
    const bar = document.querySelector(".bic-session");
    new ResizeObserver(() => document.documentElement.style.setProperty("--bic-session", `${bar.offsetHeight}px`)).observe(bar);
    let now = -1;
    let opened = false;
    function show(wanted) {
      const at = Math.min(Math.max(wanted, 0), screens.length - 1);
      if (at === now) return;
      const { step, minutes, title } = screens[at].dataset;
      if (step !== screens[now]?.dataset.step || minutes === "0") setClock(Number(minutes));
      for (const [one, screen] of screens.entries()) {
        screen.classList.toggle("bic-now", one === at);
        screen.inert = one !== at;
      }
      now = at;
      [back.disabled, next.disabled] = [at === 0, at === screens.length - 1];
      place.textContent = `Step ${step} of ${steps}: ${title}`;
      history.replaceState(null, "", `#${at + 1}`);
      const heading = screens[at].querySelector("h1");
      heading.tabIndex = -1;
      // The page as it opens leaves the keyboard's first stop where it is: at the way out.
      if (opened) heading.focus({ preventScroll: true });
      opened = true;
    }
    back.addEventListener("click", () => show(now - 1));
    next.addEventListener("click", () => show(now + 1));
    document.addEventListener("keydown", (event) => {
      const way = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
      // Keys that are meant for what has the focus turn no step.
      if (!way || event.target.closest?.(".bic-explorer, .bic-activity, input, select, textarea")) return;
      event.preventDefault();
      show(now + way);
    });
    addEventListener("hashchange", () => show(Number(location.hash.slice(1)) - 1));
    show((Number(location.hash.slice(1)) || 1) - 1);
  }
  addEventListener("DOMContentLoaded", startScreens);

  function enlarge(node) {
    const screen = node.closest(".bic-screen");
    const inner = () => parseFloat(getComputedStyle(screen).paddingLeft);
    fillWall(
      node,
      () => screen.clientWidth - 2 * inner(),
      () => screen.getBoundingClientRect().bottom - node.getBoundingClientRect().top - screen.scrollTop - 12,
    );
  }

  new MutationObserver(() => {
    const spinner = document.getElementById("loading_text");
    if (!spinner) clearTimeout(moved);
    else if (spinner.textContent !== progress) {
      progress = spinner.textContent;
      clearTimeout(moved);
      moved = setTimeout(startAgain, STILL);
    }
    for (const node of document.querySelectorAll(".bic-screen :is(.bic-explorer, .bic-activity):not([data-seen])")) {
      // A picture inside of an activity grows with it.
      node.dataset.seen = "true";
      if (!node.parentElement.closest(".bic-activity")) enlarge(node);
      forget();
    }
    for (const output of document.querySelectorAll(".jp-OutputArea-output")) {
      if (output.textContent === LOST) startAgain();
    }
  }).observe(document.body, { childList: true, subtree: true });
})();
