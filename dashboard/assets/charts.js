// The picture of a chart, drawn anew in the size of a picture: title, unit, source, date and address are inside.
// html/pictures.py writes the buttons; nothing is fetched but the page's own fonts.
"use strict";

(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const MARGIN = 20;
  const LINE = 1.35; // height of a line, in sizes of its letters
  // Times that a chart is enlarged: at least, so that its words can be read, and at most, to fill its picture. A
  // telephone shows a picture at a third of its size, so that all in it is larger, and sharp without more pixels.
  const [WIDTH, HEIGHT, LETTERS, LEAST, LARGEST, SCALE] = matchMedia("(max-width: 640px)").matches
    ? [1080, 1350, 1.6, 1.3, 2, 1]
    : [1200, 675, 1, 1, 2, 2]; // the last: pixels of a PNG for each of the picture, for print and dense screens
  const [TITLE, UNIT, SOURCE] = [22, 14, 13].map((size) => size * LETTERS);
  // What stands on the chart for the mouse alone.
  const PASSING = ".hoverlayer, .draglayer, .zoomlayer, .zoombox, .selectionlayer, .cursor, .modebar-container";
  // Style sheets do not come along: what they say of an element is written on it, where its parent does not say it.
  const INHERITED = [
    "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "font-family", "font-size", "font-weight", "font-style", "text-anchor",
    "visibility", "paint-order",
  ];
  const OWN = { opacity: "1", "vector-effect": "none", "dominant-baseline": "auto" };

  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element && event.target.closest("button[data-picture]");
    if (!button || button.ariaDisabled) return;
    const about = button.closest("[data-slug]").dataset;
    const chart = document.querySelector(`.st-key-panel-${CSS.escape(about.slug)} .chart`);
    if (!chart?.querySelector("svg.main-svg")) return;
    const kind = button.dataset.picture;
    button.ariaDisabled = "true"; // a button that is disabled would lose the focus
    try {
      if (kind) save(await draw(chart, about, kind), button.dataset.name);
      else await copyPicture(chart, about, button);
    } finally {
      button.ariaDisabled = null;
    }
  });

  // The style sheet shows the button that copies only where the browser can.
  if (navigator.clipboard?.write && window.ClipboardItem) document.documentElement.dataset.copies = "";

  // A browser may want the copy to begin within the click: it is promised first and drawn then.
  async function copyPicture(chart, about, button) {
    const said = button.parentElement.querySelector("[role=status]");
    said.textContent = "";
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": draw(chart, about, "png") })]);
      said.textContent = button.dataset.copied;
    } catch {
      said.textContent = button.dataset.refused;
    }
    setTimeout(() => { said.textContent = ""; }, 5000);
  }

  async function draw(chart, about, kind) {
    const picture = await compose(chart, about);
    const svg = new Blob([new XMLSerializer().serializeToString(picture)], { type: "image/svg+xml" });
    return kind === "png" ? paint(svg, picture) : svg;
  }

  // One SVG: the words above, the layers of the chart, the words below. A chart that is lower than its picture is drawn
  // narrow and enlarged, and then drawn higher; one that is taller has a taller picture.
  async function compose(chart, about) {
    const width = WIDTH - 2 * MARGIN;
    const { color: ink, direction, fontFamily: sans } = getComputedStyle(chart);
    const x = direction === "rtl" ? WIDTH - MARGIN : MARGIN; // where lines begin
    const ground = getComputedStyle(document.querySelector(".stApp")).backgroundColor;
    await Promise.all([600, 400].map((weight) => document.fonts.load(`${weight} ${UNIT}px ${sans}`, about.title + about.unit)));
    const picture = create("svg", { fill: ink, "font-family": sans });
    picture.append(create("title", {}, about.title));
    const back = picture.appendChild(create("rect", { width: "100%", height: "100%", fill: ground }));
    const set = (text, size, weight) =>
      text.split("\n").flatMap((part) => wrap(part, width, `${weight} ${size}px ${sans}`)).map((line) => ({ line, size, weight }));
    const above = [...set(about.title, TITLE, 600), ...set(about.unit, UNIT, 400)];
    const address = `${location.href.split("#")[0]}#${about.slug}`;
    const below = [about.source, about.day, address].flatMap((text) => set(text, SOURCE, 400));
    const taken = [...above, ...below].reduce((sum, { size }) => sum + size * LINE, 2 * MARGIN + 16);
    let y = MARGIN;
    const write = ({ line, size, weight }) => {
      y += size * LINE;
      picture.append(create("text", { x, y: y - size * 0.3, direction, "font-size": size, "font-weight": weight }, line));
    };
    above.forEach(write);
    y += 10;
    const { clientHeight: low } = chart.querySelector(".svg-container");
    const scale = Math.min(Math.max((HEIGHT - taken) / low, LEAST), LARGEST);
    const [wide, high] = [Math.round(width / scale), Math.max(low, Math.floor((HEIGHT - taken) / scale))];
    const place = { x: MARGIN, y, width, height: high * scale, viewBox: `0 0 ${wide} ${high}` };
    const copy = await chart.copy({ width: wide, height: high });
    try {
      for (const layer of copy.querySelectorAll("svg.main-svg")) {
        const drawn = copyStyled(layer);
        for (const [name, value] of Object.entries(place)) drawn.setAttribute(name, value);
        picture.append(drawn);
      }
      y += place.height + 6;
    } finally {
      copy.remove();
    }
    below.forEach(write);
    const size = { width: WIDTH, height: Math.max(HEIGHT, Math.round(y + MARGIN)) };
    for (const [name, value] of Object.entries({ ...size, viewBox: `0 0 ${size.width} ${size.height}` })) {
      picture.setAttribute(name, value);
    }
    back.before(create("style", {}, await embedFonts(picture)));
    return picture;
  }

  function create(name, attributes, text) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text !== undefined) element.textContent = text;
    return element;
  }

  // The lines that a text takes: broken at spaces, within a word only where it is wider than a line.
  function wrap(text, width, font) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = font;
    const fits = (line) => pen.measureText(line).width <= width;
    const lines = [];
    let line = "";
    for (const word of text.split(/(?<=\s)/)) {
      if (fits((line + word).trimEnd())) {
        line += word;
        continue;
      }
      if (line) lines.push(line);
      line = "";
      for (const char of word) {
        if (!fits(line + char)) {
          lines.push(line);
          line = "";
        }
        line += char;
      }
    }
    return [...lines, line].map((one) => one.trim()).filter(Boolean);
  }

  // An element and all below it, each with the look that it has on the page.
  function copyStyled(element, above) {
    const look = getComputedStyle(element);
    const copy = element.cloneNode(false);
    copy.removeAttribute("style");
    for (const { name, value } of [...copy.attributes]) {
      // Plotly may name a clip path by the address of the page, which the picture has not.
      if (value.includes("url(")) copy.setAttribute(name, localised(value));
    }
    for (const name of INHERITED) {
      const value = look.getPropertyValue(name);
      copy.removeAttribute(name);
      if (!above || value !== above.getPropertyValue(name)) copy.setAttribute(name, localised(value));
    }
    for (const [name, usual] of Object.entries(OWN)) {
      const value = look.getPropertyValue(name);
      if (value && value !== usual) copy.setAttribute(name, value);
    }
    if (look.whiteSpace.startsWith("pre")) copy.setAttributeNS("http://www.w3.org/XML/1998/namespace", "xml:space", "preserve");
    for (const child of element.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) copy.append(child.cloneNode());
      if (child.nodeType !== Node.ELEMENT_NODE || child.matches(PASSING)) continue;
      // A clip path is not displayed, and clips.
      const isSeen = getComputedStyle(child).display !== "none" || child.closest("defs");
      if (isSeen) copy.append(copyStyled(child, look));
    }
    return copy;
  }

  const localised = (value) => value.replace(/url\(["']?[^"')]*#([^"')]*)["']?\)/g, "url(#$1)");

  // The rules of the fonts that the picture's words are set in, each with its file inside.
  async function embedFonts(picture) {
    const used = new Set([picture, ...picture.querySelectorAll("[font-family]")].flatMap((element) => families(element.getAttribute("font-family"))));
    const italic = picture.querySelector('[font-style="italic"]') !== null;
    const rules = [...document.styleSheets].flatMap((sheet) => {
      try {
        return [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule).map((rule) => [rule, sheet.href]);
      } catch {
        return []; // a style sheet of an extension of the browser
      }
    });
    const wanted = rules.filter(([{ style }]) =>
      used.has(families(style.getPropertyValue("font-family"))[0]) && (italic || style.getPropertyValue("font-style") !== "italic"));
    return (await Promise.all(wanted.map(([rule, base]) => embed(rule.style, base || document.baseURI)))).join("\n");
  }

  const families = (list) => list.split(",").map((name) => name.trim().replace(/^["']|["']$/g, ""));

  async function embed(style, base) {
    const address = new URL(/url\(["']?([^"')]+)/.exec(style.getPropertyValue("src"))[1], base);
    if (address.protocol !== "data:" && address.origin !== location.origin) return "";
    const file = await (await fetch(address)).blob();
    const inside = await new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.onerror = () => reject(reader.error);
      reader.readAsDataURL(file);
    });
    const kept = ["font-family", "font-weight", "font-style", "unicode-range"].filter((name) => style.getPropertyValue(name));
    return `@font-face{${kept.map((name) => `${name}:${style.getPropertyValue(name)};`).join("")}src:url(${inside})}`;
  }

  async function paint(svg, picture) {
    const address = URL.createObjectURL(svg);
    try {
      const image = new Image();
      image.src = address;
      await image.decode();
      const canvas = document.createElement("canvas");
      canvas.width = SCALE * picture.getAttribute("width");
      canvas.height = SCALE * picture.getAttribute("height");
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    } finally {
      URL.revokeObjectURL(address);
    }
  }

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
})();
