// The page's own line icons, as SVG nodes.

const NS = "http://www.w3.org/2000/svg";
const PATHS = {
  home: "M4 11l8-7 8 7M6 10v9h12v-9",
  hash: "M9 4L7 20M17 4l-2 16M4 9h16M3 15h16",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M5 11h14v9H5z",
  cup: "M5 8h12v6a5 5 0 0 1-5 5h-2a5 5 0 0 1-5-5zM17 9h2a2 2 0 0 1 0 5h-2M9 2v3M13 2v3",
  more: "M12 5h.01M12 12h.01M12 19h.01",
  close: "M6 6l12 12M18 6L6 18",
  back: "M14 6l-6 6 6 6",
  down: "M6 9l6 6 6-6",
  reply: "M5 6h14v10h-8l-4 4v-4H5z",
  send: "M4 12l16-8-6 16-3-7z",
  eye: "M2 12s4-6 10-6 10 6 10 6-4 6-10 6-10-6-10-6zM12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4",
  plug: "M9 3v5M15 3v5M7 8h10v4a5 5 0 0 1-10 0zM12 17v4",
  bolt: "M13 2L5 14h6l-1 8 8-12h-6z",
  forward: "M5 5l8 7-8 7zM16 5v14",
  plus: "M12 5v14M5 12h14",
  people: "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6M3 20c0-4 3-6 6-6s6 2 6 6M16 5a3 3 0 0 1 0 6M17 14c3 0 4 3 4 6",
};

/** Draw an icon; it is decoration, the label belongs to what holds it. */
export function icon(name) {
  const svg = document.createElementNS(NS, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(NS, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
