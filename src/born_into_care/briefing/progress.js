// A bar with a name: it is a progress element in a label, which screen readers know.
function render({ model, el }) {
  const label = document.createElement("label");
  const bar = document.createElement("progress");
  label.append(`${model.get("label")} `, bar);
  el.append(label);
  const fill = () => {
    bar.max = model.get("max");
    bar.value = model.get("value");
  };
  model.on("change:max", fill);
  model.on("change:value", fill);
  fill();
  return () => {
    model.off("change:max", fill);
    model.off("change:value", fill);
  };
}

export default { render };
