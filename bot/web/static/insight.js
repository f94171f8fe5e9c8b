/* Draws the charts of a page over tables that say the same. Every page does its work without this file. */
"use strict";
(function (chidan) {
  const ROW = 38; // pixels that a row of a chart needs
  const FIXED = { lines: 320, funnel: 300 };
  // Black on white, whatever the screen shows: patterns and dashes tell the series apart.
  const ON_PAPER = {
    text: "#000",
    quiet: "#333",
    line: "#ccc",
    edge: "#555",
    surface: "#fff",
    tint: "#e6e6e6",
    heat: "#333",
    series: ["#111", "#888", "#555", "#bbb"],
  };
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const paper = window.matchMedia("print");
  const drawn = [];

  function palette() {
    return paper.matches ? ON_PAPER : ofScreen();
  }

  function ofScreen() {
    const css = getComputedStyle(document.documentElement);
    const colour = (name) => css.getPropertyValue("--" + name).trim();
    return {
      text: colour("text"),
      quiet: colour("quiet"),
      line: colour("line"),
      edge: colour("edge"),
      surface: colour("surface"),
      tint: colour("tint"),
      heat: colour("urgent"),
      series: [colour("accent-strong"), colour("urgent"), colour("edge"), colour("focus")],
    };
  }

  function height(data) {
    const rows = (data.rows || data.titles || []).length;
    return FIXED[data.kind] || Math.max(140, 96 + ROW * rows);
  }

  function begin(figure) {
    const place = figure.querySelector("[data-draw]");
    const data = JSON.parse(figure.querySelector("[data-figures]").textContent);
    place.hidden = false;
    place.style.height = height(data) + "px";
    const chart = window.echarts.init(place, null, { renderer: "svg", locale: "EN" });
    drawn.push({ chart, data, place });
  }

  function paint(colours) {
    for (const { chart, data, place } of drawn) {
      chart.setOption(chidan.shapes[data.kind](data, colours, place.clientWidth), { notMerge: true });
      chart.getZr().flush();
    }
  }

  /* A sheet is narrower than the screen: the drawing shrinks as a whole and nothing is cut off. */
  function toPaper() {
    paint(ON_PAPER);
    for (const svg of document.querySelectorAll("[data-draw] svg")) {
      svg.setAttribute("viewBox", "0 0 " + svg.getAttribute("width") + " " + svg.getAttribute("height"));
    }
  }

  function follow() {
    paint(palette());
    dark.addEventListener("change", () => paint(palette()));
    window.addEventListener("beforeprint", toPaper);
    window.addEventListener("afterprint", () => paint(ofScreen()));
    window.addEventListener("resize", () => {
      drawn.forEach(({ chart }) => chart.resize());
      paint(palette());
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-chart]").forEach(begin);
    follow();
  });
})(window.chidan);
