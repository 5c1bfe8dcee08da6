import type { EChartsCoreOption } from "echarts/core";
import { count } from "../../i18n/format.ts";
import type { colours } from "./colours.ts";

/** What is drawn. */
export type Option = EChartsCoreOption;
type Palette = ReturnType<typeof colours>;

interface Part {
  readonly name: string;
  readonly value: number;
}

/** Without HTML, which the page's policy refuses, and without movement for those who want none. */
const base = (palette: Palette): Option => ({
  animation: false,
  textStyle: { fontFamily: palette.font, color: palette.text },
  tooltip: {
    renderMode: "richText",
    backgroundColor: palette.raised,
    borderColor: palette.line,
    textStyle: { color: palette.text },
    valueFormatter: (value: unknown) => (typeof value === "number" ? count(value) : String(value)),
  },
});

/** A net of at least three axes. */
export const radarOf =
  (parts: readonly Part[], label: string) =>
  (palette: Palette): Option => {
    const most = Math.max(1, ...parts.map(({ value }) => value));
    return {
      ...base(palette),
      radar: {
        indicator: parts.map(({ name }) => ({ name, max: most })),
        axisName: { color: palette.soft },
        splitLine: { lineStyle: { color: palette.line } },
        axisLine: { lineStyle: { color: palette.line } },
        splitArea: { show: false },
        // Names stand above and below it.
        radius: "68%",
        center: ["50%", "52%"],
      },
      series: [
        {
          type: "radar",
          name: label,
          data: [{ name: label, value: parts.map(({ value }) => value) }],
          itemStyle: { color: palette.accent },
          areaStyle: { color: palette.accent, opacity: 0.2 },
        },
      ],
    };
  };

/** Lying bars, where a net would have fewer than three axes. */
export const barsOf =
  (parts: readonly Part[], label: string) =>
  (palette: Palette): Option => ({
    ...base(palette),
    grid: { left: 8, right: 24, top: 8, bottom: 8, containLabel: true },
    xAxis: { type: "value", minInterval: 1, ...axis(palette) },
    yAxis: { type: "category", inverse: true, data: parts.map(({ name }) => name), ...axis(palette) },
    series: [
      {
        type: "bar",
        name: label,
        data: parts.map(({ value }) => value),
        barMaxWidth: 28,
        itemStyle: { color: palette.accent },
        label: { show: true, position: "right", color: palette.text },
      },
    ],
  });

/** A ring of shares. */
export const pieOf =
  (parts: readonly Part[], label: string) =>
  (palette: Palette): Option => ({
    ...base(palette),
    series: [
      {
        type: "pie",
        name: label,
        radius: ["42%", "68%"],
        data: [...parts],
        color: palette.parts,
        itemStyle: { borderColor: palette.surface, borderWidth: 2 },
        label: { color: palette.text, formatter: "{b}\n{c} · {d}%" },
        labelLine: { lineStyle: { color: palette.soft } },
      },
    ],
  });

/** Alerts by risk level, step by step. */
export const trendOf =
  (
    days: readonly string[],
    levels: readonly { readonly name: string; readonly values: readonly number[] }[],
  ) =>
  (palette: Palette): Option => ({
    ...base(palette),
    tooltip: { ...Object(base(palette)["tooltip"]), trigger: "axis" },
    legend: { top: 0, right: 0, textStyle: { color: palette.soft } },
    grid: { left: 8, right: 16, top: 32, bottom: 4, containLabel: true },
    xAxis: { type: "category", data: [...days], ...axis(palette) },
    yAxis: { type: "value", minInterval: 1, ...axis(palette) },
    series: levels.map(({ name, values }, place) => ({
      type: "bar",
      stack: "levels",
      name,
      data: [...values],
      barMaxWidth: 32,
      itemStyle: { color: [palette.red, palette.amber, palette.green][place] },
    })),
  });

const axis = (palette: Palette): object => ({
  axisLabel: { color: palette.soft },
  axisLine: { lineStyle: { color: palette.line } },
  splitLine: { lineStyle: { color: palette.line } },
});
