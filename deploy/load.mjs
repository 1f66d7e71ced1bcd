// Measures Sovite under a realistic load: starts the program with demo data on this machine's loopback, lets people of all kinds use
// it for a while, and prints how long each route took, what failed, and the highest memory. Nothing leaves the machine, and it ends
// by itself.
//
//   node deploy/load.mjs [--users 200] [--seconds 120] [--binary bin/sovite]
//
// A person of a kind opens the pages of their day, thinks for one to five seconds after each, and now and then saves something. Demo
// accounts are few, so that people share them; the limit of requests for one person is lifted for that.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: { users: { type: "string", default: "200" }, seconds: { type: "string", default: "120" }, binary: { type: "string", default: "bin/sovite" } },
});
const users = bounded("users", 1, 2000);
const seconds = bounded("seconds", 1, 900);

function bounded(name, least, most) {
  const n = Number(values[name]);
  if (!Number.isInteger(n) || n < least || n > most) {
    console.error(`--${name} is ${values[name]}; it must be a whole number from ${least} to ${most}`);
    process.exit(2);
  }
  return n;
}

// What people of each kind do, and how often compared with each other. A function makes the body of what is saved.
const saved = () => JSON.stringify({ title: `Load ${Math.random().toString(36).slice(2)}` });
const kinds = [
  { share: 5, paths: ["/", "/search?q=siivous", "/search?q=keitti%C3%B6", "/rules", "/signin", "/api/v1/openapi.json"] },
  { share: 4, who: "valmentaja", paths: ["/", "/clients", "/clients/demo-client-aino", "/introductions", "/carvings", "/search?q=varasto", "/api/v1/clients", "/figures"] },
  { share: 3, who: "tyonantaja", paths: ["/", "/tasks", "/requests", "/purchases", "/approvals", "/bills", "/reports/bought", ["/api/v1/tasks", saved]] },
  { share: 4, who: "jarjestaja", paths: ["/", "/shifts", "/rosters", "/orders", "/timesheets", "/invoices", "/payments", "/crews", "/prices", "/reports/sold", "/reports/margin", "/books"] },
];

const agent = new Agent({ keepAlive: true, maxSockets: users });
const samples = new Map();
let failed = 0;

function ask(base, path, { body, headers } = {}) {
  return new Promise((resolve) => {
    const begun = performance.now();
    const done = (status, text = "") => resolve({ status, text, took: performance.now() - begun });
    const r = request(base + path, { method: body ? "POST" : "GET", agent, headers, timeout: 30_000 }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk) => (text += chunk));
      answer.on("end", () => done(answer.statusCode, text));
      answer.on("error", () => done(0));
    });
    r.on("timeout", () => r.destroy());
    r.on("error", () => done(0));
    r.end(body);
  });
}

const json = { "Content-Type": "application/json" };

async function tokenOf(base, who) {
  const body = JSON.stringify({ email: `${who}@demo.sovite.fi`, password: "sovite-demo-2026" });
  const { status, text } = await ask(base, "/api/v1/session", { body, headers: json });
  if (status !== 200) throw new Error(`${who} cannot sign in: ${status} ${text}`);
  return JSON.parse(text).access;
}

async function live(base, kind, token, until) {
  const known = token ? { Cookie: `sovite-access=${token}`, Authorization: `Bearer ${token}` } : {};
  await pause(Math.random() * 5000); // nobody begins together
  while (performance.now() < until) {
    const step = kind.paths[Math.floor(Math.random() * kind.paths.length)];
    const [path, make] = Array.isArray(step) ? step : [step];
    const route = `${make ? "POST" : "GET"} ${path.split("?")[0]}${kind.who ? "" : " (open)"}`;
    const { status, took } = await ask(base, path, make ? { body: make(), headers: { ...known, ...json } } : { headers: known });
    if (!samples.has(route)) samples.set(route, []);
    samples.get(route).push(took);
    if (status < 200 || status >= 400) {
      failed++;
      console.error(`${route}: ${status}`);
    }
    await pause(1000 + Math.random() * 4000);
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function line(route, all) {
  all.sort((a, b) => a - b);
  const at = (share) => all[Math.min(all.length - 1, Math.floor(all.length * share))].toFixed(0).padStart(7);
  return `${route.padEnd(40)} ${String(all.length).padStart(6)} ${at(0.5)} ${at(0.95)} ${at(0.99)}`;
}

function memory(pid) {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8").match(/VmHWM:\s+(\d+)/)[1] / 1024;
  } catch {
    return NaN; // not Linux
  }
}

async function main() {
  const data = mkdtempSync(join(tmpdir(), "sovite-load-"));
  const server = spawn(values.binary, ["serve", "--demo", "--listen", "127.0.0.1:0", "--data", data, "--log-level", "error", "--rate", "1000000"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = new Promise((resolve) => server.on("exit", resolve));
  try {
    const base = await new Promise((resolve, reject) => {
      createInterface({ input: server.stdout }).on("line", (text) => text.startsWith("Sovite is at ") && resolve(text.slice(13)));
      server.on("error", reject);
      gone.then(() => reject(new Error("the program ended before it listened")));
    });
    const tokens = {};
    for (const { who } of kinds) if (who) tokens[who] = await tokenOf(base, who);
    const crowd = kinds.flatMap((kind) => Array(kind.share).fill(kind));
    console.log(`${users} people for ${seconds} s at ${base}`);
    const until = performance.now() + seconds * 1000;
    await Promise.all(Array.from({ length: users }, (_, n) => live(base, crowd[n % crowd.length], tokens[crowd[n % crowd.length].who], until)));
    console.log(`${"route".padEnd(40)} ${"n".padStart(6)} ${"p50 ms".padStart(7)} ${"p95 ms".padStart(7)} ${"p99 ms".padStart(7)}`);
    const all = [...samples.entries()].sort((a, b) => b[1].reduce((x, y) => x + y, 0) / b[1].length - a[1].reduce((x, y) => x + y, 0) / a[1].length);
    for (const [route, took] of all) console.log(line(route, took));
    const every = all.flatMap(([, took]) => took);
    console.log(line("all", every));
    console.log(`${(every.length / seconds).toFixed(0)} requests a second, ${failed} failed, highest memory ${memory(server.pid).toFixed(0)} MiB`);
  } finally {
    server.kill("SIGTERM");
    await gone;
    rmSync(data, { recursive: true, force: true });
  }
  process.exitCode = failed ? 1 : 0;
}

await main();
