/* What each kind of chart looks like: from the figures of a page and a palette to the options of ECharts. */
"use strict";
window.chidan = window.chidan || {};
(function (chidan) {
  const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif';
  const SYMBOLS = ["circle", "rect", "triangle", "diamond"];
  const DASHES = ["solid", "dashed", "dotted", [12, 4, 2, 4]];
  const CAP = 5; // half the height of an interval's end
  const LETTER = 7.2; // pixels, at 13
  const NARROW = 560; // there numbers would lie over each other; the table has them

  /* ---- shared ---- */

  function base(palette, many) {
    return {
      animation: false,
      textStyle: { fontFamily: FONT, fontSize: 14, color: palette.text },
      color: palette.series,
      // The sentence under the chart and the table beside it say it in words.
      aria: { enabled: many, label: { enabled: false }, decal: { show: many } },
      // Text alone: a tooltip of HTML would need styles that the security policy blocks.
      tooltip: {
        renderMode: "richText",
        backgroundColor: palette.surface,
        borderColor: palette.edge,
        textStyle: { color: palette.text },
        formatter: (point) => (point.data && point.data.said) || "",
      },
      legend: many ? { top: 0, left: 0, textStyle: { color: palette.text, fontSize: 14 } } : undefined,
    };
  }

  /* The room that the longest title needs, of which a narrow screen gives less than half. */
  function roomFor(titles, width) {
    const longest = Math.max(...titles.map((title) => title.length));
    return Math.round(Math.min(longest * LETTER + 8, 320, width * 0.42));
  }

  function names(palette, titles, width) {
    return {
      type: "category",
      data: titles,
      inverse: true, // the first row of the table stands on top
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.edge } },
      axisLabel: {
        color: palette.text,
        fontFamily: FONT,
        fontSize: 13,
        lineHeight: 15,
        width: roomFor(titles, width),
        overflow: "break",
      },
    };
  }

  /* Shares end at 100 unless all of them are small; numbers are written as Vietnamese is. */
  function numbers(palette, data, most, width) {
    const percent = data.unit === "percent";
    return {
      type: "value",
      min: 0,
      max: percent && most > 50 ? 100 : undefined,
      minInterval: data.unit === "count" ? 1 : undefined,
      splitNumber: width < NARROW ? 2 : 5,
      splitLine: { lineStyle: { color: palette.line } },
      axisLabel: {
        hideOverlap: true,
        color: palette.quiet,
        formatter: (value) => value.toLocaleString("vi-VN") + (percent ? " %" : ""),
      },
    };
  }

  function grid(titles, width, top) {
    return { top, right: 76, bottom: 28, left: roomFor(titles, width) + 14 };
  }

  function mostOf(values) {
    return Math.max(0, ...values.filter((value) => value !== null));
  }

  function said(title, label) {
    return title + ": " + label;
  }

  function points(series, titles) {
    return series.values.map((value, at) => ({
      value: value === null ? "-" : value, // ECharts leaves a gap there
      said: said(titles[at] + (series.title ? ", " + series.title : ""), series.labels[at]),
      label: series.labels[at],
    }));
  }

  /* ---- kinds ---- */

  /* A bar or dot for each row, with the interval in which the true value lies. */
  function intervals(data, palette, width) {
    const rows = data.rows;
    const known = rows.map((row, at) => ({ row, at })).filter((one) => one.row.value !== null);
    const dots = data.shape === "dot";
    const titles = rows.map((row) => row.title);
    return {
      ...base(palette, false),
      grid: grid(titles, width, 8),
      xAxis: numbers(palette, data, mostOf(rows.map((row) => row.high)), width),
      yAxis: names(palette, titles, width),
      series: [
        {
          type: dots ? "scatter" : "bar",
          symbolSize: 13,
          barMaxWidth: 18,
          itemStyle: dots
            ? { color: palette.series[0] }
            : { color: palette.tint, borderColor: palette.series[0], borderWidth: 1.5 },
          data: known.map(({ row, at }) => ({
            value: [row.value, at],
            said: said(row.title, row.label + " (" + row.span + ")"),
          })),
        },
        {
          type: "custom",
          silent: true,
          z: 3,
          renderItem: (_params, api) => span(api, palette),
          data: known.filter(({ row }) => row.low !== null).map(({ row, at }) => [row.low, at, row.high]),
        },
        {
          // The number itself, beyond the end of its interval.
          type: "scatter",
          silent: true,
          symbolSize: 0,
          label: { show: true, position: "right", color: palette.text, formatter: (point) => point.data.label.formatter },
          data: known.map(({ row, at }) => ({
            value: [row.high === null ? row.value : Math.max(row.high, row.value), at],
            label: { formatter: row.label },
          })),
        },
      ],
    };
  }

  function span(api, palette) {
    const low = api.coord([api.value(0), api.value(1)]);
    const high = api.coord([api.value(2), api.value(1)]);
    const style = { stroke: palette.text, lineWidth: 1.8 };
    const line = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style });
    return {
      type: "group",
      children: [
        line(low[0], low[1], high[0], high[1]),
        line(low[0], low[1] - CAP, low[0], low[1] + CAP),
        line(high[0], high[1] - CAP, high[0], high[1] + CAP),
      ],
    };
  }

  /* Month by month; what is hidden is a gap. */
  function lines(data, palette, width) {
    const many = data.series.length > 1;
    return {
      ...base(palette, false),
      legend: many ? { top: 0, left: 0, textStyle: { color: palette.text, fontSize: 14 } } : undefined,
      grid: { top: many ? 44 : 20, right: 24, bottom: 8, left: 8, containLabel: true },
      xAxis: {
        type: "category",
        data: data.titles,
        axisLine: { lineStyle: { color: palette.edge } },
        axisTick: { lineStyle: { color: palette.edge } },
        axisLabel: { color: palette.text },
      },
      yAxis: numbers(palette, data, mostOf(data.series.flatMap((one) => one.values)), NARROW),
      series: data.series.map((one, at) => ({
        type: "line",
        name: one.title,
        symbol: SYMBOLS[at % SYMBOLS.length],
        symbolSize: 9,
        lineStyle: { width: 2.5, type: DASHES[at % DASHES.length] },
        label: { show: !many && width >= NARROW, position: "top", color: palette.text, formatter: (point) => point.data.label },
        data: points(one, data.titles).map((point) => ({ value: point.value, said: point.said, label: {
          formatter: point.label,
        } })),
      })),
    };
  }

  /* Amounts side by side or one upon the other. */
  function bars(data, palette, width) {
    const many = data.series.length > 1;
    return {
      ...base(palette, many),
      grid: grid(data.titles, width, many ? 44 : 8),
      xAxis: numbers(palette, data, 0, width),
      yAxis: names(palette, data.titles, width),
      series: data.series.map((one) => ({
        type: "bar",
        name: one.title,
        stack: data.stacked ? "all" : undefined,
        barMaxWidth: 22,
        label: { show: !data.stacked, position: "right", color: palette.text },
        data: points(one, data.titles).map((point) => ({ value: point.value, said: point.said, label: {
          formatter: point.label,
        } })),
      })),
    };
  }

  /* Text or ground colour for letters, whichever stands out more on a square of that heat, 0 to 1. */
  function readable(palette, part) {
    const [from, to] = [palette.surface, palette.heat].map(channels);
    const square = brightness(from.map((value, at) => value + (to[at] - value) * part));
    const contrast = (colour) => {
      const [low, high] = [square, brightness(channels(colour))].sort((a, b) => a - b);
      return (high + 0.05) / (low + 0.05);
    };
    return contrast(palette.text) >= contrast(palette.surface) ? palette.text : palette.surface;
  }

  function channels(colour) {
    const digits = colour.length === 4 ? colour.replace(/[0-9a-f]/gi, "$&$&") : colour;
    return [1, 3, 5].map((at) => parseInt(digits.slice(at, at + 2), 16) / 255);
  }

  function brightness(colour) {
    const linear = colour.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  }

  /* How much of each square: the darker, the more; the number stands in it. */
  function heat(data, palette, width) {
    const most = Math.max(1, ...data.cells.map((cell) => cell.value));
    return {
      ...base(palette, false),
      grid: { ...grid(data.rows, width, 8), right: 8, bottom: 76 },
      xAxis: {
        type: "category",
        data: data.columns,
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { color: palette.text },
      },
      yAxis: names(palette, data.rows, width),
      visualMap: {
        min: 0,
        max: most,
        orient: "horizontal",
        left: "center",
        bottom: 0,
        itemWidth: 14,
        text: [data.most, data.least],
        textStyle: { color: palette.text, fontSize: 13 },
        inRange: { color: [palette.surface, palette.heat] },
      },
      series: [
        {
          type: "heatmap",
          itemStyle: { borderColor: palette.edge, borderWidth: 1 },
          data: data.cells.map((cell) => ({
            value: [cell.column, cell.row, cell.value],
            said: said(data.rows[cell.row] + ", " + data.columns[cell.column], cell.label),
            label: {
              show: width >= NARROW,
              formatter: cell.label,
              color: readable(palette, cell.value / most),
            },
          })),
        },
      ],
    };
  }

  /* How many are left after each step. */
  function funnel(data, palette, width) {
    return {
      ...base(palette, false),
      series: [
        {
          type: "funnel",
          sort: "none", // the steps stand in their order
          left: 8,
          width: width < NARROW ? "45%" : "62%", // the rest is for the words
          top: 8,
          bottom: 8,
          minSize: "1%",
          gap: 3,
          label: {
            position: "right",
            color: palette.text,
            fontSize: width < NARROW ? 12 : 14,
            formatter: (point) => point.data.said,
          },
          labelLine: { lineStyle: { color: palette.edge } },
          itemStyle: { color: palette.tint, borderColor: palette.series[0], borderWidth: 1.5 },
          data: data.rows
            .filter((row) => row.value !== null)
            .map((row) => ({ name: row.title, value: row.value, said: said(row.title, row.label) })),
        },
      ],
    };
  }

  chidan.shapes = { intervals, lines, bars, heat, funnel };
})(window.chidan);
