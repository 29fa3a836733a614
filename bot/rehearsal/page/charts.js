// Slack's charts, all as tables of numbers with a bar beside each: what a picture says has to be readable too.

import { h } from "./dom.js";

const seriesOf = ({ chart }) => chart.series ?? [{ name: "", data: chart.segments }];

/** Draw a data_visualization block. */
export function chart(block) {
  const all = seriesOf(block);
  const labels = block.chart.axis_config?.categories ?? all[0].data.map((point) => point.label);
  const { x_label: across = "", y_label: up = "" } = block.chart.axis_config ?? {};
  const most = Math.max(1, ...all.flatMap((one) => one.data.map((point) => point.value)));
  const cell = (label, one) => {
    const value = one.data.find((point) => point.label === label)?.value ?? 0;
    const bar = h("i", { class: "chart-bar", "aria-hidden": "true", css: { width: `${(100 * Math.max(0, value)) / most}%` } });
    return h("td", {}, h("span", { class: "chart-row" }, h("span", { class: "chart-track" }, bar), h("span", { class: "chart-value" }, String(value))));
  };
  const rows = labels.map((label) => h("tr", {}, h("th", { scope: "row" }, label), all.map((one) => cell(label, one))));
  const names = all.length > 1 ? all.map((one) => one.name) : [up];
  const head = h("thead", {}, h("tr", {}, h("th", { scope: "col" }, across), names.map((name) => h("th", { scope: "col" }, name))));
  return h("table", { class: "chart" }, h("caption", {}, block.title), (across || names.some(Boolean)) && head, h("tbody", {}, rows));
}
