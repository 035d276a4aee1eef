// Draws the charts of the pages with Plotly, and lets their points be read and chosen: by pointer, finger and key, by
// eye and ear. To Plotly a chart is a picture; all that moves above it is ours. No words of its own: the server sends
// them with the chart.
const library = import("./plotly-basic-4.1.1.min.js").then(() => window.Plotly);
library.catch(() => {}); // each chart says for itself what becomes of it

const CONFIG = { staticPlot: true, responsive: false };
// What figures leave open. Fonts come from the page, and colours of text and grid (chart.css), in light and dark.
const templateIn = (family) => ({
  layout: {
    font: { family, size: 12 },
    paper_bgcolor: "rgba(0, 0, 0, 0)",
    plot_bgcolor: "rgba(0, 0, 0, 0)",
    xaxis: { showgrid: false, zeroline: false },
  },
});
const fontOf = (element) => getComputedStyle(element).fontFamily;
const UNDER = 9; // pixels from a mark within which a pointer is on it
const WIDE = 720; // pixels from which a chart has the labels of wide ones (figures/style.py)
const GAP = 14; // pixels between a point and the label beside it
const SWIPE = 24; // pixels of the chart's edge that a label keeps free of

const charts = new Map(); // the element that the app gives a chart -> the chart
const waiting = new Set(); // charts to draw when there is time, since they are out of sight

export default function show({ parentElement, data, setStateValue }) {
  if (!charts.has(parentElement)) charts.set(parentElement, new Chart(parentElement));
  const chart = charts.get(parentElement);
  chart.send = setStateValue;
  chart.take(data);
  return () => {
    charts.delete(parentElement);
    chart.leave();
  };
}

function make(kind, name, attributes = {}) {
  const element = document.createElement(kind);
  element.className = name;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

const isSame = (one, other) =>
  one !== undefined && one.length === other.length && one.every((byte, place) => byte === other[place]);

async function unpack(data) {
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

// The lines of a hover text of Plotly, without its tags.
const linesOf = (text) => String(text).split(/<br\s*\/?>/).map((line) => line.replace(/<[^>]*>/g, "").trim());

class Chart {
  constructor(place) {
    this.frame = place.closest('[class*="st-key-chart-and-points-"]') ?? place;
    this.root = make("div", "chart", { role: "figure" });
    this.plot = make("div", "plot", { "aria-hidden": "true" });
    this.line = make("div", "crosshair");
    this.marks = make("div", "marks");
    this.reader = make("div", "reader");
    this.label = make("div", "reading", { "aria-hidden": "true" });
    this.reader.append(this.line, this.marks);
    this.root.append(this.plot, this.reader, this.label);
    this.root.copy = (size) => this.copy(size); // for assets/charts.js
    this.place = place;
    place.append(this.root);
    this.points = [];
    this.chosen = []; // points, the last first
    this.now = null; // the point that is read
    this.gone = new AbortController();
    this.listen();
    this.resizing = new ResizeObserver(() => {
      if (this.figure && !isOnPaper && this.width !== place.clientWidth) drawInTurn(this);
    });
    this.resizing.observe(place);
  }

  leave() {
    waiting.delete(this);
    this.gone.abort();
    this.resizing.disconnect();
    this.opening?.disconnect();
    window.Plotly?.purge(this.plot);
    this.root.remove();
  }

  // Take what the server sends, which is often what is here already.
  async take(data) {
    if (isSame(this.data, data)) return;
    this.data = data;
    const sent = await unpack(data);
    if (this.data !== data) return; // there is something newer
    Object.assign(this, sent);
    this.chosen = [];
    this.root.setAttribute("aria-label", this.alt);
    this.width = 0;
    drawInTurn(this);
  }

  isNear() {
    const { top, bottom } = this.place.getBoundingClientRect();
    return top < innerHeight * 1.2 && bottom > 0;
  }

  async draw(width = this.place.clientWidth) {
    waiting.delete(this);
    const { figure } = this;
    let plotly;
    try {
      plotly = await library;
      await this.loadFonts(); // Plotly measures its words
    } catch {
      this.frame.dataset.failed = ""; // what came with the page stays: a drawing, the table
      return;
    }
    if (!width || this.figure !== figure || this.width === width || this.gone.signal.aborted) return;
    this.width = width;
    plotly.react(this.plot, figure.data, this.layOut({ width }), CONFIG);
    this.frame.dataset.drawn = this.id;
    this.find();
  }

  // The fonts of the page for the words of this chart; one that cannot be had is done without.
  loadFonts() {
    const family = fontOf(this.root);
    const weights = ["400", "700"].map((weight) => document.fonts.load(`${weight} 12px ${family}`, this.alt));
    return Promise.allSettled(weights);
  }

  layOut(size) {
    const { annotations, ...layout } = this.figure.layout;
    const other = size.width < WIDE ? "wide" : "narrow";
    const kept = annotations?.filter(({ name }) => name !== other);
    return { ...layout, annotations: kept, ...size, template: templateIn(fontOf(this.root)), hovermode: false, dragmode: false };
  }

  // The chart in another size, out of sight, for a picture of it; who asked for it takes it away.
  async copy(size) {
    const plotly = await library;
    const plot = make("div", "plot aside", { "aria-hidden": "true" });
    this.root.append(plot);
    await plotly.newPlot(plot, structuredClone(this.figure.data), this.layOut(size), CONFIG);
    return plot;
  }

  // Where Plotly has drawn the points that have names, in pixels of the chart.
  find() {
    const { calcdata, _fullLayout: full } = this.plot;
    this.facets = new Map();
    const names = new Set();
    this.points = calcdata.flatMap((drawn, place) => {
      const { trace } = drawn[0];
      if (!trace.customdata || trace.visible !== true) return [];
      const [across, up] = [trace.xaxis, trace.yaxis].map((axis) => full[`${axis[0]}axis${axis.slice(1)}`]);
      const facet = { isLanes: !up.visible, top: up._offset, bottom: up._offset + up._length };
      this.facets.set(trace.yaxis, facet);
      const isBar = trace.type === "bar";
      return drawn.flatMap((point, at) => {
        const name = trace.customdata[at];
        if (!name || point.x === undefined || names.has(name)) return [];
        names.add(name);
        const x = across._offset + across.c2p(point.x, true);
        const y = up._offset + up.c2p(point.y, true);
        const base = isBar ? up._offset + up.c2p(point.b, true) : y;
        const half = isBar ? Math.abs(across.c2p(point.p1, true) - across.c2p(point.p0, true)) / 2 : 0;
        const text = Array.isArray(trace.hovertext) ? trace.hovertext[at] : trace.hovertext;
        return [{ name, date: point.x, x, y, base, half, lines: linesOf(text), colour: colourOf(trace, at), axis: trace.yaxis, trace: facet.isLanes ? -1 : place }];
      });
    });
    // For the keys: series by series, from the topmost down, each from left to right; lanes are one, from above.
    const top = ({ axis }) => this.facets.get(axis).top;
    const along = ({ trace, x, y }) => (trace < 0 ? y : x);
    this.points.sort((one, other) => top(one) - top(other) || one.trace - other.trace || along(one) - along(other));
    const { reader } = this;
    if (this.points.length) {
      const about = { tabindex: 0, role: "slider", "aria-label": this.words.points, "aria-valuemin": 1, "aria-valuemax": this.points.length };
      for (const [name, value] of Object.entries(about)) reader.setAttribute(name, value);
    } else {
      for (const name of reader.getAttributeNames()) if (name !== "class") reader.removeAttribute(name);
    }
    const again = (point) => point && this.points.find(({ name }) => name === point.name);
    this.chosen = this.chosen.map(again).filter(Boolean);
    this.now = null;
    this.say(this.chosen[0] ?? this.first());
    this.mark();
  }

  // What the keys begin with: the newest point of the first series.
  first() {
    const series = this.points.filter(({ trace }) => trace === this.points[0].trace);
    return series.at(-1);
  }

  // --- Reading ------------------------------------------------------------------------------------------------------

  // The point that a pointer means: the mark below it, or the nearest date of the facet; of a timeline the nearest lane.
  at(x, y) {
    const away = ({ top, bottom }) => Math.max(top - y, y - bottom, 0);
    const axis = [...this.facets].sort(([, one], [, other]) => away(one) - away(other))[0]?.[0];
    const distances = this.points.filter((point) => point.axis === axis).map((point) => {
      const high = Math.max(Math.min(point.y, point.base) - y, y - Math.max(point.y, point.base), 0);
      return { point, wide: Math.abs(point.x - x), high };
    });
    const on = distances
      .filter(({ point, wide, high }) => (point.half ? wide <= point.half && !high : Math.hypot(wide, high) <= UNDER))
      .sort((one, other) => Math.hypot(one.wide, one.high) - Math.hypot(other.wide, other.high));
    if (on.length) return on[0].point;
    const [near, then] = this.facets.get(axis)?.isLanes ? ["high", "wide"] : ["wide", "high"];
    distances.sort((one, other) => one[near] - other[near] || one[then] - other[then]);
    return distances[0]?.point ?? null;
  }

  read(point) {
    if (point === this.now) return;
    this.now = point;
    this.mark();
    this.label.classList.toggle("shown", Boolean(point));
    if (!point) return;
    this.say(point);
    const { top, bottom, isLanes } = this.facets.get(point.axis);
    Object.assign(this.line.style, { left: `${point.x}px`, top: `${top}px`, height: `${bottom - top}px` });
    const there = isLanes ? [point] : this.points.filter((one) => one.axis === point.axis && one.date === point.date);
    this.label.replaceChildren(...(there.length > 1 ? rows(there, point) : paragraphs(point.lines)));
    this.put(point);
  }

  // The label beside its point: above it where there is room, so that no finger covers it, and within the chart.
  put(point) {
    const { label, root } = this;
    const { offsetWidth: wide, offsetHeight: high } = label;
    const isRight = point.x < root.clientWidth / 2;
    const left = isRight ? point.x + GAP : point.x - GAP - wide;
    const up = Math.min(point.y, point.base) - high - GAP;
    label.style.left = `${Math.max(0, Math.min(left, root.clientWidth - wide))}px`;
    label.style.top = `${Math.max(-SWIPE, Math.min(up, root.clientHeight - high))}px`;
  }

  say(point) {
    if (!point) return;
    this.told = point;
    this.reader.setAttribute("aria-valuenow", this.points.indexOf(point) + 1);
    this.reader.setAttribute("aria-valuetext", this.said[point.name] ?? point.lines.join(", "));
  }

  // A ring around each chosen point, and around the one that is read; a frame around a bar.
  mark() {
    this.line.classList.toggle("shown", Boolean(this.now) && !this.facets.get(this.now.axis).isLanes);
    const rings = [...this.chosen.map((point) => [point, "ring is-chosen"]), ...(this.now ? [[this.now, "ring"]] : [])];
    this.marks.replaceChildren(...rings.map(([point, name]) => {
      const ring = make("div", point.half ? `${name} bar` : name, { "data-name": point.name });
      const [top, bottom] = [Math.min(point.y, point.base), Math.max(point.y, point.base)];
      Object.assign(ring.style, { left: `${point.x - point.half}px`, top: `${top}px`, width: `${2 * point.half}px`, height: `${bottom - top}px`, color: point.colour });
      return ring;
    }));
  }

  // --- Choosing -----------------------------------------------------------------------------------------------------

  // A point of a facet takes the place of another of the same facet; chosen again, it is given back.
  choose(point) {
    const isChosen = this.chosen.includes(point);
    const others = this.chosen.filter(({ axis }) => axis !== point.axis);
    this.chosen = isChosen ? this.chosen.filter((one) => one !== point) : [point, ...others];
    this.mark();
    this.frame.dataset.side = point.x > this.root.clientWidth / 2 ? "left" : "right";
    if (!isChosen) this.awaitOpening();
    this.tell();
  }

  close() {
    this.chosen = [];
    this.mark();
    this.tell();
    this.reader.focus({ preventScroll: true });
  }

  tell() {
    this.send("chosen", { id: this.id, points: this.chosen.map(({ name }) => name) });
  }

  // What was chosen opens over the chart once the server has sent it: the reader is led into it.
  awaitOpening() {
    this.opening?.disconnect();
    this.opening = new MutationObserver(() => {
      const opened = this.frame.querySelector(".chosen");
      if (opened?.dataset.points !== this.chosen.map(({ name }) => name).join(" ")) return;
      this.opening.disconnect();
      const about = { role: "dialog", "aria-label": this.words.opened, tabindex: -1 };
      for (const [name, value] of Object.entries(about)) opened.setAttribute(name, value);
      this.read(null);
      opened.focus({ preventScroll: true });
      this.uncover(opened);
    });
    this.opening.observe(this.frame, { childList: true, subtree: true });
  }

  // On a narrow screen what opened may lie over its point.
  uncover(opened) {
    const ring = this.marks.querySelector(".is-chosen");
    const [here, over] = [ring, opened].map((element) => element.getBoundingClientRect());
    const isCovered = here.bottom > over.top && here.top < over.bottom && here.right > over.left && here.left < over.right;
    if (isCovered) ring.scrollIntoView({ block: "start" });
  }

  listen() {
    const { reader, frame } = this;
    const on = (element, type, act) => element.addEventListener(type, act, { signal: this.gone.signal });
    const point = ({ clientX, clientY }) => {
      const { left, top } = this.root.getBoundingClientRect();
      return this.at(clientX - left, clientY - top);
    };
    on(reader, "pointermove", (event) => this.read(point(event)));
    on(reader, "pointerdown", (event) => this.read(point(event)));
    on(reader, "pointercancel", () => this.read(null)); // the finger scrolls the page
    on(reader, "pointerleave", (event) => event.pointerType === "mouse" && this.read(null));
    on(reader, "click", (event) => {
      // What is read is what opens: a browser may move the place of a tap, to what it takes for a target.
      const chosen = this.now ?? point(event);
      if (chosen) this.choose(chosen);
    });
    on(reader, "focus", () => reader.matches(":focus-visible") && this.read(this.told));
    on(reader, "blur", () => this.read(null));
    on(reader, "keydown", (event) => this.press(event));
    on(document, "keydown", (event) => event.key === "Escape" && this.read(null));
    on(frame, "keydown", (event) => {
      if (event.key !== "Escape" || !this.chosen.length) return;
      event.preventDefault();
      event.stopPropagation();
      this.close();
    });
    on(frame, "click", (event) => event.target.closest?.("[data-close]") && this.close());
  }

  press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const here = this.now ?? this.told;
    const series = this.points.filter(({ trace }) => trace === here.trace);
    const place = series.indexOf(here);
    const moves = {
      ArrowRight: () => series[place + 1],
      ArrowLeft: () => series[place - 1],
      ArrowDown: () => this.beside(here, 1),
      ArrowUp: () => this.beside(here, -1),
      Home: () => series[0],
      End: () => series.at(-1),
    };
    if (event.key in moves) this.read(moves[event.key]() ?? here);
    else if (event.key === "Enter" || event.key === " ") this.choose(here);
    else return;
    event.preventDefault();
  }

  // The nearest point of the next series, or of the one before; with one series alone, the next point.
  beside(here, step) {
    const traces = [...new Set(this.points.map(({ trace }) => trace))];
    if (traces.length === 1) return this.points[this.points.indexOf(here) + step];
    const other = traces[traces.indexOf(here.trace) + step];
    return this.points
      .filter(({ trace }) => trace === other)
      .sort((one, another) => Math.abs(one.x - here.x) - Math.abs(another.x - here.x))[0];
  }
}

function colourOf({ marker }, at) {
  const { color } = marker;
  return Array.isArray(color) ? color[at] : color;
}

const paragraphs = (lines) => lines.map((line, place) => {
  const element = make(place ? "div" : "b", "");
  element.textContent = line;
  return element;
});

// All series at one date: the date, and each figure with the name of its series; the one that would open stands out.
function rows(points, nearest) {
  const [heading] = paragraphs([points[0].lines[1]]);
  return [heading, ...points.toSorted((one, other) => one.y - other.y).map((point) => {
    const row = make("div", point === nearest ? "row nearest" : "row");
    const [figure, series] = paragraphs([point.lines[0], point.lines[2] ?? ""]);
    const key = make("i", "");
    key.style.color = point.colour;
    row.append(key, figure, series);
    return row;
  })];
}

// --- One drawing a chart: at once where it is in sight, the others one by one when there is time ----------------------

const whenIdle = window.requestIdleCallback ?? ((act) => setTimeout(act, 50));

function drawInTurn(chart) {
  if (chart.isNear()) chart.draw();
  else {
    if (!waiting.size) whenIdle(drawNext, { timeout: 2000 });
    waiting.add(chart);
  }
}

function drawNext() {
  const [chart] = [...waiting].sort((one, other) => other.isNear() - one.isNear());
  chart?.draw();
  if (waiting.size) whenIdle(drawNext, { timeout: 2000 });
}

// --- On paper: all charts, each drawn as wide as its place on the sheet (style.css) -----------------------------------

const SHEET = { drawn: 760, wide: 690 }; // pixels: as a chart is drawn, and as wide as that is on a sheet of A4
const HALF = { drawn: 420, wide: 325 }; // the same of small charts, two beside each other
const TALL = 840; // pixels that a sheet has for a chart, below its heading
let isOnPaper = false;

addEventListener("beforeprint", () => {
  isOnPaper = true;
  for (const chart of charts.values()) {
    const { drawn, wide } = chart.frame.closest(".st-key-small-charts") ? HALF : SHEET;
    chart.draw(drawn);
    chart.frame.style.zoom = Math.min(wide / drawn, TALL / chart.place.clientHeight);
  }
});
addEventListener("afterprint", () => {
  isOnPaper = false;
  for (const chart of charts.values()) {
    chart.frame.style.zoom = "";
    chart.draw();
  }
});
