// One gesture is one step of the history: Streamlit adds a step for each value that a slider passes.
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
})();
