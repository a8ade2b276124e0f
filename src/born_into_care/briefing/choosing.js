// A button that hands a file to the kernel in parts. The file travels in messages and is never part
// of the widget's state, so that no saved notebook can hold it.
const PART = 4 * 1024 * 1024;

function render({ model, el }) {
  const label = document.createElement("label");
  label.className = "bic-file";
  const words = document.createElement("span");
  words.textContent = model.get("label");
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".csv,.tsv,.txt,.xlsx,.xlsm,.xls";
  label.append(words, input);
  el.append(label);

  input.addEventListener("change", async () => {
    const file = input.files[0];
    if (!file) return;
    const parts = Math.max(1, Math.ceil(file.size / PART));
    for (let part = 0; part < parts; part += 1) {
      const piece = file.size > model.get("largest") ? new Blob([]) : file.slice(part * PART, (part + 1) * PART);
      const content = { name: file.name, size: file.size, part, parts };
      model.send(content, undefined, [await piece.arrayBuffer()]);
      if (file.size > model.get("largest")) break;
    }
    // The same file can be chosen again after it was mended.
    input.value = "";
  });
}

export default { render };
