/* What each kind of chart looks like: from the figures of a page and a palette to the options of ECharts. */
"use strict";
window.chidan = window.chidan || {};
(function (chidan) {
  const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif';
  const SYMBOLS = ["circle", "rect", "triangle", "diamond"];
  const DASHES = ["solid", "dashed", "dotted", [12, 4, 2, 4]];
  const CAP = 5; // half the height of an interval's end

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

  function names(palette, titles, width) {
    return {
      type: "category",
      data: titles,
      inverse: true, // the first row of the table stands on top
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.edge } },
      axisLabel: { color: palette.text, width: Math.round(Math.min(320, width * 0.42)), overflow: "break" },
    };
  }

  function numbers(palette, data) {
    return {
      type: "value",
      min: 0,
      max: data.unit === "percent" ? 100 : undefined,
      minInterval: data.unit === "count" ? 1 : undefined,
      splitLine: { lineStyle: { color: palette.line } },
      axisLabel: { color: palette.quiet, formatter: data.unit === "percent" ? "{value} %" : "{value}" },
    };
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
    return {
      ...base(palette, false),
      grid: { top: 8, right: 76, bottom: 8, left: 8, containLabel: true },
      xAxis: numbers(palette, data),
      yAxis: names(palette, rows.map((row) => row.title), width),
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
  function lines(data, palette) {
    const many = data.series.length > 1;
    return {
      ...base(palette, false),
      legend: many ? { top: 0, left: 0, textStyle: { color: palette.text, fontSize: 14 } } : undefined,
      grid: { top: many ? 44 : 20, right: 24, bottom: 8, left: 8, containLabel: true },
      xAxis: {
        type: "category",
        data: data.titles,
        axisLine: { lineStyle: { color: palette.edge } },
        axisLabel: { color: palette.text },
      },
      yAxis: numbers(palette, data),
      series: data.series.map((one, at) => ({
        type: "line",
        name: one.title,
        symbol: SYMBOLS[at % SYMBOLS.length],
        symbolSize: 9,
        lineStyle: { width: 2.5, type: DASHES[at % DASHES.length] },
        label: { show: !many, position: "top", color: palette.text, formatter: (point) => point.data.label },
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
      grid: { top: many ? 44 : 8, right: 76, bottom: 8, left: 8, containLabel: true },
      xAxis: numbers(palette, data),
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

  /* How much of each square: the darker, the more; the number stands in it. */
  function heat(data, palette) {
    const most = Math.max(1, ...data.cells.map((cell) => cell.value));
    return {
      ...base(palette, false),
      grid: { top: 8, right: 8, bottom: 60, left: 8, containLabel: true },
      xAxis: { type: "category", data: data.columns, axisLabel: { color: palette.text }, splitArea: { show: false } },
      yAxis: names(palette, data.rows, 600),
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
              show: true,
              formatter: cell.label,
              color: cell.value > most * 0.55 ? palette.surface : palette.text,
            },
          })),
        },
      ],
    };
  }

  /* How many are left after each step. */
  function funnel(data, palette) {
    return {
      ...base(palette, false),
      series: [
        {
          type: "funnel",
          sort: "none", // the steps stand in their order
          left: 8,
          right: 8,
          top: 8,
          bottom: 8,
          minSize: "14%",
          gap: 3,
          label: { position: "inside", color: palette.text, fontSize: 14, formatter: (point) => point.data.said },
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
