import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Line, synced, until, written } from "./phone.mjs";
import { Walk, languages, openBrowser, server } from "./walk.mjs";

let browser;

before(async () => {
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
});

async function walking(options, steps, url = server()) {
  const walk = await new Walk(browser, url, options).open();
  await steps(walk, walk.page);
  await walk.close();
}

for (const lang of languages) {
  test(`the sheet of a shift, ${lang}, 320 px`, () => walking({ lang, width: 320 }, pages));
}
test("the sheet of a shift, fi, 1280 px", () => walking({ lang: "fi" }, pages));
test("a shift is marked and signed without scripts, 320 px", () => walking({ lang: "fi", width: 320, scripts: false }, plain));
test("the network goes, the page is closed, and everything arrives once", async () => {
  const line = new Line(new URL(server()));
  await line.up();
  await walking({ lang: "fi", width: 320 }, (walk, page) => offline(walk, page, line), `http://127.0.0.1:${line.port}`);
  await line.down();
});
test("checking in with the code of the day, 320 px", () => walking({ lang: "fi", width: 320, scripts: false }, checkIn));

// open goes to one of today's shifts; each walk that changes something has its own.
async function open(walk, n) {
  await walk.signIn("organiser");
  await walk.go("/shifts");
  await walk.press(`.rows li:nth-child(${n}) a`);
}

const person = (page, n) => page.locator(".sheet-person").nth(n);

// pages opens everything: names are legends, targets are large, and what belongs to another answer is hidden.
async function pages(walk, page) {
  await open(walk, 3);
  assert.equal(await page.locator(".sheet-person > legend").count(), 5, "four people and a supervisor");
  const heights = await page.locator(".sheet .pick").evaluateAll((all) => all.map((e) => e.getBoundingClientRect().height));
  assert.ok(heights.every((h) => h >= 48), `every target is 48 px high, not ${Math.min(...heights)}`);
  assert.equal(await person(page, 0).locator("select").first().isVisible(), false, "no reason is asked of whoever is there");
  await synced(page, /./);
  await page.locator('form[action$="/code"] button').click();
  await page.waitForEvent("load").catch(() => {});
  await page.locator(".shift-code").waitFor();
  await walk.check();
  assert.match(await page.locator(".shift-code").innerText(), /^\d{3} \d{3}$/);
  await walk.go("/checkin");
}

// plain marks the others present, one person away, is told what is missing, and signs.
async function plain(walk, page) {
  await open(walk, 1);
  await page.check('input[name="p0.state"][value="absent"]');
  await page.selectOption('select[name="p0.absence"]', "not_known");
  await page.check('input[name="p1.state"][value="late"]');
  await walk.press('button[value="all"]');
  assert.match(await person(page, 0).innerText(), /Kysy, mitä kuuluu/);
  await walk.press('.actions button[value="sign"]', 422);
  assert.ok((await page.locator('#problems a[href="#f-p1-from"]').count()) === 1, "the time is asked for");
  await page.selectOption('select[name="p1.from"]', "510");
  await page.fill('input[name="m0.quantity"]', "38");
  await walk.press('.actions button[value="sign"]');
  assert.match(await page.locator("main").innerText(), /Kuitattu/);
  assert.match(await page.locator("main").innerText(), /Ryhmän tunnit\s+5,5\st/, "two whole mornings and one that began half an hour late");
  assert.equal(await page.locator("form.sheet").count(), 0, "a signed sheet is no form");
}

// checkIn types the code that the supervisor shows, as somebody without an account.
async function checkIn(walk, page) {
  await open(walk, 3);
  await walk.press('form[action$="/code"] button');
  const code = await page.locator(".shift-code").innerText();
  const other = await new Walk(browser, server(), { lang: "fi", width: 320, scripts: false }).open();
  await other.go("/checkin?lang=fi");
  await other.page.fill("#f-code", "000000");
  await other.page.fill("#f-number", "2");
  await other.press("form.form button");
  assert.equal(await other.page.locator("#problems").count(), 1, "a wrong code is said");
  await other.page.fill("#f-code", code);
  await other.press("form.form button");
  assert.ok(await other.page.locator(".notice.done").isVisible());
  await other.close();
}

// offline cuts the network in the middle, kills the page, opens it again without network, and lets the network come back.
async function offline(walk, page, line) {
  await open(walk, 2);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await until(page, async (path) => Boolean(await caches.match(path)), new URL(page.url()).pathname);
  await page.reload();
  await synced(page, /Kaikki tallessa/);
  await Promise.all([page.waitForResponse((r) => r.url().endsWith("/marks")), person(page, 0).locator('input[value="present"]').check()]);
  await synced(page, /Kaikki tallessa/);

  await line.down();
  await walk.context.setOffline(true);
  await person(page, 1).locator('input[value="absent"]').check();
  await synced(page, /^1 merkintä odottaa verkkoa$/);
  await page.locator('button[value="all"]').click();
  await synced(page, /2 merkintää odottaa verkkoa/);
  await page.locator("textarea[name=words]").pressSequentially("Kuorma tuli myöhässä.");
  await synced(page, /3 merkintää odottaa verkkoa/);
  await until(page, written, "Kuorma tuli myöhässä.");
  const path = page.url();
  await page.close({ runBeforeUnload: false });

  const again = await walk.context.newPage();
  walk.page = again;
  await again.goto(path);
  assert.ok(await again.locator("#from-cache").isVisible(), "it says from when it is");
  await synced(again, /3 merkintää odottaa verkkoa/);
  assert.ok(await person(again, 0).locator('input[value="present"]').isChecked(), "what had arrived");
  assert.ok(await person(again, 1).locator('input[value="absent"]').isChecked(), "what waits");
  assert.ok(await person(again, 2).locator('input[value="present"]').isChecked(), "all the others");
  assert.equal(await again.inputValue("textarea[name=words]"), "Kuorma tuli myöhässä.");
  await walk.check();
  await again.locator('.actions button[value="sign"]').click();
  await synced(again, /Kuittaus odottaa verkkoa/);
  assert.ok(await again.locator("#sheet input[type=radio]").first().isDisabled(), "a signed sheet is left as it is");

  const asked = new Promise((resolve) => again.once("dialog", (dialog) => { resolve(dialog.message()); dialog.dismiss(); }));
  await again.locator("details.menu summary").click();
  await again.locator('form[action="/sign-out"] button').click();
  assert.match(await asked, /^4 merkintää odottaa/, "signing out asks first");

  await line.up();
  await walk.context.setOffline(false);
  await again.locator("table caption").waitFor();
  await walk.check();
  await synced(again, /Kaikki tallessa/);
  const said = await again.locator("main").innerText();
  assert.match(said, /Poissa: ei tietoa/);
  assert.equal(said.match(/Paikalla 12\.00–15\.00/g).length, 4, "three people and the supervisor");
  assert.match(said, /Kuorma tuli myöhässä\./);
  assert.match(said, /Ryhmän tunnit\s+9\st/, "three people for three hours");
  assert.equal(await again.locator(".sheet-late").count(), 0, "nothing came twice or late");

  await again.locator("details.menu summary").click();
  await Promise.all([again.waitForEvent("load"), again.locator('form[action="/sign-out"] button').click()]);
  const kept = await again.evaluate(async () => {
    const pages = [];
    for (const name of await caches.keys()) for (const r of await (await caches.open(name)).keys()) pages.push(new URL(r.url).pathname);
    return pages.filter((path) => path.startsWith("/shifts"));
  });
  assert.deepEqual(kept, [], "no page with names stays on the phone");
}
