// For a wall: makes a chart or an explorer as large as its place allows. A drawing is laid out for a
// place of 900 pixels; what a wall has more is scale.
const WIDE = 900;
const LEAST = 0.75;

/** Keep a node as large as a place of `width` pixels and `room()` pixels of height allows. */
function fillWall(node, width, room) {
  // Where a room's guesses are typed in, the screen scrolls: the line that shows them stays large.
  const typing = () =>
    [...node.querySelectorAll(".bic-group[open]")].reduce(
      (sum, one) => sum + one.offsetHeight - one.firstChild.offsetHeight, 0);
  const fit = () => {
    node.style.width = `${WIDE}px`;
    // Smaller than this nobody reads it: it scrolls instead.
    const scale = Math.max(LEAST, Math.min(width() / WIDE, room() / (node.offsetHeight - typing())));
    node.style.width = `${width() / scale}px`;
    node.style.transform = `scale(${scale})`;
  };
  node.style.transformOrigin = "0 0";
  new ResizeObserver(fit).observe(node);
  addEventListener("resize", fit);
  fit();
}
