// Keys of the level-by-level report. Without this file every row still opens and every list works.
"use strict";

(() => {
  const form = document.querySelector("[data-spine]");
  if (!form) return;
  const lines = Array.from(form.querySelectorAll(".spine-row > summary"));
  const GRADES = { 0: "0", 1: "1a", 2: "1b", 3: "1c", 4: "2", 5: "3" };

  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = lines.indexOf(event.target);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (at >= 0 && step) {
      lines[at + step]?.focus();
      event.preventDefault();
      return;
    }
    const { target } = event;
    if (target.matches("select[name$='_escc']") && event.key in GRADES) {
      target.value = GRADES[event.key];
      target.dispatchEvent(new Event("input", { bubbles: true }));
      target.dispatchEvent(new Event("change", { bubbles: true }));
      event.preventDefault();
    }
    if (event.key === "Escape" && target.closest(".spine-row[open]")) {
      const row = target.closest(".spine-row");
      row.open = false;
      row.querySelector("summary").focus();
    }
  });

  // The line of a row says what is written in it, as the server says it when the page is loaded.
  form.addEventListener("change", (event) => {
    const row = event.target.closest(".spine-row");
    if (!row) return;
    const words = Array.from(row.querySelectorAll("select, input"))
      .filter((field) => field.value && field.value !== "none")
      .map((field) => (field.selectedOptions ? field.selectedOptions[0].textContent.trim() : field.value));
    row.querySelector("[data-level-words]").textContent = words.join(" · ") || "–";
  });
})();
