// The headline chart and figures of a page follow a lever while it is dragged (see live.py).
//
// Python has worked out both for every place on the slider; here they are only looked up. On
// release Streamlit runs the page, and what it sends takes the place of what is shown here.

const MOST = 8; // surfaces kept: a page has up to three levers
const SAME = 1e-6;

const surfaces = new Map(); // name -> surface
const asked = new Set(); // names of the surfaces that are on their way
const written = new Map(); // text node -> what the app believes to stand there
const decoder = new TextDecoder();
let page = null; // what the page last said: its chart, its levers, and how to ask for a surface
let touched = null; // the lever in use: its slider, where it stood, where it is shown
let dragging = false;

const selector = (key) => `.st-key-${key.replace(/[^a-zA-Z0-9_-]/g, "-")}`;
const textOf = (part) =>
  part && document.createTreeWalker(part, NodeFilter.SHOW_TEXT).nextNode();

// Streamlit draws its slider over an input; a drag changes the input's attributes only.
const watch = new MutationObserver(() => moved());

function touch({ target }) {
  if (!page || !(target instanceof Element)) return;
  const lever = page.levers.find((one) => target.closest(selector(one.key)));
  if (!lever) return;
  const input = target.closest(selector(lever.key)).querySelector("input[type=range]");
  if (!input) return;
  if (touched?.input !== input) {
    watch.disconnect();
    watch.observe(input, { attributes: true });
    touched = { input, path: lever.path, start: input.value, shown: -1 };
  }
  ask(lever);
}

function ask(lever) {
  if (surfaces.has(lever.surface)) prepare(lever);
  if (surfaces.has(lever.surface) || asked.has(lever.surface)) return;
  asked.add(lever.surface);
  page.ask(lever.path);
}

function prepare({ surface: name, places }) {
  const surface = surfaces.get(name), place = nearest(places, Number(touched.input.value));
  // Of its own: the chart on the page still reads the figure that is looked up for it.
  const figure = (at) => figureAt({ ...surface, figure: structuredClone(surface.figure) }, at);
  page.charts.prepare(page.chart, name, surface.rows.length, figure, place);
}

const lever = () => page?.levers.find((one) => one.path === touched?.path);

function moved() {
  const here = lever();
  const surface = here && surfaces.get(here.surface);
  if (!here) return;
  if (!surface) { ask(here); return; }
  const value = Number(touched.input.value);
  const place = nearest(here.places, value);
  if (place === touched.shown) return;
  if (touched.shown < 0 && touched.input.value === touched.start) return;
  if (!dragging && Math.abs(here.places[place] - value) > SAME) return;
  touched.shown = place;
  page.charts.preview(page.chart, () => figureAt(surface, place), place, here.surface);
  write(textOf(page.charts.heading(page.chart)), surface.titles[place]);
  surface.names.forEach((name, at) => writeFigure(name, surface.ribbon[place][at]));
}

function nearest(places, value) {
  let low = 0;
  let high = places.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (places[middle] <= value) low = middle; else high = middle;
  }
  return value - places[low] <= places[high] - value ? low : high;
}

function figureAt({ figure, places, rows }, number) {
  places.forEach((place, at) => {
    const last = place.length - 1;
    const part = place.slice(0, last).reduce((whole, name) => whole[name], figure);
    part[place[last]] = structuredClone(rows[number][at]);
  });
  return figure;
}

// Notices which texts the app has written itself since, be it the same text.
const appWrites = new MutationObserver((records) => forget(records));
const forget = (records) => records.forEach(({ target }) => written.delete(target));

function write(node, text) {
  if (!node) return;
  forget(appWrites.takeRecords());
  if (!written.has(node)) {
    written.set(node, node.nodeValue);
    appWrites.observe(node, { characterData: true });
  }
  node.nodeValue = text;
  appWrites.takeRecords(); // its own
}

function writeFigure(name, [value, change]) {
  const tile = document.querySelector(selector(name));
  write(textOf(tile?.querySelector("[data-testid=stMetricValue]")), value);
  const delta = tile?.querySelector("[data-testid=stMetricDelta]");
  const node = textOf(delta);
  if (!node) return;
  write(node, change);
  const turned = change[0] !== written.get(node)[0]; // its arrow would be wrong
  delta.style.visibility = turned ? "hidden" : "";
}

// What the app has not written anew becomes again what the app believes to stand there.
function putBack() {
  forget(appWrites.takeRecords());
  for (const [node, before] of written) node.nodeValue = before;
  appWrites.disconnect();
  written.clear();
  for (const delta of document.querySelectorAll("[data-testid=stMetricDelta]"))
    delta.style.visibility = "";
}

function released() {
  dragging = false;
  if (!touched || touched.shown < 0 || touched.input.value !== touched.start) return;
  touched.shown = -1; // back where it was: nothing runs, so nothing else would put it right
  putBack();
  page?.charts.restore(page.chart);
}

for (const kind of ["pointerover", "focusin", "pointerdown"])
  document.addEventListener(kind, touch, { capture: true, passive: true });
document.addEventListener("pointerdown", () => { dragging = true; }, { capture: true });
for (const kind of ["pointerup", "pointercancel"])
  document.addEventListener(kind, () => setTimeout(released), { capture: true });
document.addEventListener("input", ({ target }) => { if (target === touched?.input) moved(); },
  { capture: true });

// Called by the page after every run, and when a surface that was asked for is there.
export function follow({ data, setTriggerValue }, charts) {
  const said = JSON.parse(decoder.decode(data));
  page = { ...said, charts, ask: (path) => setTriggerValue("wanted", path) };
  const isRun = !said.surface.rows;
  asked.clear();
  if (isRun) {
    requestAnimationFrame(putBack);
    if (touched) Object.assign(touched, { start: touched.input.value, shown: -1 });
    return;
  }
  surfaces.set(said.surface.name, said.surface);
  if (surfaces.size > MOST) surfaces.delete(surfaces.keys().next().value);
  if (touched) moved();
  if (lever()?.surface === said.surface.name) prepare(lever());
}
