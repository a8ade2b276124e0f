// The drawing library, fetched from Python when the first chart of a page is drawn.

async function unzip(...bytes) {
  const stream = new Blob(bytes).stream().pipeThrough(new DecompressionStream("gzip"));
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
