// Addresses and steps of the history. One gesture is one step: Streamlit adds one for each value that a slider passes.
"use strict";

(() => {
  const add = history.pushState.bind(history);
  let moved = null; // the handle that the last step came from, while it has the focus

  history.pushState = (state, title, address) => {
    const handle = document.activeElement?.closest("[role=slider], input[type=range]") ?? null;
    const isHere = new URL(address ?? "", location.href).pathname === location.pathname;
    if (handle && handle === moved && isHere) {
      history.replaceState(state, title, address);
      return;
    }
    moved = isHere ? handle : null;
    add(state, title, address);
  };

  const end = () => {
    moved = null;
  };
  addEventListener("popstate", end);
  for (const kind of ["focusin", "pointerdown"]) document.addEventListener(kind, end, true);

  // A link to a chart that is folded: once the page stands, the fold opens, and the chart comes into view.
  const TRIES = 100;
  const STEP = 100; // milliseconds
  const named = () => location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const stands = () => document.querySelector(".stApp[data-test-script-state=notRunning]") && !document.querySelector("#shell");
  const lead = (tries) => {
    if (!location.hash || !tries) return;
    if (named()) {
      if (tries < TRIES) named().scrollIntoView();
      return;
    }
    const fold = stands() && document.querySelector(".st-key-folded-more details:not([open]) > summary");
    if (fold) fold.click();
    setTimeout(lead, STEP, tries - 1);
  };
  lead(TRIES);
})();
