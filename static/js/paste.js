// A block copied from Excel fills the rows of a grid: its heading row finds the columns, dates, numbers and choices are
// read as they are written, and a line under the grid names whatever did not fit. The server checks it all again on saving.
const FIELD = "input:not([type=hidden], [type=date], [type=search]), select, textarea";
const MOST_ROWS = 300;
const MOST_LINES = 30;
const ABBREVIATIONS = { bv: "benh vien", ttyt: "trung tam y te", tt: "trung tam", syt: "so y te", dk: "da khoa", pgd: "pho giam doc", gd: "giam doc", nn: "nuoc ngoai", sl: "so luong" };
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

// --- text ---

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D").replace(/\s+/g, " ").trim().toLowerCase();
const bare = (text) => fold(text).replace(/\([^()]*\)/g, " ").replace(/[*:.]+$/g, "").replace(/\s+/g, " ").trim() || fold(text);
const spelt = (text) => bare(text).split(/[\s,./-]+/).map((word) => ABBREVIATIONS[word] ?? word).join(" ").trim();
const oneLine = (text) => text.replace(/\s*\n\s*/g, " ").trim();

// How much two texts have in common, by their pairs of letters: 0 to 1.
function likeness(a, b) {
  const pairs = (text) => Array.from({ length: Math.max(text.length - 1, 0) }, (_, at) => text.slice(at, at + 2));
  const left = pairs(a);
  const right = pairs(b);
  const total = left.length + right.length;
  let shared = 0;
  for (const pair of left) {
    const at = right.indexOf(pair);
    if (at >= 0) {
      shared += 1;
      right.splice(at, 1);
    }
  }
  return total ? (2 * shared) / total : 0;
}

// The one of `things` that is clearly closest to the text.
function closest(text, things, nameOf, enough) {
  const ranked = things.map((thing) => [likeness(text, nameOf(thing)), thing]).sort((a, b) => b[0] - a[0]);
  const [best, second] = ranked;
  return best && best[0] >= enough && (!second || best[0] - second[0] >= 0.05) ? best[1] : null;
}

// Rows of cells: tabs between them, a cell of several lines in quotation marks that are doubled inside.
function parsed(text) {
  const rows = [[]];
  const source = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
  const cell = /"((?:[^"]|"")*)"(?=\t|\n|$)|([^\t\n]*)/y;
  let at = 0;
  for (;;) {
    cell.lastIndex = at;
    const found = cell.exec(source);
    rows.at(-1).push((found[1]?.replaceAll('""', '"') ?? found[2]).trim());
    at = cell.lastIndex;
    if (at >= source.length) return rows;
    if (source[at] === "\n") rows.push([]);
    at += 1;
  }
}

// --- the grid ---

const cellsOf = (row) => [...row.cells].filter((cell) => !cell.classList.contains("row-tools"));
const fieldOf = (cell) => [...cell.querySelectorAll(FIELD)].find((field) => field.name);
const fieldsOf = (row) => cellsOf(row).map(fieldOf);
const isDeleted = (row) => Boolean(row.querySelector("input[name$='-DELETE']:checked"));
const valueOf = (field) => (field.type === "checkbox" ? (field.checked ? "x" : "") : field.tagName === "SELECT" ? (field.value ? shownOf(field) : "") : field.value.trim());
const shownOf = (select) => [...select.selectedOptions].map(({ label }) => label).join("; ");
const isStored = (row) => Boolean([...row.querySelectorAll("input[type=hidden]")].find(({ name }) => name.endsWith("-id"))?.value);
const isBlank = (row) => !isStored(row) && fieldsOf(row).every((field) => !field || (field.tagName === "SELECT" ? [...field.options].every(({ selected, defaultSelected }) => selected === defaultSelected || !selected) : !valueOf(field)));

function columnsOf(grid) {
  return [...grid.querySelectorAll("thead th")].slice(0, -1).map((head, at) => ({
    at,
    label: head.textContent.trim(),
    names: [head.textContent, ...(head.dataset.also ?? "").split("|")].map(bare).filter(Boolean),
  }));
}

function newRow(grid) {
  grid.dispatchEvent(new CustomEvent("newrow")); // formsets.js adds it at once
  return grid.querySelector("tbody").lastElementChild;
}

// The row itself or the next one that is not marked for deletion; a new one at the end.
function standing(grid, row) {
  while (row && isDeleted(row)) row = row.nextElementSibling;
  return row ?? newRow(grid);
}

// --- where a cell goes ---

const NUMBERS = new Set(["stt", "tt", "so tt", "so thu tu", "no", "#"]);

// Column of the block → column of the grid, by the first row of the block; null when that row is no heading.
function byHeading(titles, columns) {
  const filled = titles.filter(Boolean);
  const places = titles.map((title) => {
    const name = bare(title);
    if (!name) return null;
    return columns.find(({ names }) => names.includes(name)) ?? (name.length > 3 ? closest(name, columns, ({ names }) => [...names].sort((a, b) => likeness(name, b) - likeness(name, a))[0], 0.8) : null);
  });
  const met = places.filter(Boolean).length;
  const counted = titles.filter((title) => NUMBERS.has(bare(title))).length;
  if (met < Math.min(2, columns.length, filled.length - counted) || !met || met < (filled.length - counted) / 2) return null;
  return places.map((place, at) => (place && places.indexOf(place) === at ? place : null));
}

// Does a column of the block count its rows?
function countsRows(rows) {
  const numbers = rows.map((row) => row[0]).filter(Boolean);
  return numbers.length > 1 && rows.some((row) => row.length > 1) && numbers.every((text, at) => /^\d+[.)]?$/.test(text) && parseInt(text, 10) === parseInt(numbers[0], 10) + at) && parseInt(numbers[0], 10) <= 1;
}

// --- how a cell is read: {value} to put in, or {}; `as` and `fault` name a text of the report ---

const isNothing = (text) => /^[-–—.…]*$/.test(text);

function readDate(text) {
  const plain = fold(text).replace(/^ngay\s+/, "").replace(/\s+thang\s+/, "/").replace(/\s+nam\s+/, "/").replace(/[ t]\d{1,2}:\d\d(:\d\d)?( [ap]m)?$/, "");
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(plain);
  const named = /^(\d{1,2})[ -]([a-z]{3})[a-z]*[ -](\d{2}|\d{4})$/.exec(plain);
  let [day, month, year] = iso ? [iso[3], iso[2], iso[1]] : named ? [named[1], MONTHS.indexOf(named[2]) + 1, named[3]] : (/^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})$/.exec(plain)?.slice(1) ?? []);
  if (!day || !Number(month)) return { value: oneLine(text), fault: "textNoDate" };
  if (String(year).length === 2) year = Number(year) + (Number(year) < 70 ? 2000 : 1900);
  const date = new Date(year, month - 1, day);
  if (date.getMonth() !== month - 1 || date.getDate() !== Number(day)) return { value: oneLine(text), fault: "textNoDate" };
  return { value: `${String(day).padStart(2, "0")}/${String(month).padStart(2, "0")}/${year}` };
}

const ENGLISH = /^-?\d{1,3}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})$/;

// `english`: other cells of the column can only be English numbers, so 1,234 is a thousand and more.
function readNumber(text, english) {
  const match = /^([a-z$€¥₫ ]*?)\s*(-?\d[\d., \u00a0]*?)\s*([^\d]*)$/i.exec(oneLine(text));
  if (!match) return { value: oneLine(text), fault: "textNoNumber" };
  const around = `${match[1]} ${match[3]}`.trim();
  if (around.length > 20 || /[-/+=<>:]/.test(around)) return { value: oneLine(text), fault: "textNoNumber" };
  let number = match[2].replace(/[\s\u00a0]/g, "");
  if (ENGLISH.test(number) || (english && /^-?\d{1,3}(?:,\d{3})+$/.test(number))) number = number.replaceAll(",", "").replace(".", ",");
  else if (/^-?(?:0|[1-9]\d*)\.\d+$/.test(number) && !/^-?[1-9]\d{0,2}\.\d{3}$/.test(number)) number = number.replace(".", ",");
  if (!/^-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?$/.test(number)) return { value: oneLine(text), fault: "textNoNumber" };
  if (around) return { value: number, as: number };
  return /^-?[1-9]\d{0,2},\d{3}$/.test(number) ? { value: number, as: number } : { value: number };
}

const TICKED = new Set(["x", "v", "co", "1", "true", "yes", "✓", "✔", "da khai", "roi"]);
const UNTICKED = new Set(["", "khong", "0", "false", "no", "chua", "ko"]);
const GENDERS = { m: "nam", male: "nam", ong: "nam", f: "nu", female: "nu", ba: "nu" };

function readTick(text) {
  const key = fold(text);
  if (TICKED.has(key)) return { value: true };
  return UNTICKED.has(key) ? { value: false } : { fault: "textNoChoice" };
}

function readChoice(text, select) {
  const options = [...select.options].filter(({ value }) => value);
  const key = GENDERS[fold(text)] && options.length <= 3 ? GENDERS[fold(text)] : fold(text);
  const exact = options.find(({ label }) => fold(label) === key);
  if (exact) return { value: exact.value };
  const words = spelt(text);
  const same = options.filter(({ label }) => spelt(label) === words);
  const within = same.length ? same : options.filter(({ label }) => words.length > 3 && ` ${spelt(label)} `.includes(` ${words} `));
  const found = within.length === 1 ? within[0] : within.length ? null : words.length > 3 ? closest(words, options, ({ label }) => spelt(label), 0.8) : null;
  return found ? { value: found.value, as: found.label } : { fault: "textNoChoice" };
}

function readChoices(text, select) {
  const pieces = text.split(/[;\n]/).map((piece) => piece.trim()).filter(Boolean);
  const whole = readChoice(text, select);
  const found = whole.value ? [whole] : pieces.map((piece) => readChoice(piece, select));
  if (found.some(({ value }) => !value)) return { fault: "textNoChoice" };
  return { value: found.map(({ value }) => value), ...(found.some(({ as }) => as) && { as: found.map(({ value }) => [...select.options].find((option) => option.value === value).label).join("; ") }) };
}

function read(text, field, english) {
  if (field.type === "checkbox") return readTick(text);
  if (field.tagName === "SELECT") return field.multiple ? readChoices(text, field) : readChoice(text, field);
  if (field.matches("[data-date]")) return readDate(text);
  if (field.matches("[data-number]")) return readNumber(text, english);
  return { value: field.tagName === "TEXTAREA" ? text : oneLine(text) };
}

function put(field, value) {
  if (field.type === "checkbox") field.checked = value;
  else if (field.tomselect) field.tomselect.setValue(value);
  else if (field.multiple) for (const option of field.options) option.selected = value.includes(option.value);
  else field.value = value;
  for (const type of ["input", "change", "focusout"]) field.dispatchEvent(new Event(type, { bubbles: true })); // dates and numbers put themselves in order
}

// --- the report ---

const filledIn = (text, parts) => text.replace(/\{(\w+)\}/g, (whole, name) => parts[name] ?? whole);

class Report {
  constructor(grid) {
    this.box = grid.querySelector("[data-paste-report]");
    this.lines = [];
  }

  add(text, parts) {
    this.lines.push(filledIn(this.box.dataset[text], parts));
  }

  show(rows) {
    const { dataset } = this.box;
    const list = document.createElement("ul");
    for (const line of this.lines.slice(0, MOST_LINES)) list.append(Object.assign(document.createElement("li"), { textContent: line }));
    if (this.lines.length > MOST_LINES) list.append(Object.assign(document.createElement("li"), { textContent: filledIn(dataset.textMore, { count: this.lines.length - MOST_LINES }) }));
    const head = document.createElement("p");
    head.textContent = rows ? filledIn(this.lines.length ? dataset.textPartly : dataset.textPasted, { rows }) : "";
    this.box.replaceChildren(...(rows ? [head] : []), ...(this.lines.length ? [list] : []));
    this.box.classList.toggle("has-faults", this.lines.length > 0);
  }
}

const number = (grid, row) => [...grid.querySelectorAll("tbody > tr")].indexOf(row) + 1;

function paste(grid, start, block) {
  const report = new Report(grid);
  const columns = columnsOf(grid);
  const places = byHeading(block[0], columns);
  let rows = (places ? block.slice(1) : block).filter((texts) => texts.some(Boolean));
  const skipsFirst = !places && countsRows(rows) && !fieldsOf(start.row)[start.column]?.matches("[data-number]");
  if (rows.length > MOST_ROWS) {
    report.add("textTooMany", { rows: rows.length, most: MOST_ROWS });
    report.show(0);
    return;
  }
  const width = Math.max(0, ...rows.map((texts) => texts.length));
  const columnOf = places ? (at) => places[at] : (at) => columns[start.column + at - (skipsFirst ? 1 : 0)] ?? null;
  const homeless = Array.from({ length: width }, (_, at) => at).filter((at) => !columnOf(at) && !(skipsFirst && at === 0) && !(places && NUMBERS.has(bare(block[0][at] ?? ""))) && rows.some((texts) => texts[at]));
  for (const at of homeless) {
    const texts = rows.map((row) => row[at]).filter(Boolean);
    report.add("textNoColumn", { column: (places && block[0][at]) || at + 1, values: texts.slice(0, 3).join("; ") + (texts.length > 3 ? "…" : "") });
  }
  const english = Array.from({ length: width }, (_, at) => rows.some((texts) => ENGLISH.test(texts[at] ?? "")));

  const all = [...grid.querySelectorAll("tbody > tr")];
  let row = start.row;
  if (places && !isBlank(row)) row = all.find((other) => !isDeleted(other) && isBlank(other)) ?? null;
  let above = [];
  for (const texts of rows) {
    row = standing(grid, row);
    const cells = texts.map((text, at) => (/^(nt|n\/t|như trên|nhu tren|"|\/\/|〃)$/i.test(text) ? above[at] || text : text));
    cells.forEach((text, at) => {
      const column = skipsFirst && at === 0 ? null : columnOf(at);
      const field = column && fieldsOf(row)[column.at];
      if (column && text) fill(field, text, english[at], report, { row: number(grid, row), column: column.label, value: oneLine(text) });
    });
    above = cells;
    row = row.nextElementSibling;
  }
  report.show(rows.length);
}

function fill(field, text, english, report, place) {
  if (!field || field.disabled || field.readOnly) {
    report.add("textLocked", place);
    return;
  }
  const plain = field.type !== "checkbox" && field.tagName !== "SELECT";
  if (isNothing(text) && !(plain && !field.matches("[data-date], [data-number]"))) return;
  const before = valueOf(field);
  const { value, as, fault } = read(text, field, english);
  if (fault) report.add(fault, place);
  if (value === undefined) return;
  put(field, value);
  if (as) report.add("textTakenAs", { ...place, taken: as });
  const after = valueOf(field);
  const isDefault = field.tagName === "SELECT" && !isStored(field.closest("tr")) && [...field.options].some(({ defaultSelected, label }) => defaultSelected && label === before);
  if (before && before !== after && !isDefault) report.add("textReplaced", { ...place, before, value: after });
}

document.addEventListener("paste", (event) => {
  const cell = event.target.closest("[data-grid] tbody td");
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!cell || cell.classList.contains("row-tools")) return;
  const isBlock = text.includes("\t") || (event.target.tagName !== "TEXTAREA" && /\n./.test(text.trim()));
  if (!isBlock || (event.target.tagName === "TEXTAREA" && !text.includes("\t"))) return;
  event.preventDefault();
  paste(cell.closest("[data-grid]"), { row: cell.parentElement, column: cell.cellIndex }, parsed(text));
});
