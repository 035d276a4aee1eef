// Installed before any script of a page: tells when its first chart is painted, and when a key has changed it.
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
  const NAMED = '[class*="st-key-chart-and-points-"]';
  let plot = null;
  let within = "";
  const place = () => {
    if (plot && plot.isConnected) return plot;
    const named = within ? null : document.querySelector(NAMED);
    if (named) within = `.${named.className.match(/st-key-[\w-]+/)[0]} `;
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
  const isSeen = () => marks().some((mark) => mark.getBoundingClientRect().height > 0);

  const state = (window.benchmark = { painted: null, shift: 0, drawn });
  const look = () => {
    if (isSeen()) requestAnimationFrame(() => requestAnimationFrame(() => (state.painted = performance.now())));
    else setTimeout(look, 20);
  };
  look();
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) state.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });

  // The milliseconds from the next key until another chart is drawn; null where none is within the limit.
  state.watch = (limit) => {
    const before = drawn();
    state.changed = new Promise((resolve) => {
      let pressed = null;
      const wait = (now) => {
        const after = drawn();
        if (after && after !== before && isSeen()) requestAnimationFrame(() => resolve(performance.now() - pressed));
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
