import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Walk, languages, openBrowser, server, ways } from "./walk.mjs";

let browser;

before(async () => {
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
});

for (const lang of languages) {
  for (const { width, scripts } of ways(lang)) {
    test(`hours of both sides, ${lang}, ${width} px, scripts ${scripts ? "on" : "off"}`, () => pages({ lang, width, scripts }));
  }
}
test("hours are signed off, disputed, answered, approved and taken back", () => decide({ lang: "fi" }));
test("a named person approves once by a link, on a telephone without scripts", () => guest({ lang: "fi", width: 320, scripts: false }));

async function signedIn(who, options) {
  const walk = await new Walk(browser, server(), options).open();
  await walk.signIn(who);
  return walk;
}

// tied are the addresses of the links in a part of the page, each once.
const tied = (page, selector) => page.locator(selector).evaluateAll((links) => [...new Set(links.map((a) => new URL(a.href).pathname))]);

// hours opens what one side has to do first.
async function hours(walk, side) {
  await walk.go(side === "organiser" ? "/timesheets" : "/approvals");
  await walk.press(side === "organiser" ? "#todo .rows a" : "#waiting .rows a");
  return new URL(walk.page.url()).pathname;
}

// letter is the address that the newest letter to somebody leads to.
async function letter(options, to) {
  const walk = await new Walk(browser, server(), options).open();
  const row = 'main a[href^="/mailbox/"]';
  for (let i = 0; i < 50; i++) {
    await walk.page.goto(walk.url + "/mailbox?lang=" + walk.lang);
    if ((await walk.page.locator("main").innerText()).includes(to)) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const list = await tied(walk.page, row);
  for (const path of list) {
    await walk.go(path);
    const text = await walk.page.locator("main").innerText();
    const link = text.includes(to) && text.match(/\/approve\/[^\s)]+/);
    if (link) {
      await walk.close();
      return link[0];
    }
  }
  return assert.fail(`no letter to ${to}`);
}

// send sends a link to a named person.
async function send(buyer, to) {
  const sheet = await hours(buyer, "buyer");
  await buyer.press(`main a[href="${sheet}/link"]`);
  await buyer.press("form.form .actions button");
  assert.ok(await buyer.page.locator('#problems a[href="#f-name"]').count(), "the name is asked for");
  await buyer.page.fill("#f-name", "Oona Vieras");
  await buyer.page.fill("#f-email", to);
  await buyer.page.selectOption("#f-lang", buyer.lang);
  await buyer.press("form.form .actions button");
  assert.ok((await buyer.page.locator("#links").innerText()).includes(to), "to whom the link was sent");
  return sheet;
}

// pages opens every page of both sides and of the guest; the buyer reads nothing that is not signed off.
async function pages(options) {
  const seller = await signedIn("organiser", options);
  const own = await hours(seller, "organiser");
  assert.ok((await seller.page.locator("#open tbody tr").count()) >= 3, "a day waits for the organiser");
  const open = await tied(seller.page, 'main a[href*="/lines/"]');
  assert.ok(open.some((path) => path.endsWith("/aside")), "time can be set aside");
  for (const path of [`${own}/add`, ...open.slice(0, 2)]) await seller.go(path);
  await seller.go("/timesheets");
  for (let i = 0; i < 2; i++) await seller.press("#week .actions a");
  await seller.press("#week .rows a");
  assert.ok((await seller.page.locator("#approved tbody tr").count()) >= 3, "the week before is approved");
  await seller.close();

  const buyer = await signedIn("employer", options);
  const theirs = await hours(buyer, "buyer");
  assert.equal(await buyer.page.locator("#waiting tbody tr").count(), 3, "only what was signed off");
  const [dispute] = await tied(buyer.page, '#waiting a[href$="/dispute"]');
  await buyer.go(dispute);
  await buyer.press("form.form .actions button");
  assert.ok(await buyer.page.locator("#problems").count(), "a reason is asked for");
  await buyer.go("/alternates");
  const to = `oona-${options.lang}-${options.width}-${options.scripts}@demo.sovite.fi`;
  await send(buyer, to);
  const invited = await new Walk(browser, server(), options).open();
  await invited.go((await letter(options, to)) + `?lang=${options.lang}`);
  await invited.press("main form .actions button");
  assert.ok(await invited.page.locator("#problems").count(), "nothing was decided");
  await invited.close();
  await buyer.go(theirs);
  await buyer.press('form[action$="/revoke"] button');
  await buyer.go("/approvals");
  await buyer.press("#decided .rows a");
  await buyer.close();
}

// decide goes the whole way: one line is disputed, the others approved; the answer is read, the line approved and taken back.
async function decide(options) {
  const seller = await signedIn("organiser", options);
  const buyer = await signedIn("employer", options);
  const own = await hours(seller, "organiser");
  await seller.press('#open button[value="all"]');
  assert.equal(await seller.page.locator("#open").count(), 0, "everything is signed off");
  const theirs = await hours(buyer, "buyer");
  const lines = await buyer.page.locator("#waiting tbody tr").count();
  assert.equal(lines, 6, "two days with three lines");
  await buyer.press('#waiting button[value="chosen"]');
  assert.ok(await buyer.page.locator('#problems a[href="#waiting"]').count(), "a line has to be chosen first");

  await buyer.press('#waiting a[href$="/dispute"]');
  await buyer.page.check('input[name="reason"][value="hours"]');
  await buyer.page.fill("#f-note", "Yksi lähti aikaisemmin.");
  await buyer.press("form.form .actions button");
  assert.equal(await buyer.page.locator("#said_no tbody tr").count(), 1);
  await buyer.press('#waiting button[value="all"]');
  assert.equal(await buyer.page.locator("#undo tbody tr").count(), lines - 1, "the others are approved");
  assert.equal(await buyer.page.locator("#waiting").count(), 0);

  await seller.go(own);
  assert.match(await seller.page.locator("#disputed").innerText(), /Yksi lähti aikaisemmin\./);
  await seller.press('#disputed a[href$="/answer"]');
  await seller.page.fill("#f-answer", "Kuittaus on tarkistettu ohjaajan kanssa.");
  await seller.press("form.form .actions button");
  assert.equal(await seller.page.locator("#disputed").count(), 0, "the buyer decides anew");

  await hours(buyer, "buyer");
  assert.match(await buyer.page.locator("#waiting").innerText(), /Kuittaus on tarkistettu ohjaajan kanssa\./);
  await buyer.page.check('#waiting input[name="line"]');
  await buyer.press('#waiting button[value="chosen"]');
  assert.equal(await buyer.page.locator("#undo tbody tr").count(), lines, "everything is approved");
  await buyer.page.locator('#undo input[name="line"]').first().check();
  await buyer.press('#undo button[value="chosen"]');
  assert.equal(await buyer.page.locator("#waiting tbody tr").count(), 1, "one approval is taken back");
  assert.equal(new URL(buyer.page.url()).pathname, theirs);
  await buyer.close();
  await seller.close();
}

// guest decides about what waits; the link opens nothing after that, and both sides read who decided.
async function guest(options) {
  const buyer = await signedIn("employer", options);
  const to = "kerran@demo.sovite.fi";
  const theirs = await send(buyer, to);
  const path = await letter(options, to);
  const invited = await new Walk(browser, server(), options).open();
  await invited.go(`${path}?lang=fi`);
  assert.equal(await invited.page.locator('a[href="/approvals"]').count(), 0, "a guest is offered no other page");
  for (const answer of await invited.page.locator("#waiting select").all()) await answer.selectOption("approve");
  await invited.press("main form .actions button");
  assert.match(await invited.page.locator("main").innerText(), /Oona Vieras|hyväksy/i);
  const again = await invited.page.goto(invited.url + path);
  assert.equal(again.status(), 404, "the link opens once");
  await invited.close();
  await buyer.go(theirs);
  assert.equal(await buyer.page.locator("#waiting").count(), 0, "nothing waits any more");
  assert.match(await buyer.page.locator("#undo").innerText(), /Oona Vieras/, "who approved");
  await buyer.close();
}
