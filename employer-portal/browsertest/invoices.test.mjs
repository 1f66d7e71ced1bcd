import assert from "node:assert/strict";
import { test } from "node:test";
import { Keys, Walk, inBrowser, languages, openBrowser, server, ways } from "./walk.mjs";

const walk = inBrowser();

for (const lang of languages) {
  for (const { width, scripts } of ways(lang)) {
    test(`invoices of both sides, ${lang}, ${width} px, scripts ${scripts ? "on" : "off"}`, () => walk({ lang, width, scripts }, pages));
  }
}
test("approved hours are invoiced, delivered and credited by keyboard, on a telephone without scripts, and the buyer reads it", bill);

// tied is the address of the first link in a part of the page.
const tied = (page, selector) => page.locator(selector).first().getAttribute("href");

// pages opens what the demo data holds: an invoice of which a part was credited, and what waits to be billed.
async function pages(walk, page) {
  await walk.signIn("organiser");
  await walk.press('nav a[href="/invoices"]');
  const note = await tied(page, '#list a[href^="/invoices/crn-"]');
  for (const path of ["/invoices/details", "/invoices/new", "/invoices?state=dropped", note]) await walk.go(path);
  await walk.press('#of a[href^="/invoices/"]');
  assert.ok(await page.locator('#lines a[href^="/timesheets/"]').count(), "each line leads to where it came from");
  const at = new URL(page.url()).pathname;
  for (const path of ["credit", "reject"]) await walk.go(`${at}/${path}`);
  await walk.go("/invoices");
  await walk.press('#runs a[href^="/invoices/runs/"]');
  await page.context().clearCookies();
  await walk.signIn("employer");
  await walk.press('nav a[href="/bills"]');
  await walk.press('#list a[href^="/bills/inv-"]');
  assert.equal(await page.locator('main a[href^="/timesheets/"], main a[href^="/shifts/"]').count(), 0, "the buyer reads no shifts");
  await walk.go("/bills/details");
}

// bill walks from the details to the credit note.
async function bill() {
  const browser = await openBrowser();
  const open = (who) => new who(browser, server(), { lang: "fi", width: 320, scripts: false }).open();
  const seller = await open(Keys);
  const { page } = seller;
  await seller.signIn("organiser");
  await seller.go("/invoices/details");
  await seller.fill({ iban: "FI00 0000", "party.contact.phone": "040 000 0000" });
  await seller.press("form.form > .actions button");
  assert.ok(await seller.count('#problems a[href="#f-iban"]'), "the wrong account is named");
  assert.equal(await page.inputValue('[name="party.contact.phone"]'), "040 000 0000", "nothing typed is lost");
  await seller.fill({ iban: "FI21 1234 5600 0007 85" });
  await seller.press("form.form > .actions button");
  await seller.press('.page-head a[href="/invoices/new"]');
  assert.match(await page.locator("main").innerText(), /ei ole vielä numeroita/, "no numbers yet");
  await seller.press('form[method="post"] > .actions button');
  await seller.press("main form button");
  const run = seller.path;
  for (let i = 0; i < 60 && (await seller.count("#going")); i++) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await seller.go(run);
  }
  await seller.press('#made a[href^="/invoices/"]');
  const at = seller.path;
  for (const [format, what] of [["pdf", "%PDF"], ["finvoice", "<Finvoice"], ["ubl", "<Invoice"]]) {
    const answer = await page.request.get(`${server()}${at}/file/${format}`);
    const again = await page.request.get(`${server()}${at}/file/${format}`);
    assert.ok((await answer.body()).includes(what), format);
    assert.ok((await answer.body()).equals(await again.body()), `${format}: the same bytes each time`);
  }
  await seller.press('#delivery form:has(input[value="operator"]) button');
  await seller.press('#delivery a[href$="/reject"]');
  await seller.fill({ reason: "Osoite on vanhentunut." });
  await seller.press("form.form .actions button");
  await seller.press('#delivery form:has(input[value="link"]) button');
  await seller.press('#credits a[href$="/credit"]');
  assert.match(await page.locator("main").innerText(), /Tunnit vapautuvat uudelleen laskutettaviksi/);
  await seller.pick("much", "some");
  await seller.fill({ reason: "Väärä päivä." });
  await seller.pick("pick", await page.locator('input[name="pick"]').first().getAttribute("value"));
  await seller.press("form.form > .actions button");
  assert.match(seller.path, /^\/invoices\/crn-/, "the credit note");
  await seller.close();
  const buyer = await open(Walk);
  await buyer.signIn("employer");
  await buyer.go(at.replace("/invoices/", "/bills/"));
  assert.ok(await buyer.page.locator('#credits a[href^="/bills/crn-"]').count(), "the buyer sees the credit note");
  await buyer.close();
  await browser.close();
}
