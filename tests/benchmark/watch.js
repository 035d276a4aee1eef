// Installed before any script of a page: tells when there are words, a chart to see, a chart that answers; and when a
// key has changed the chart. All times are milliseconds since the navigation; null is what has not been yet.
(() => {
  const PLACES = "[data-testid=stPlotlyChart], .js-plotly-plot";
  const MARKS = ".point, .points path, .scatterlayer path, .barlayer path";

  // A selector's first element, in shadow trees too.
  const find = (root, selector) => {
    const found = root.querySelector(selector);
    if (found) return found;
    for (const element of root.querySelectorAll("*")) {
      const inner = element.shadowRoot && find(element.shadowRoot, selector);
      if (inner) return inner;
    }
    return null;
  };
  // The place of the page's first chart. This app names its places: another chart may be drawn before the first is, and
  // the first may be out of the page while another is put there. The rivals have one chart and no names.
  const NAMED = '[class*="st-key-chart-"]';
  let plot = null;
  let within = "";
  const place = () => {
    if (plot && plot.isConnected) return plot;
    const named = within ? null : document.querySelector(NAMED);
    if (named) within = `.${named.className.match(/st-key-chart-[\w-]+/)[0]} `;
    return (plot = find(document, `${within}:is(${PLACES})`));
  };
  // What is drawn of the data: the shape and the place of every mark, the text of every label.
  const marks = () => (place() ? [...plot.querySelectorAll(MARKS)] : []);
  const drawn = () => {
    const shapes = marks().map((mark) => mark.getAttribute("d") + mark.getAttribute("transform"));
    if (!shapes.length) return "";
    return shapes.join() + [...plot.querySelectorAll("text")].map((text) => text.textContent).join();
  };
  // Asked last: the browser lays the page out to answer, for which a page with much on it would pay at each frame.
  const isShown = (element) =>
    element.getBoundingClientRect().height > 0 && element.checkVisibility({ visibilityProperty: true });
  const isDrawn = () => marks().some(isShown);
  // A drawing that came with the page: an SVG with words in it (which no icon has), outside Plotly's charts.
  const hasStill = () => [...document.querySelectorAll("svg:has(text)")].some((svg) => !svg.closest(PLACES) && isShown(svg));
  // What acts on the pointer is laid over Plotly's drawing, by Plotly or by this app. What lies over a chart keeps the
  // pointer from it; of a chart that is out of sight this cannot be told, and is not asked.
  const answers = () => {
    if (!isDrawn()) return false;
    const chart = plot.closest(".chart") || plot;
    if (!chart.querySelector(".draglayer > *, .reader")) return false;
    const { left, right, top, bottom } = chart.getBoundingClientRect();
    const middle = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
    const hit = plot.getRootNode().elementFromPoint((left + right) / 2, middle);
    return !hit || chart.contains(hit);
  };
  // A page of this app stands once its words of before have given way, it has run, and nothing of it is a placeholder.
  const stands = () =>
    document.querySelector(".stApp[data-test-script-state=notRunning] [data-testid=stMain] h1") &&
    !document.querySelector("#shell, [data-testid=stSkeleton]");

  const state = (window.benchmark = { words: null, seen: null, interactive: null, stands: null, shift: 0, drawn });
  // What is so now is on the screen two frames later.
  const keep = (name) => {
    state[name] = undefined; // asked no more
    requestAnimationFrame(() => requestAnimationFrame(() => (state[name] = performance.now())));
  };
  const look = () => {
    const isAnswering = answers();
    if (state.seen === null && (isDrawn() || hasStill())) keep("seen");
    if (state.stands === null && stands()) keep("stands");
    if (isAnswering) keep("interactive");
    else setTimeout(look, 20);
  };
  look();
  const observe = (type, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  observe("paint", (entry) => entry.name === "first-contentful-paint" && (state.words = entry.startTime));
  observe("layout-shift", (entry) => entry.hadRecentInput || (state.shift += entry.value));

  // The milliseconds from the next key until another chart is drawn; null where none is within the limit.
  state.watch = (limit) => {
    const before = drawn();
    state.changed = new Promise((resolve) => {
      let pressed = null;
      const wait = (now) => {
        const after = drawn();
        if (after && after !== before && isDrawn()) requestAnimationFrame(() => resolve(performance.now() - pressed));
        else if (performance.now() - pressed > limit) resolve(null);
        else requestAnimationFrame(wait);
      };
      const press = (event) => {
        pressed = event.timeStamp;
        requestAnimationFrame(wait);
      };
      addEventListener("keydown", press, { capture: true, once: true });
    });
  };
})();
