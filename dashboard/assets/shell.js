// The first paint gives way to the app once that stands in its place: all that a reader sees of it is drawn.
(() => {
  const PATIENCE = 5000; // milliseconds for charts, once there are words
  const shell = document.getElementById("shell");
  const root = document.getElementById("root");
  const LATE = "[data-testid=stSkeleton], .stBidiComponent:not(:has(.main-svg))";
  let deadline = 0;
  let isAsked = false;

  const find = (selector) => root.querySelector(selector);
  const inSight = (element) => element.getBoundingClientRect().top < innerHeight;
  // What comes after the last of these comes below what is in sight.
  const fills = () => ![...root.querySelectorAll("[data-testid=stMain] [data-testid=stElementContainer]")].every(inSight);
  // A chart that no script has drawn yet has the drawing in its place, until it is drawn or another view is chosen.
  const keep = (drawing, slug) => {
    const frame = find(`.st-key-chart-and-points-${slug}`);
    if (!frame || frame.dataset.drawn) return;
    const { href } = location;
    drawing.classList.add("drawing");
    frame.prepend(drawing);
    const leave = new MutationObserver(() => {
      if (frame.isConnected && !frame.dataset.drawn && location.href === href) return;
      leave.disconnect();
      drawing.remove();
    });
    leave.observe(root, { childList: true, subtree: true, attributeFilter: ["data-drawn", "data-test-script-state"] });
  };
  const look = () => {
    isAsked = false;
    const heading = find("h1");
    if (!shell.isConnected || !(heading || find("[data-testid=stAlert], [data-testid=stException]"))) return;
    // A page of broken data has no heading, and little else that could move.
    if (heading && !fills() && !find(".stApp[data-test-script-state=notRunning]")) return;
    if (!deadline) {
      deadline = performance.now() + PATIENCE;
      setTimeout(look, PATIENCE);
    }
    if (performance.now() < deadline && [...root.querySelectorAll(LATE)].some(inSight)) return;
    observer.disconnect();
    const read = scrollY;
    const drawing = shell.querySelector("section > svg");
    if (drawing) keep(drawing, drawing.parentElement.id.replace("panel-", ""));
    shell.remove();
    const main = find("[data-testid=stMain]");
    if (main) main.scrollTop = read;
  };
  const observer = new MutationObserver(() => {
    if (!isAsked) requestAnimationFrame(look);
    isAsked = true;
  });
  observer.observe(root, { childList: true, subtree: true, attributeFilter: ["data-test-script-state", "class"] });
})();
