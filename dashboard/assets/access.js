// For keyboards and screen readers: focus that is not lost, landmarks, what a filter has changed. Without words of its
// own: html/access.py sends them, in the language of the page.
"use strict";

(() => {
  const STEP = 50; // milliseconds
  const PAUSE = 200; // milliseconds in which what is drawn anew is there again
  const PATIENCE = 10_000; // milliseconds after a key or a click in which focus may still get lost
  const KEYED = '[class*="st-key-"]';
  const OPENER = "[data-testid=stPopoverButton]";
  const POPOVER = "[data-testid=stPopoverBody]";
  const STOPS = "a[href], button, input, select, textarea, summary, [tabindex]";

  const find = (selector, place = document) => place?.querySelector(selector);
  const all = (selector, place = document) => [...place.querySelectorAll(selector)];
  const isSeen = (one) => one.checkVisibility({ visibilityProperty: true });
  // Streamlit takes what is in a popover out of the order while the focus is elsewhere; in a bar we take all but one.
  const isStop = (one) => one.tabIndex >= 0 || "tabindex" in one.dataset || one.closest("[role=toolbar]");
  const stopsIn = (place) => all(STOPS, place).filter((one) => isStop(one) && !one.disabled && isSeen(one));
  const closest = ({ target }, selector) => (target instanceof Element ? target.closest(selector) : null);
  const set = (element, values) => {
    if (!element) return; // between two pages there may be none of it
    for (const [name, value] of Object.entries(values)) {
      if (value === null) element.removeAttribute(name);
      else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
    }
  };
  // Once React has drawn what a run of the page has sent.
  const isAtRest = () => find(".stApp")?.dataset.testScriptState === "notRunning";

  // --- Focus that the page takes away is given back: to the same place, or to what is nearest to it. ----------------

  let last = null; // what had the focus, and the names of the places that it stands in, from the inmost
  let opener = null; // the button of the popover that is open, or was the last
  let deadline = 0;
  let lost = 0; // since when the focus is nowhere

  const remember = (element) => {
    const places = [];
    for (let one = element.closest(KEYED); one; one = one.parentElement.closest(KEYED)) {
      places.push(...[...one.classList].filter((name) => name.startsWith("st-key-")));
    }
    return { element, places, words: element.textContent };
  };
  const isHere = ({ element }) => element.isConnected && isSeen(element);
  const nearest = ({ element, places }) => {
    if (isHere({ element }) && !element.disabled) return element;
    const stops = places.map((name) => find(`.${CSS.escape(name)}`)).map((place) => place && stopsIn(place)[0]);
    return stops.find(Boolean);
  };

  function restore() {
    if (document.activeElement !== document.body || !last || !isAtRest() || find("#shell")) {
      lost = 0;
      return;
    }
    lost ||= performance.now();
    const { element, words } = last;
    if (nearest(last) !== element && performance.now() < lost + PAUSE) return;
    if (isHere(last) && element.disabled && element.closest("[data-testid=stDownloadButton]")) return; // while it works
    const sameLink = () => all(".st-key-head a").find((link) => link.textContent === words); // of the first paint
    const wanted = nearest(last) ?? (opener && nearest(opener)) ?? sameLink();
    wanted?.focus({ preventScroll: true });
  }
  function watch() {
    restore();
    if (performance.now() < deadline) setTimeout(watch, STEP);
    else deadline = 0;
  }
  function attend() {
    if (!deadline) setTimeout(watch, STEP);
    deadline = performance.now() + PATIENCE;
  }
  document.addEventListener("focusin", ({ target }) => { last = remember(target); });
  // Who presses where nothing takes the focus wants it nowhere.
  document.addEventListener("pointerdown", (event) => {
    const stop = closest(event, STOPS);
    last = stop && remember(stop);
  }, true);
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Tab") last = null; // which may leave the page
  }, true);
  for (const kind of ["click", "keydown"]) document.addEventListener(kind, attend, true);

  // --- A popover stands at the end of the document: focus goes into it, and from its ends to its button. ------------

  function enter(tries) {
    const body = all(POPOVER).at(-1);
    if (body) {
      set(body, { tabindex: -1, "aria-label": opener.element.getAttribute("aria-label") ?? body.getAttribute("aria-label") });
      body.focus({ preventScroll: true });
    } else if (tries) setTimeout(enter, STEP, tries - 1);
  }
  document.addEventListener("click", (event) => {
    const button = closest(event, OPENER);
    if (!button || button.getAttribute("aria-expanded") === "true") return;
    opener = remember(button);
    setTimeout(enter, STEP, 100);
  }, true);

  const stopOf = (one) => (one?.type === "radio" ? one.name : one); // radios of a group are one stop
  document.addEventListener("keydown", (event) => {
    const body = event.key === "Tab" && closest(event, POPOVER);
    const back = body && opener && nearest(opener);
    if (!back) return;
    const stops = stopsIn(body).filter((one) => one !== body);
    const ends = event.shiftKey ? [body, stopOf(stops[0])] : [stops.length ? stopOf(stops.at(-1)) : body];
    if (!ends.includes(stopOf(event.target))) return;
    if (event.shiftKey) event.preventDefault();
    back.focus(); // from where the key goes on
    body.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true })); // which closes it
  }, true);

  // --- Buttons in a row are one stop, whose arrows walk them. --------------------------------------------------------

  const BARS = '.st-key-filters, [class*="st-key-options-"], #root .languages';
  const IN_BAR = "[role=toolbar], #root .languages";
  const toolsOf = (bar) => all(bar.matches(".languages") ? "a" : "button", bar).filter((one) => !one.disabled && isSeen(one));
  const choose = (tools, chosen) => tools.forEach((one) => set(one, { tabindex: one === chosen ? 0 : -1 }));

  function gather(bar, words) {
    const tools = toolsOf(bar);
    if (tools.length < 2 || find("[role=radio]", bar)) return; // radios have arrows of their own
    if (!bar.matches(".languages")) set(bar, { role: "toolbar", "aria-label": bar.matches(".st-key-filters") ? words.filters : words.options });
    choose(tools, tools.find((one) => one.getAttribute("tabindex") === "0") ?? tools[0]);
  }
  document.addEventListener("focusin", (event) => {
    const bar = closest(event, IN_BAR);
    const tools = bar ? toolsOf(bar) : [];
    if (tools.includes(event.target)) choose(tools, event.target);
  });
  document.addEventListener("keydown", (event) => {
    const bar = closest(event, IN_BAR);
    const tools = bar ? toolsOf(bar) : [];
    const place = tools.indexOf(event.target);
    if (place < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const [next, before] = getComputedStyle(bar).direction === "rtl" ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
    const moves = { [next]: place + 1, [before]: place - 1, Home: 0, End: tools.length - 1 };
    if (!(event.key in moves)) return;
    event.preventDefault();
    tools[moves[event.key]]?.focus();
  });

  // --- What Streamlit leaves open: landmarks, the page that is open, names, what scrolls. ---------------------------

  function mark() {
    const words = find("#root .skip")?.dataset;
    const title = find("#root h1");
    if (!words || !title) return;
    const name = (button, title) => words.named.replace("{button}", button).replace("{title}", title);
    set(find(".st-key-navigation"), { role: "navigation", "aria-label": words.navigation });
    for (const link of all(".st-key-head [data-testid=stPageLink] a")) {
      if (/^(\?|$)/.test(link.getAttribute("href"))) set(link, { href: `./${link.getAttribute("href")}` });
      set(link, { "aria-current": link.closest(".st-key-current-page") ? "page" : null });
    }
    if (!find("#start")) set(title, { id: "start" }); // where the link over the head leads
    set(find(".st-key-site [data-testid=stPageLink] a"), { tabindex: -1 }); // the first of the pages leads there too
    set(find("[data-testid=stMain]"), { tabindex: -1 }); // what is in it can be reached
    for (const button of all(`[class*="st-key-foot-"] ${OPENER}`)) {
      const heading = find("h2", button.closest('[class*="st-key-panel-"]')) ?? title;
      set(button, { "aria-label": name(find("p", button).textContent, heading.textContent) });
    }
    for (const code of all("[data-testid=stCode]")) {
      const [pre, button] = [find("pre", code), find("button", code)];
      const title = code.closest("[data-testid=stElementContainer]").previousElementSibling?.textContent ?? "";
      set(code, { tabindex: -1 }); // what scrolls is in it
      if (pre.scrollWidth > pre.clientWidth) set(pre, { tabindex: 0, role: "group", "aria-label": title });
      if (button) set(button, { "aria-label": name(words.copy, title) });
    }
    all(BARS).forEach((bar) => gather(bar, words));
  }
  document.addEventListener("click", (event) => {
    const heading = closest(event, "#root .skip") && find("#root h1");
    if (!heading) return;
    event.preventDefault();
    set(heading, { tabindex: -1 });
    heading.focus();
  });

  // --- What a change of filters leaves is said, once, in a region that is there from the start. ---------------------

  const region = document.createElement("div");
  region.className = "aloud";
  set(region, { role: "status" });
  let told = null;

  function tell() {
    const now = find("#root .spoken")?.dataset;
    if (!now) return;
    const { page, view, said } = now;
    if (told && told.page === page && told.view !== view) region.textContent = said;
    told = { page, view };
  }

  // However much is drawn, it is looked at ten times a second at most, and not before a run of the page has ended.
  let isAsked = false;
  function ask() {
    if (!isAsked) setTimeout(look, 2 * STEP);
    isAsked = true;
  }
  function look() {
    isAsked = false;
    if (!isAtRest()) return;
    mark();
    tell();
    restore();
  }
  function start() {
    document.body.append(region);
    const all = { subtree: true, childList: true, attributeFilter: ["data-test-script-state"] };
    new MutationObserver(ask).observe(document.body, all);
    document.fonts.addEventListener("loadingdone", ask); // letters of another width: what scrolls may be other
    ask();
  }
  if (find("#root")) start();
  else addEventListener("DOMContentLoaded", start);
})();
