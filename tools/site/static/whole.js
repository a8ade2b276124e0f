// Data in which each part stands once (tools/site/shared.py), put together again.
function whole({ shapes, nodes }) {
  const made = [];
  const makers = [
    ([shape, ...places]) => Object.fromEntries(shapes[shape].map((key, at) => [key, made[places[at]]])),
    (places) => places.map((place) => made[place]),
    (places) => places.map((place) => made[place]).join(""),
    ([value]) => value,
  ];
  for (const [kind, ...rest] of nodes) made.push(makers[kind](rest));
  return made.at(-1);
}
