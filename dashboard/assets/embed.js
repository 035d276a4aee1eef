// Tells the page around a frame how high what it shows is, at first and whenever that changes:
// {type: "labour-migration:height", src: <address of this frame>, height: <pixels>}. Nothing else is told or heard.
"use strict";

if (parent !== window) {
  const tell = () => {
    const height = Math.ceil(document.querySelector("main").getBoundingClientRect().height);
    parent.postMessage({ type: "labour-migration:height", src: location.href, height }, "*");
  };
  new ResizeObserver(tell).observe(document.querySelector("main"));
}
