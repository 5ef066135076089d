// Draws the charts of a page with plotly.js and changes them in place, so that nothing blinks.
//
// What can be seen is drawn at once, the rest when the browser has time. A chart is known by the
// element it is drawn in; `data-state` of that element says "waiting", "drawn" or "failed".

const FONT_MILLISECONDS = 300; // a font that is later than this does not hold up a chart
const NEAR = 200; // pixels below the window that count as seen
const WIDE = 640; // pixels from which a table in colours has room for larger letters in one line

const charts = new Map(); // element -> what is known of its chart
const waiting = new Set();
const decoder = new TextDecoder();
const later = (work) =>
  window.requestIdleCallback ? requestIdleCallback(work, { timeout: 500 }) : setTimeout(work, 30);
const frame = () => new Promise((done) => requestAnimationFrame(done));
const pause = (time) => new Promise((done) => setTimeout(done, time));

let library;
function plotly(address) {
  library ??= new Promise((done, fail) => {
    if (window.Plotly?.react) { done(window.Plotly); return; }
    const part = document.createElement("script");
    part.src = address;
    part.onload = () => done(window.Plotly);
    part.onerror = () => { part.remove(); library = undefined; fail(new Error(address)); };
    document.head.appendChild(part);
  });
  return library;
}

let fonts;
const lettersReady = () => (fonts ??= Promise.race([document.fonts.ready, pause(FONT_MILLISECONDS)]));

const isSeen = (place) => {
  const box = place.getBoundingClientRect();
  return box.bottom > 0 && box.top < window.innerHeight + NEAR;
};

const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const chart = charts.get(target);
    if (chart && target.clientWidth && target.clientWidth !== chart.width) want(chart);
  }
});

function begin(place, address) {
  const chart = { place, address, text: "", figure: null, shown: null, width: 0, pick: null };
  charts.set(place, chart);
  place.setAttribute("role", "img");
  sizes.observe(place);
  return chart;
}

function want(chart) {
  chart.place.dataset.state = "waiting";
  waiting.add(chart);
  if (isSeen(chart.place)) work(chart);
  else later(() => work(chart));
}

async function work(chart) {
  if (!waiting.delete(chart)) return;
  try {
    const [library] = await Promise.all([plotly(chart.address), lettersReady()]);
    await put(library, chart);
  } catch (error) {
    if (!charts.has(chart.place)) return; // taken away while it was drawn
    console.warn(error);
    chart.place.dataset.state = "failed";
    if (!chart.shown) chart.place.textContent = chart.wanted.failed;
  }
}

async function put(library, chart) {
  const { place, wanted } = chart;
  const width = place.clientWidth;
  if (!width || waiting.has(chart)) return; // hidden: its size will be told; or wanted anew
  while (chart.busy) await frame();
  const isSame = chart.shown === wanted && width >= WIDE === chart.width >= WIDE;
  if (isSame && width !== chart.width) {
    chart.width = width;
    await library.relayout(place, { width });
  } else {
    chart.width = width;
    chart.shown = wanted;
    await react(library, chart, wanted.figure);
  }
  if (!chart.isPreview) coverWith(chart, null);
  if (!waiting.has(chart) && chart.shown === chart.wanted) place.dataset.state = "drawn";
}

function drawn(library, place, { wanted, width }, figure) {
  const { wide } = figure.layout.meta ?? {};
  const { data, layout: own } = wide && width >= WIDE ? widened(figure, wide) : figure;
  const layout = { ...own, width, autosize: false, uirevision: wanted.name };
  return library.react(place, { ...figure, data, layout, config: wanted.config });
}

function widened({ data, layout }, wide) {
  const own = Object.entries(wide.layout).map(([name, part]) => [name, { ...layout[name], ...part }]);
  const chinese = /(\p{Script=Han})<br>(?=\p{Script=Han})/gu; // has no spaces
  const inOneLine = (text) => text.replace(chinese, "$1").replaceAll("<br>", " ");
  return {
    layout: { ...layout, ...Object.fromEntries(own) },
    data: data.map((trace) => ({
      ...trace,
      text: trace.text.map((row) => row.map(inOneLine)),
      textfont: { ...trace.textfont, ...wide.cells.textfont },
    })),
  };
}

async function react(library, chart, figure) {
  const { place } = chart;
  await drawn(library, place, chart, figure);
  if (!chart.listens && chart.pick) {
    chart.listens = true;
    place.on("plotly_click", ({ points }) => chart.pick(points[0]?.customdata ?? null));
  }
}

const named = (name) => [...charts.values()].find((chart) => chart.wanted?.name === name);

// Shows another figure for the time being: its picture where there is one, else as soon as the
// figure before it is drawn.
export function preview(name, figure, mark, album) {
  const chart = named(name);
  if (!chart?.shown || !window.Plotly) return;
  chart.isPreview = true;
  chart.latest = mark;
  const picture = isFor(chart, album) && chart.album.pictures.get(mark);
  chart.preview = picture ? null : { figure, mark };
  if (picture) {
    coverWith(chart, picture);
    chart.place.dataset.live = mark;
  } else if (!chart.busy) drawPreviews(chart);
}

async function drawPreviews(chart) {
  chart.busy = true;
  chart.place.dataset.busy = "";
  while (chart.preview) {
    const { figure, mark } = chart.preview;
    chart.preview = null;
    await react(window.Plotly, chart, figure());
    if (!chart.isPreview || chart.latest !== mark) continue;
    coverWith(chart, null);
    chart.place.dataset.live = mark;
  }
  chart.busy = false;
  delete chart.place.dataset.busy;
}

// An album: a picture of every place of a lever, drawn beside the page while the browser has
// nothing else to do. To draw a chart takes plotly.js three frames, to show a picture not one.
const isFor = (chart, album) => chart.album?.name === album && chart.album.width === chart.width;

export function prepare(name, album, count, figure, near) {
  const chart = named(name);
  if (!chart?.shown || !window.Plotly || isFor(chart, album)) return;
  chart.album = { name: album, width: chart.width, pictures: new Map() };
  const places = Array.from({ length: count }, (_, place) => place);
  places.sort((one, other) => Math.abs(one - near) - Math.abs(other - near));
  fill(chart, places, figure);
}

async function fill(chart, places, figure) {
  const { album } = chart, desk = document.createElement("div");
  desk.ariaHidden = "true";
  desk.style.cssText = "position: fixed; left: -9999px; top: 0; visibility: hidden";
  document.body.append(desk);
  for (const place of places) {
    await new Promise(later);
    if (chart.album !== album || !charts.has(chart.place) || chart.width !== album.width) break;
    await drawn(window.Plotly, desk, chart, figure(place));
    const picture = desk.cloneNode(true);
    picture.classList.add("plumbline-picture");
    picture.style.cssText = `position: absolute; background: ${chart.wanted.background}`;
    album.pictures.set(place, picture);
    chart.place.dataset.pictures = album.pictures.size;
  }
  window.Plotly.purge(desk);
  desk.remove();
}

// Lays a picture over a chart, or takes it away. It stands beside the chart in the document, since
// plotly.js takes all that is within for its own.
function coverWith(chart, picture) {
  const { cover, place } = chart;
  if (cover === picture) return;
  chart.cover = picture;
  cover?.remove();
  if (!picture) return;
  picture.style.left = `${place.offsetLeft}px`;
  picture.style.top = `${place.offsetTop}px`;
  place.parentElement.style.position = "relative";
  place.after(picture);
}

// Takes the figure of the page again.
export function restore(name) {
  const chart = named(name);
  if (chart?.isPreview) again(chart);
}

function again(chart) {
  chart.isPreview = false;
  chart.preview = null;
  chart.shown = null;
  delete chart.place.dataset.live;
  want(chart);
}

// The heading above a chart, which says its finding.
export function heading(name) {
  let part = named(name)?.place.closest(".stElementContainer");
  while (part && !part.querySelector("h3")) part = part.previousElementSibling;
  return part?.querySelector("h3");
}

// The visitor's theme may change while a page is open; its charts are asked for again, once.
let askedFor = "";
function followTheme(chart, setTriggerValue) {
  const now = getComputedStyle(chart.place).getPropertyValue("--st-background-color").trim();
  if (now.toLowerCase() === chart.wanted.background.toLowerCase()) { askedFor = ""; return; }
  if (now === askedFor) return;
  askedFor = now;
  setTriggerValue("theme", now);
}

// A server that was started anew knows nothing of this page. Once the line is back, the page asks for
// a run, so that the next thing its visitor does counts.
let lost = false, watched = null;
const line = new MutationObserver(() => {
  const isOpen = watched.dataset.testConnectionState === "CONNECTED";
  if (isOpen && lost) charts.values().next().value?.back();
  lost = !isOpen;
});
function watchLine() {
  const app = document.querySelector("[data-testid=stApp]");
  if (app === watched) return;
  watched = app;
  line.disconnect();
  line.observe(app, { attributeFilter: ["data-test-connection-state"] });
}

// Called by the page whenever it has a chart to show or its theme is another; `data` is JSON in
// UTF-8.
export function show({ data, parentElement, setTriggerValue }, address) {
  const place = parentElement.querySelector(".plumbline-chart");
  const chart = charts.get(place) ?? begin(place, address);
  const text = decoder.decode(data);
  if (text !== chart.text) {
    chart.text = text;
    chart.wanted = JSON.parse(text);
    chart.pick = chart.wanted.picks ? (data) => setTriggerValue("picked", data) : null;
    place.setAttribute("aria-label", chart.wanted.alt);
    place.style.height = `${chart.wanted.figure.layout.height}px`;
    again(chart);
  } else if (chart.isPreview) again(chart);
  chart.back = () => setTriggerValue("back", true);
  followTheme(chart, setTriggerValue);
  watchLine();
  return () => forget(chart);
}

function forget(chart) {
  coverWith(chart, null);
  charts.delete(chart.place);
  waiting.delete(chart);
  sizes.unobserve(chart.place);
  window.Plotly?.purge(chart.place);
}

// Paper may be narrower than the window, and nothing can be drawn anew for it in time: a chart
// without room is then shown smaller, and takes no more of the paper than it needs.
const drawings = (place) => [...place.querySelectorAll(".svg-container, .main-svg")];
addEventListener("beforeprint", () => {
  for (const [place, { width, wanted }] of charts) {
    const { height } = wanted.figure.layout;
    if (width) Object.assign(place.style, {
      height: "auto", maxHeight: `${height}px`, aspectRatio: `${width} / ${height}`,
    });
    for (const one of drawings(place)) {
      one.style.maxWidth = "100%";
      if (!one.matches(".main-svg")) continue;
      one.setAttribute("viewBox", `0 0 ${one.getAttribute("width")} ${one.getAttribute("height")}`);
      one.style.height = "auto";
    }
  }
});
addEventListener("afterprint", () => {
  for (const [place, { wanted }] of charts) {
    Object.assign(place.style, {
      height: `${wanted.figure.layout.height}px`, maxHeight: "", aspectRatio: "",
    });
    for (const one of drawings(place)) {
      one.style.maxWidth = "";
      if (!one.matches(".main-svg")) continue;
      one.removeAttribute("viewBox");
      one.style.height = "";
    }
  }
});
