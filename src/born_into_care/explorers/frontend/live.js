
// The live side: a choice goes to Python as `ask`, the answer comes back as changed traits.

function render({ model, el }) {
  const view = async () => {
    const { view, error } = model.get("answer");
    // One compressed stream: the first view, then the one to show.
    const lines = (await (await unzip(model.get("start"), view)).text()).trimEnd();
    return { ...JSON.parse(lines.slice(lines.lastIndexOf("\n") + 1)), error };
  };
  const answer = (number) =>
    new Promise((resolve) => {
      const check = () => {
        if (model.get("answer").number < number) return;
        model.off("change:answer", check);
        resolve(view());
      };
      model.on("change:answer", check);
    });
  let mine = 0; // the newest question that this view asked itself
  const engine = {
    plotly: () => sharedPlotly(model),
    ask: (state) => {
      const number = model.get("ask").number + 1;
      mine = number;
      const answered = answer(number);
      model.set("ask", { number, state });
      model.save_changes();
      return answered;
    },
  };
  const explorer = BornIntoCare.build(el, {
    declaration: model.get("declaration"),
    config: model.get("config"),
    state: model.get("ask").state,
    first: view(),
    engine,
  });
  // A choice made from code, or in another view of the same explorer, moves this view too.
  const follow = async () => {
    if (model.get("answer").number === mine) return;
    explorer.set(model.get("ask").state);
    await explorer.show(await view());
  };
  model.on("change:answer", follow);
  return () => model.off("change:answer", follow);
}

export default { render };
