// Copies what the pages need out of node_modules into static/vendor (and axe into tests/vendor).
// Run by a developer after changing package.json: `npm ci --ignore-scripts && npm run vendor`; the result is committed.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const modules = join(root, "node_modules");
const vendor = join(root, "static", "vendor");

function prepared(target) {
  mkdirSync(dirname(target), { recursive: true });
  return target;
}

function copy(source, target) {
  copyFileSync(join(modules, source), prepared(join(vendor, target)));
}

// A manifest storage refuses a file that names a source map which is not there.
function copyText(source, target, change = (text) => text) {
  const text = readFileSync(join(modules, source), "utf8")
    .replace(/^\s*\/\/# sourceMappingURL=.*$/gm, "")
    .replace(/\/\*# sourceMappingURL=.*?\*\//g, "");
  writeFileSync(prepared(target.startsWith("/") ? target : join(vendor, target)), change(text).trimEnd() + "\n");
}

// Every browser that runs Bootstrap 5.3 reads woff2.
const woff2Only = (css) => css.replace(/,\s*url\([^)]*\.woff(\?[^)]*)?\)\s*format\(["']woff["']\)/g, "");

rmSync(vendor, { recursive: true, force: true });

copyText("bootstrap/dist/css/bootstrap.min.css", "bootstrap/bootstrap.min.css");
copyText("bootstrap/dist/js/bootstrap.bundle.min.js", "bootstrap/bootstrap.bundle.min.js");

copyText("bootstrap-icons/font/bootstrap-icons.min.css", "bootstrap-icons/bootstrap-icons.min.css", woff2Only);
copy("bootstrap-icons/font/fonts/bootstrap-icons.woff2", "bootstrap-icons/fonts/bootstrap-icons.woff2");

copyText("tom-select/dist/css/tom-select.bootstrap5.min.css", "tom-select/tom-select.bootstrap5.min.css");
copyText("tom-select/dist/js/tom-select.complete.min.js", "tom-select/tom-select.complete.min.js");

copyText("chart.js/dist/chart.umd.min.js", "chart.js/chart.umd.min.js");

const faces = [];
for (const weight of [400, 500, 600, 700]) {
  const css = readFileSync(join(modules, `@fontsource/be-vietnam-pro/${weight}.css`), "utf8");
  faces.push(woff2Only(css).replaceAll("./files/", "files/"));
  for (const [, file] of css.matchAll(/\.\/files\/([\w-]+\.woff2)/g)) {
    copy(`@fontsource/be-vietnam-pro/files/${file}`, `be-vietnam-pro/files/${file}`);
  }
}
writeFileSync(prepared(join(vendor, "be-vietnam-pro/be-vietnam-pro.css")), faces.join("\n"));

for (const [name, licence] of [
  ["bootstrap", "LICENSE"],
  ["bootstrap-icons", "LICENSE"],
  ["tom-select", "LICENSE"],
  ["chart.js", "LICENSE.md"],
  ["@fontsource/be-vietnam-pro", "LICENSE"],
]) {
  copy(`${name}/${licence}`, `${name.split("/").pop()}/LICENSE`);
}

copyText("axe-core/axe.min.js", join(root, "tests", "vendor", "axe.min.js"));
