
// The live side: a choice goes to Python as `ask`, the answer comes back as changed traits.

async function unzip(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream);
}

const LATE_LIBRARY = 30000; // milliseconds after which the next explorer asks for the library anew

// One drawing library for the page, however many explorers it has; asked of whichever came first.
function sharedPlotly(model) {
  globalThis.bornIntoCarePlotly ??= new Promise((resolve, reject) => {
    // A kernel that is restarted before it answers must not leave every later explorer waiting.
    const late = setTimeout(() => {
      globalThis.bornIntoCarePlotly = undefined;
      reject(new Error("the drawing library has not come: run this cell again"));
    }, LATE_LIBRARY);
    const take = async (content, buffers) => {
      if (content?.have !== "plotly") return;
      model.off("msg:custom", take);
      clearTimeout(late);
      try {
        const code = await (await unzip(buffers[0])).text();
        // A module of its own: no name of the page is in its way.
        const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
        await import(url);
        URL.revokeObjectURL(url);
        resolve(globalThis.Plotly);
      } catch (error) {
        globalThis.bornIntoCarePlotly = undefined;
        reject(error);
      }
    };
    model.on("msg:custom", take);
    model.send({ want: "plotly" });
  });
  return globalThis.bornIntoCarePlotly;
}

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
