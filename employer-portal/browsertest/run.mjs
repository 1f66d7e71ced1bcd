// Runs the browser walks: fills a folder with demo data once, then walks in lanes beside each other. Each lane has a
// server of its own on a copy of that folder, so that no walk meets what another lane changed. With SOVITE_URL set the
// walks run one after the other against that server instead.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const binary = process.env.SOVITE_BINARY ?? join(here, "..", "..", "bin", "sovite");
const most = 2;
const story = "money.test.mjs"; // takes longest, and has its steps in other files

function start(data) {
  const server = spawn(binary, ["serve", "--demo", "--listen", "127.0.0.1:0", "--data", data, "--log-level", "warn"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ready = new Promise((resolve, reject) => {
    let printed = "";
    server.stdout.on("data", (chunk) => {
      printed += chunk;
      const found = printed.match(/Sovite is at (\S+)\n/);
      if (found) resolve(found[1]);
    });
    server.on("error", reject);
    server.on("exit", (code) => reject(new Error(`the server ended with code ${code} before it was ready`)));
  });
  return { server, ready };
}

function stop(server) {
  const gone = new Promise((resolve) => server.on("exit", resolve));
  server.kill("SIGTERM");
  return gone;
}

// serving starts a server on a folder, does something with its address, and stops it.
async function serving(data, work) {
  const { server, ready } = start(data);
  try {
    return await work(await ready);
  } finally {
    await stop(server);
  }
}

// walk runs one file; each line it prints begins with the file's name.
function walk(url, file) {
  const tests = spawn(process.execPath, ["--test", "--test-reporter=spec", "--test-concurrency=1", ...process.argv.slice(2), join(here, file)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, SOVITE_URL: url },
  });
  const name = file.replace(".test.mjs", "");
  createInterface({ input: tests.stdout }).on("line", (line) => console.log(`${name}: ${line}`));
  return new Promise((resolve) => tests.on("exit", (code) => resolve(code ?? 1)));
}

// lane walks files until none is left, and says whether one failed.
async function lane(url, files) {
  let failed = 0;
  while (files.length) failed = (await walk(url, files.shift())) || failed;
  return failed;
}

async function main() {
  const files = readdirSync(here).filter((name) => name.endsWith(".test.mjs"));
  const size = (name) => (name === story ? Infinity : statSync(join(here, name)).size);
  files.sort((a, b) => size(b) - size(a)); // the longest first, so that the lanes end together
  if (process.env.SOVITE_URL) return lane(process.env.SOVITE_URL.replace(/\/$/, ""), files);
  const folder = mkdtempSync(join(tmpdir(), "sovite-walk-"));
  try {
    const filled = join(folder, "demo");
    await serving(filled, async () => {});
    const lanes = Array.from({ length: Math.min(most, availableParallelism()) }, (_, i) => {
      const data = join(folder, `lane-${i}`);
      cpSync(filled, data, { recursive: true });
      return serving(data, (url) => lane(url, files));
    });
    const ended = await Promise.allSettled(lanes); // all, so that no server outlives its folder
    for (const { reason } of ended) if (reason) console.error(reason);
    return ended.reduce((code, { value = 1 }) => code || value, 0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
