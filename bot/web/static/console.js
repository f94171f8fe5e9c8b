/* The console's comfort: live pages, canned answers, keys. Every page does its work without this file. */
"use strict";
(function () {
  const TYPING = "input, textarea, select, [contenteditable]";

  /* ---- answers that are refusals are shown, too: they hold what the officer wrote ---- */

  document.addEventListener("htmx:beforeSwap", (event) => {
    if ([403, 409, 413, 422].includes(event.detail.xhr.status)) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  /* ---- live pages ---- */

  function watch(part) {
    const source = new EventSource(part.dataset.live);
    const ticket = Number(part.dataset.ticket || 0);
    let waiting = 0;
    source.addEventListener("changed", (event) => {
      const ids = JSON.parse(event.data).tickets;
      if (ticket && !ids.includes(ticket)) {
        return;
      }
      // Several at once are one look.
      clearTimeout(waiting);
      waiting = setTimeout(() => refresh(part), 30);
    });
    window.addEventListener("pagehide", () => source.close());
  }

  function refresh(part) {
    const target = "#" + part.dataset.fresh;
    window.htmx.ajax("GET", window.location.href, {
      target: target,
      select: target,
      swap: "outerHTML",
      // Nobody did anything: the session grows no longer by it.
      headers: { "X-Live": "1" },
    });
  }

  /* ---- canned answers ---- */

  document.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-canned]");
    if (!chosen) {
      return;
    }
    const box = document.getElementById(chosen.dataset.canned);
    event.preventDefault();
    box.value = (box.value ? box.value.trimEnd() + "\n" : "") + chosen.dataset.text.trim();
    box.focus();
  });

  /* ---- keys: j and k walk through the rows, Enter opens one, / searches, r replies ---- */

  function step(by) {
    const rows = Array.from(document.querySelectorAll("[data-row]"));
    const at = rows.indexOf(document.activeElement);
    const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by;
    if (rows[next]) {
      rows[next].focus();
    }
  }

  function focus(selector) {
    const found = document.querySelector(selector);
    if (found) {
      const folded = found.closest("details");
      if (folded) {
        folded.open = true;
      }
      found.focus();
    }
    return Boolean(found);
  }

  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    "/": () => focus("[data-search]"),
    r: () => focus("[data-reply]"),
  };

  document.addEventListener("keydown", (event) => {
    const act = KEYS[event.key];
    if (!act || event.ctrlKey || event.altKey || event.metaKey || event.target.closest(TYPING)) {
      return;
    }
    event.preventDefault();
    act();
  });

  /* ---- a file that is too large is told before it is sent ---- */

  document.addEventListener("change", (event) => {
    const box = event.target.closest("input[type=file][data-largest]");
    if (box) {
      const tooLarge = Array.from(box.files).some((file) => file.size > Number(box.dataset.largest));
      box.setCustomValidity(tooLarge ? box.dataset.tooLarge : "");
      box.reportValidity();
    }
  });

  /* ---- printing ---- */

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) {
      window.print();
    }
  });

  document.querySelectorAll("[data-live]").forEach(watch);
})();
