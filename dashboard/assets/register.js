// A register: a table that readers search and sort where it stands. html/source_rows.py writes it.
"use strict";

(() => {
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  // The rows that have every word that is asked for stay, and their number is said.
  const search = (field) => {
    const register = field.closest(".register");
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    const rows = [...register.querySelectorAll("tbody tr")];
    let shown = 0;
    for (const row of rows) {
      const said = plain(row.textContent);
      row.hidden = !words.every((word) => said.includes(word));
      shown += !row.hidden;
    }
    const status = register.querySelector("[data-many]");
    const { one, many } = status.dataset;
    status.textContent = (shown === 1 ? one : many).replace("{shown}", shown).replace("{count}", rows.length);
  };

  // By the column of a button, from the least; pressed again, from the greatest.
  const sort = (button) => {
    const head = button.closest("th");
    const place = Number(button.dataset.sort);
    const isDown = head.getAttribute("aria-sort") === "ascending";
    for (const other of head.parentElement.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
    const body = head.closest("table").tBodies[0];
    const value = (row) => row.cells[place].dataset.value;
    const rows = [...body.rows].sort((a, b) => value(a).localeCompare(value(b)) * (isDown ? -1 : 1));
    body.append(...rows);
  };

  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-search]")) search(event.target);
  });
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("button[data-sort]");
    if (button) sort(button);
  });

  // A term that is open closes at a press elsewhere, or by Escape.
  const close = (event) => {
    for (const term of document.querySelectorAll("details.term[open]")) {
      if (event.key === "Escape" || (event.type === "click" && !term.contains(event.target))) term.open = false;
    }
  };
  document.addEventListener("click", close);
  document.addEventListener("keydown", close);
})();
