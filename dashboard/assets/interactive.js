// The page of one chart in the static edition: Plotly draws it in place of the drawing that came with the page, and its
// points can be read as in the app. Without scripts, or where one cannot be had, the drawing stays.
import show from "./chart.js";

const place = document.getElementById("interactive");
// In the app a chosen point opens what stands behind it. A file has no such answer: points are read, and none chosen.
const isChoice = ({ type, key }) => type === "click" || key === "Enter" || key === " ";
for (const type of ["click", "keydown"]) {
  place.addEventListener(type, (event) => isChoice(event) && event.stopPropagation(), { capture: true });
}
const answer = await fetch(place.dataset.chart);
if (answer.ok) {
  show({ parentElement: place, data: new Uint8Array(await answer.arrayBuffer()), setStateValue() {} });
}
