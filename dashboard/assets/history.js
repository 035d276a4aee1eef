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

  // Another language shows what this one does: the page, its filters, the chart that the address leads to.
  const OFFERED = "language-offered"; // known to the browser of a reader who has been asked
  const offer = document.getElementById("offer");
  const decline = () => {
    offer?.remove();
    try {
      localStorage.setItem(OFFERED, "1");
    } catch {} // who keeps nothing is asked again
  };
  document.addEventListener("click", ({ target }) => {
    const link = target instanceof Element && target.closest("a[data-language]");
    if (link) [link.search, link.hash] = [location.search, location.hash];
    if (link || target.closest?.("#offer button")) decline();
  }, true);
  try {
    if (localStorage.getItem(OFFERED)) offer?.remove();
  } catch {}

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
