// Copies the third-party files that the pages use from node_modules to static/vendor. The server embeds what it finds
// there when it is built, and runs without it.
import { copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "..", "node_modules");
const vendor = join(here, "vendor");

const fonts = [400, 600, 700].flatMap((weight) =>
  ["latin", "latin-ext"].map((part) => `@fontsource/source-sans-3/files/source-sans-3-${part}-${weight}-normal.woff2`),
);

await mkdir(vendor, { recursive: true });
for (const file of ["htmx.org/dist/htmx.min.js", ...fonts]) {
  await copyFile(join(modules, file), join(vendor, file.split("/").at(-1)));
}
