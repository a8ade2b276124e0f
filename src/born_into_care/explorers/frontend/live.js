
// The live side: a choice goes to Python as `ask`, the answer comes back as changed traits.

function render({ model, el }) {
  const view = async () => {
    const said = Object.fromEntries(["title", "sentence", "error"].map((name) => [name, model.get(name)]));
    return { ...said, ...(await (await unzip(model.get("drawing"))).json()) };
  };
  const answer = (number) =>
    new Promise((resolve) => {
      const check = () => {
        if (model.get("answered") < number) return;
        model.off("change:answered", check);
        resolve(view());
      };
      model.on("change:answered", check);
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
    if (model.get("answered") === mine) return;
    explorer.set(model.get("ask").state);
    await explorer.show(await view());
  };
  model.on("change:answered", follow);
  return () => model.off("change:answered", follow);
}

export default { render };
