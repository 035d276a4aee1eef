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
