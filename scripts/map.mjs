// Draws reports/map/world.json: the shape or the point of every country on the map of the overview.
// Run by a developer: `npm ci --ignore-scripts && npm run map`; the result is committed, and no page needs Node.
//
// The shapes are Natural Earth's at 1:110 million (world-atlas), which draws nothing in Biển Đông; states too small for it
// are points where its map at 1:50 million has them. Never its 1:10 million: that one gives Hoàng Sa to another country.
// Hoàng Sa and Trường Sa are added here, as parts of Việt Nam. The Department approves the map before it is published.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { geoArea, geoCentroid, geoContains, geoNaturalEarth1, geoPath } from "d3-geo";
import countries from "i18n-iso-countries";
import { feature } from "topojson-client";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const target = join(root, "reports", "map", "world.json");

// Cut in the Atlantic: Việt Nam stands left of the middle and no country but Greenland is torn apart.
const WIDTH = 2000, MIDDLE = 150;
// A country drawn smaller than this is hard to see and to hit; it gets a point besides.
const SMALL = 90;
const ANTARCTIC = new Set(["010", "239", "334", "260", "086"]);
// Features without a number in the file, by their names in it; the others stay without a country.
const UNNUMBERED = { Kosovo: "XK" };

const VIETNAM = "VN";
const ISLANDS = [
  { label: "Quần đảo Hoàng Sa (Việt Nam)", places: [[111.6, 16.53], [112.34, 16.83], [111.2, 15.78], [112.73, 16.67]], text: [132, 25] },
  { label: "Quần đảo Trường Sa (Việt Nam)", places: [[111.92, 8.64], [114.33, 11.43], [114.37, 10.18], [112.92, 7.89]], text: [132, 3] },
];
const SEA = { label: "Biển Đông", place: [114.5, 13.6], text: [132, 14] };

function features(detail) {
  const require = createRequire(import.meta.url);
  const topology = JSON.parse(readFileSync(require.resolve(`world-atlas/countries-${detail}.json`), "utf8"));
  return feature(topology, topology.objects.countries).features.filter(({ id }) => !ANTARCTIC.has(id));
}

const codeOf = ({ id, properties }) => (id ? countries.numericToAlpha2(id) : UNNUMBERED[properties.name]) ?? null;

const shapes = features("110m");
const projection = geoNaturalEarth1().rotate([-MIDDLE, 0]).fitWidth(WIDTH, { type: "FeatureCollection", features: shapes });
const whole = geoPath(projection);
const top = Math.floor(whole.bounds({ type: "FeatureCollection", features: shapes })[0][1]);
const height = Math.ceil(whole.bounds({ type: "FeatureCollection", features: shapes })[1][1]) - top;
const at = (place) => {
  const [x, y] = projection(place);
  return [Math.round(x), Math.round(y - top)];
};

// Whole numbers, each point from the one before: a third of the length of what d3 writes.
function path(shape) {
  const rings = [];
  let ring = null;
  whole.context({
    beginPath() {},
    moveTo: (x, y) => rings.push((ring = [[Math.round(x), Math.round(y - top)]])),
    lineTo: (x, y) => ring.push([Math.round(x), Math.round(y - top)]),
    arc() {},
    closePath() {},
  })(shape);
  whole.context(null);
  return rings.map(compact).join("");
}

function compact(ring) {
  const points = ring.filter(([x, y], place) => !place || x !== ring[place - 1][0] || y !== ring[place - 1][1]);
  if (points.length < 3) return "";
  const steps = points.slice(1).map(([x, y], place) => `${x - points[place][0]} ${y - points[place][1]}`);
  return `M${points[0].join(" ")}l${steps.join(" ")}z`.replaceAll(" -", "-");
}

// The largest piece of a country, so that a point does not fall into the sea between its islands.
function middle(shape) {
  const { type, coordinates } = shape.geometry;
  const pieces = (type === "Polygon" ? [coordinates] : coordinates).map((each) => ({ type: "Polygon", coordinates: each }));
  return at(geoCentroid(pieces.reduce((best, each) => (geoArea(each) > geoArea(best) ? each : best))));
}

for (const shape of [...shapes, ...features("50m")]) {
  if (/spratly|paracel/i.test(shape.properties.name)) throw new Error(`The file names ${shape.properties.name}.`);
  for (const { label, places } of ISLANDS) {
    if (places.some((place) => geoContains(shape, place))) throw new Error(`${shape.properties.name} covers ${label}.`);
  }
}

const found = {}, neutral = [];
for (const shape of shapes) {
  const code = codeOf(shape), drawn = path(shape);
  if (!code) neutral.push(drawn);
  else found[code] = whole.area(shape) < SMALL ? { path: drawn, point: middle(shape) } : { path: drawn };
}
for (const shape of features("50m")) {
  const code = codeOf(shape);
  if (code && !found[code]) found[code] = { point: middle(shape) };
}

const world = {
  width: WIDTH,
  height,
  countries: Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1))),
  neutral,
  islands: ISLANDS.map(({ label, places, text }) => ({ label, country: VIETNAM, points: places.map(at), text: at(text) })),
  sea: { label: SEA.label, point: at(SEA.place), text: at(SEA.text) },
};
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, `${JSON.stringify(world, null, 1)}\n`);
