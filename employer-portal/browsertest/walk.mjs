// What the walks share: a browser, signing in, and what is checked on every page that is opened.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { after, before } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

export const password = process.env.SOVITE_DEMO_PASSWORD || "sovite-demo-2026";
export const accounts = {
  coach: "valmentaja@demo.sovite.fi",
  employer: "tyonantaja@demo.sovite.fi",
  organiser: "jarjestaja@demo.sovite.fi",
  otherOrganiser: "toinen.jarjestaja@demo.sovite.fi",
  administrator: "yllapito@demo.sovite.fi",
  manager: "palvelupaallikko@demo.sovite.fi",
};

// adminPages are the pages of administration that need no record to exist.
export const adminPages = [
  "/admin", "/admin/organisations", "/admin/organisations?q=kahvila", "/admin/people", "/admin/jobs", "/admin/record", "/admin/record?do=save&chain=installation",
  "/admin/rules", "/admin/rules/work_trial.max_total", "/admin/adaptations", "/admin/consents", "/status",
];

export const languages = ["fi", "sv", "en"];

// ways are the widths in pixels, and scripts or none, in which pages are opened: Finnish in each, the others where a long word
// matters, on a narrow page. SOVITE_WALK_ALL=1 opens all of them in each.
export function ways(lang) {
  const all = [
    { width: 320, scripts: true },
    { width: 1280, scripts: true },
    { width: 320, scripts: false },
  ];
  return lang === "fi" || process.env.SOVITE_WALK_ALL ? all : all.slice(0, 1);
}

// clean holds the fingerprints of pages on which axe found nothing: many walks come by the same page.
const clean = new Set();

const levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

// server is the address of the running server; run.mjs starts one and names it.
export function server() {
  assert.ok(process.env.SOVITE_URL, "name a running server with demo data in SOVITE_URL, or start the walks with run.mjs");
  return process.env.SOVITE_URL.replace(/\/$/, "");
}

export function openBrowser() {
  const path = process.env.CHROMIUM_PATH || "/usr/bin/chromium";
  assert.ok(existsSync(path), `no Chromium at ${path}; name it in CHROMIUM_PATH`);
  return chromium.launch({
    executablePath: path,
    args: [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync",
    ],
  });
}

// Walk is one person in one browser window, in one language.
export class Walk {
  constructor(browser, url, { lang = "fi", width = 1280, scripts = true } = {}) {
    Object.assign(this, { browser, url, lang, width, scripts, wrong: [] });
  }

  async open() {
    this.context = await this.browser.newContext({ viewport: { width: this.width, height: 800 }, javaScriptEnabled: this.scripts });
    this.page = await this.context.newPage();
    this.page.setDefaultTimeout(60_000);
    this.page.on("pageerror", (error) => this.wrong.push(String(error)));
    this.page.on("console", (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) this.wrong.push(message.text());
    });
    return this;
  }

  async close() {
    await this.context.close();
    assert.deepEqual(this.wrong, [], "errors in the page");
  }

  async go(path) {
    const answer = await this.page.goto(this.url + path);
    assert.equal(answer.status(), 200, `${path} answers ${answer.status()}`);
    await this.check();
  }

  async signIn(who) {
    await this.go(`/signin?lang=${this.lang}`);
    await this.page.fill("#f-email", accounts[who]);
    await this.page.fill("#f-password", password);
    await this.press("form.form button");
    assert.ok(await this.page.locator("details.menu").count(), `${who} is signed in`);
  }

  // press clicks what leads to another page, and checks that page.
  async press(selector) {
    await Promise.all([this.page.waitForEvent("load"), this.page.locator(selector).first().click()]);
    await this.check();
  }

  // check holds for every page: language, one heading, no sideways scrolling, nothing that axe finds.
  async check() {
    const { page } = this;
    const where = `${new URL(page.url()).pathname} (${this.lang}, ${this.width} px, scripts ${this.scripts ? "on" : "off"})`;
    assert.equal(await page.locator("html").getAttribute("lang"), this.lang, `language of ${where}`);
    assert.equal(await page.locator("h1").count(), 1, `one h1 on ${where}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${where} scrolls sideways by ${wide} px`);
    if (!this.scripts) return; // axe itself is a script; the same pages are checked with scripts on
    const seen = await this.fingerprint();
    if (clean.has(seen)) return;
    // No page has a frame, so axe need not look for any; and only what is wrong is told, not why all else is right.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"], runOnly: levels }).analyze();
    const found = violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(" ")).join(", ")}`);
    assert.deepEqual(found, [], `axe on ${where}`);
    clean.add(seen);
  }

  // fingerprint is all that axe could judge: what the page holds but for its tokens, at which width, with what in focus.
  async fingerprint() {
    const page = await this.page.evaluate(() => {
      const tokens = [...document.querySelectorAll('input[name="csrf"]')].map((field) => field.value);
      const html = tokens.reduce((text, token) => (token ? text.replaceAll(token, "") : text), document.documentElement.outerHTML);
      return [html, document.activeElement?.id, [...document.querySelectorAll("details")].map((d) => d.open)].join("\n");
    });
    return createHash("sha256").update(`${this.width}\n${page}`).digest("hex");
  }

  // focused says what has the focus: the id, or the text.
  focused() {
    return this.page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent?.trim() || "");
  }

  // tabTo presses Tab until the element has the focus, as somebody without a mouse would.
  async tabTo(selector, most = 120) {
    const target = this.page.locator(selector).first();
    for (let i = 0; i < most; i++) {
      await this.page.keyboard.press("Tab");
      if (await target.evaluate((element) => element === document.activeElement)) return;
    }
    assert.fail(`${selector} was not reached with ${most} presses of Tab`);
  }
}

// Keys is a walk without a mouse: what leads to another page is reached by Tab and opened by Enter, and choices are made by
// Space and the arrows.
export class Keys extends Walk {
  get path() {
    return new URL(this.page.url()).pathname;
  }

  async press(selector) {
    await this.tabTo(selector, 500);
    await Promise.all([this.page.waitForEvent("load"), this.page.keyboard.press("Enter")]);
    await this.check();
  }

  // click is for what would take very many presses of Tab.
  click(selector) {
    return super.press(selector);
  }

  async pick(name, value) {
    const wanted = this.page.locator(`input[name="${name}"][value="${value}"]`);
    if ((await wanted.getAttribute("type")) === "checkbox") {
      await this.tabTo(`input[name="${name}"][value="${value}"]`, 500);
      return this.page.keyboard.press("Space");
    }
    const checked = `input[name="${name}"]:checked`;
    const some = await this.page.locator(checked).count();
    await this.tabTo(some ? checked : `input[name="${name}"]`, 500);
    if (!some) await this.page.keyboard.press("Space");
    for (let i = 0; i < 30 && !(await wanted.isChecked()); i++) await this.page.keyboard.press("ArrowDown");
    assert.ok(await wanted.isChecked(), `${name} is ${value}`);
  }

  async fill(values) {
    for (const [name, value] of Object.entries(values)) await this.page.fill(`[name="${name}"]`, value);
  }

  count(selector) {
    return this.page.locator(selector).count();
  }
}

// inBrowser opens one browser for the tests of a file, and gives the way to walk in it.
export function inBrowser() {
  let browser;
  before(async () => {
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
  });
  return async (options, steps) => {
    const walk = await new Walk(browser, server(), options).open();
    await steps(walk, walk.page);
    await walk.close();
  };
}
