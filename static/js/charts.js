// Draws each chart of the page from the two JSON scripts in its section, in the colours of the theme.
const vietnamese = new Intl.NumberFormat("vi-VN");
const drawn = [];

function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(name).trim();
  return { series: [1, 2, 3, 4, 5, 6].map((number) => of(`--chart-${number}`)), ink: of("--ink"), soft: of("--ink-soft"), line: of("--line"), paper: of("--paper") };
}

// A long name stands on several lines instead of being cut.
function lines(text) {
  return String(text).split(" ").reduce((found, word) => {
    const last = found.at(-1);
    return last && `${last} ${word}`.length <= 22 ? [...found.slice(0, -1), `${last} ${word}`] : [...found, word];
  }, []);
}

function dataset({ label, data, urls }, index, kind, { series, paper }) {
  const colour = series[index % series.length];
  if (kind === "doughnut") return { label, data, urls, backgroundColor: data.map((_, at) => series[at % series.length]), borderColor: paper, borderWidth: 2 };
  if (kind === "line") return { label, data, urls, borderColor: colour, backgroundColor: colour, borderWidth: 2, pointRadius: 3, tension: 0.25 };
  return { label, data, urls, backgroundColor: colour, borderRadius: 3, maxBarThickness: 28 };
}

// The shape under the pointer, and the rows it opens.
function shape(event, chart) {
  const [found] = chart.getElementsAtEventForMode(event, "nearest", { intersect: true }, true);
  return found && { url: chart.data.datasets[found.datasetIndex].urls?.[found.index] };
}

function open({ native }, _found, chart) {
  const url = shape(native, chart)?.url;
  if (url) location.assign(url);
}

function options(kind, many, { ink, soft, line }) {
  const value = { beginAtZero: true, border: { display: false }, grid: { color: line }, ticks: { color: soft, precision: 0, maxTicksLimit: 6, callback: (number) => vietnamese.format(number) } };
  const category = { border: { color: line }, grid: { display: false }, ticks: kind === "barh" ? { color: ink, autoSkip: false } : { color: soft } };
  const round = kind === "doughnut";
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: false,
    indexAxis: kind === "barh" ? "y" : "x",
    cutout: round ? "58%" : undefined,
    onClick: open,
    onHover: ({ native }, _found, chart) => { chart.canvas.style.cursor = shape(native, chart)?.url ? "pointer" : "default"; },
    interaction: round ? undefined : { mode: "index", axis: kind === "barh" ? "y" : "x", intersect: false },
    scales: round ? {} : kind === "barh" ? { x: value, y: category } : { x: category, y: value },
    plugins: {
      legend: { display: many || round, position: "bottom", labels: { color: ink, boxWidth: 12, boxHeight: 12 } },
      tooltip: { callbacks: { label: ({ dataset: { label }, raw, label: name }) => ` ${round ? name : label}: ${vietnamese.format(raw)}` } },
    },
  };
}

function draw(section) {
  const kind = section.dataset.chart;
  const [labels, datasets] = [...section.querySelectorAll("script[type='application/json']")].map((script) => JSON.parse(script.textContent));
  const theme = colours();
  if (kind === "barh") section.querySelector(".chart-canvas").style.height = `${Math.max(256, 80 + labels.length * (18 + 12 * datasets.length))}px`;
  return new Chart(section.querySelector("canvas"), {
    type: kind === "barh" ? "bar" : kind,
    data: { labels: kind === "barh" ? labels.map(lines) : labels, datasets: datasets.map((one, index) => dataset(one, index, kind, theme)) },
    options: options(kind, datasets.length > 1, theme),
  });
}

function drawAll() {
  for (const chart of drawn.splice(0)) chart.destroy();
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.font.size = 12;
  for (const section of document.querySelectorAll("[data-chart]:has(canvas)")) drawn.push(draw(section));
}

drawAll();
document.fonts.ready.then(drawAll);
document.addEventListener("themechange", drawAll);
