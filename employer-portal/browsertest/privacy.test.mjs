// One's own data: the open page about them, a client who takes a copy and asks for erasing, the owner who decides, and a person with an
// account who takes a copy and closes it. Everybody here is made by the walk, so that no other walk misses them.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { asClient, newClient } from "./clients.mjs";
import { Walk, accounts, inBrowser, languages, ways } from "./walk.mjs";

const walking = inBrowser();
const coachName = "Salmenkoski";
const chosen = "kanervan alla kolme porakonetta";

for (const lang of languages) {
  for (const { width, scripts } of ways(lang)) {
    const options = { lang, width, scripts };
    const how = `${lang}, ${width} px, scripts ${scripts ? "on" : "off"}`;
    test(`a client's own data, ${how}`, () => walking(options, (coach) => client(coach, options)));
    test(`one's own account, ${how}`, () => walking(options, account));
  }
}

// client takes both copies, asks, thinks better of it and asks again; the owner is refused with a wrong code, and erases.
async function client(coach, options) {
  await coach.go(`/privacy?lang=${coach.lang}`);
  for (const part of ["controller", "erasing", "retention"]) assert.ok(await coach.page.locator(`#${part}`).count(), part);
  const mine = await newClient(coach);
  const name = (await coach.page.locator("h1").innerText()).replace(/\s+K-\w+$/, "");
  await coach.go("/clients");
  const others = (await coach.page.locator('main a[href^="/clients/demo-"]').allInnerTexts()).filter((text) => text !== name);
  const me = await asClient(coach, mine, options);
  await me.press('main a[href="/my/held"]');
  await copies(me, "/my/held", name, [coachName, accounts.coach, ...others]);
  await me.go("/my/held");
  await ask(me);
  await me.press('form[action="/my/erase/back"] button');
  await ask(me);
  await coach.go(`${mine}/privacy`);
  assert.equal(await coach.page.locator('#erasure a[href$="/decide"]').count(), 1, "the coach can decide");
  await decide(coach, options, mine.split("/").at(-1), name);
  await gone(coach, mine);
  await me.page.goto(me.url + "/my/held");
  assert.ok(!(await me.page.locator("body").innerText()).includes(name), "nothing of the client is shown any more");
  await me.close();
}

async function ask(me) {
  await me.press('main a[href="/my/erase"]');
  await me.press('.answers a[href="/my/erase/sure"]');
  await me.press('form[action="/my/erase/sure"] button');
  assert.equal(await me.page.locator('form[action="/my/erase/back"]').count(), 1, "it was asked, and can be taken back");
}

// decide is the owner, who reads a code and never the name.
async function decide(coach, options, id, name) {
  const owner = await new Walk(coach.browser, coach.url, options).open();
  await owner.signIn("manager");
  await owner.go("/organisation");
  await owner.press('main a[href="/erasures"]');
  await owner.press(`main a[href="/erasures/${id}"]`);
  assert.ok(!(await owner.page.locator("body").innerText()).includes(name), "the owner reads no name");
  const code = await owner.page.locator("p.lead").first().innerText();
  await owner.press('main a[href$="/refuse"]');
  await owner.press("form.form button");
  assert.ok(await owner.page.locator('#problems a[href="#f-reason"]').count(), "a reason is asked for");
  await owner.go(`/erasures/${id}/decide`);
  await owner.page.fill("#f-code", "K-0000");
  await owner.press("form.form button");
  assert.ok(await owner.page.locator('#problems a[href="#f-code"]').count(), "a wrong code erases nothing");
  await owner.page.fill("#f-code", code);
  await owner.press("form.form button");
  assert.equal(await owner.page.locator('#erasure a[href$="/decide"]').count(), 0, "it was decided");
  await owner.close();
}

// gone waits until the client is erased, which takes its steps one after the other.
async function gone(coach, mine) {
  for (let i = 0; i < 100; i++) {
    if ((await coach.page.goto(coach.url + mine)).status() === 404) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  assert.fail("the client is still there");
}

// account signs up as somebody new, reads what is held, and closes the account; nobody gets in by it after that.
async function account(walk, page) {
  const email = `oma-${walk.lang}-${walk.width}-${walk.scripts}-${Date.now()}@demo.sovite.fi`;
  const name = `Oma Tieto ${walk.lang}`;
  await walk.go(`/signup?lang=${walk.lang}`);
  await page.fill("#f-email", email);
  await walk.press("form.form button");
  await walk.go(await letter(walk, email));
  await page.fill("#f-name", name);
  await page.selectOption("#f-lang", walk.lang);
  await page.fill("#f-password", chosen);
  await walk.press("form.form button");
  assert.equal(await page.locator("details.menu").count(), 1, "the new person is signed in");
  await walk.go("/account");
  await walk.press('main a[href="/account/privacy"]');
  await copies(walk, "/account/privacy", name, [coachName, accounts.administrator]);
  await walk.go("/account/privacy");
  await walk.press('main a[href="/account/privacy/close"]');
  assert.equal(await page.locator("#f-password").count(), 0, "whoever signed in just now is asked for no password");
  await walk.press("form.form button");
  assert.equal(await page.locator("details.menu").count(), 0, "nobody is signed in any more");
  await walk.go(`/signin?lang=${walk.lang}`);
  await page.fill("#f-email", email);
  await page.fill("#f-password", chosen);
  await walk.press("form.form button");
  assert.ok(await page.locator("#problems").count(), "the account opens no more");
}

// letter is the way that the letter to a new address leads.
async function letter(walk, to) {
  const { page } = walk;
  for (let i = 0; i < 50; i++) {
    await page.goto(`${walk.url}/mailbox`);
    const row = page.locator("main li", { hasText: to }).first();
    if (await row.count()) {
      await walk.press(`main li:has-text("${to}") a`);
      return new URL(await page.locator('main a[href*="/join/"]').first().getAttribute("href"), walk.url).pathname;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return assert.fail(`no letter to ${to}`);
}

// copies takes both copies from a page: they hold the person's own name and nobody else's, and the one to read is a page like others.
async function copies(walk, at, name, others) {
  const file = await saved(walk, `${at}/file`);
  const extract = JSON.parse(file);
  assert.equal(extract.name, name, "the copy is the person's own");
  assert.ok(extract.parts.length, "it holds something");
  const read = await saved(walk, `${at}/page`);
  for (const other of others) assert.ok(!(file + read).includes(other), `the copy of ${name} holds ${other}`);
  await walk.page.goto("about:blank");
  await walk.page.setContent(read);
  assert.ok((await walk.page.locator("h1").innerText()).includes(name), "the page names the person");
  await walk.check();
}

async function saved(walk, href) {
  const [download] = await Promise.all([walk.page.waitForEvent("download"), walk.page.locator(`main a[href="${href}"]`).first().click()]);
  return readFile(await download.path(), "utf8");
}
