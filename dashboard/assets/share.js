// Sharing: the address of a chart goes to the clipboard, or to what the device offers for sharing; its page to paper.
// html/sharing.py writes the buttons; each says what it has done where its words stand, for eyes and screen readers.
"use strict";

(() => {
  const SAID = 3000; // milliseconds for which a button says what it has done
  if (navigator.share) document.documentElement.classList.add("can-share");

  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("button[data-print]")) print();
  });

  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element && event.target.closest("button[data-copy], button[data-share]");
    if (!button || button.ariaDisabled) return;
    const { address, title } = button.closest("[data-address]").dataset;
    if ("share" in button.dataset) {
      await navigator.share({ title, url: address }).catch(() => {}); // who closes the sheet has decided
      return;
    }
    const words = button.textContent;
    button.setAttribute("aria-live", "polite");
    button.textContent = (await copy(address, button)) ? button.dataset.copied : button.dataset.failed;
    button.ariaDisabled = "true"; // a button that is disabled would lose the focus
    setTimeout(() => Object.assign(button, { textContent: words, ariaDisabled: null }), SAID);
  });

  // Where the page is not served over a secure connection, browsers copy what is selected alone.
  async function copy(text, beside) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const shown = beside.parentElement.querySelector("code");
      getSelection().selectAllChildren(shown);
      return document.execCommand("copy");
    }
  }
})();
