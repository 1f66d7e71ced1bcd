import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { Walk, languages, openBrowser, server, ways } from "./walk.mjs";

let browser;

before(async () => {
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
});

// An order has the id of its quote, which follows from the request and the organiser.
const order = (request) => "quote" + createHash("sha256").update(`${request}/demo-org-kammenpaja`).digest("hex").slice(0, 32);
const confirmed = order("demo-request-talvi");
const preparing = order("demo-request-joulu");

for (const lang of languages) {
  for (const { width, scripts } of ways(lang)) {
    test(`orders of both sides, ${lang}, ${width} px, scripts ${scripts ? "on" : "off"}`, () => pages({ lang, width, scripts }));
  }
}
test("an order is told of, decided on and confirmed by keyboard", () => confirm("fi"));
test("other days are proposed and taken on a telephone without scripts", () => change("fi"));

// pages opens everything about both orders; the buyer's pages name no work form and not why somebody took responsibility.
async function pages(options) {
  const seller = await new Walk(browser, server(), options).open();
  await seller.signIn("organiser");
  await seller.press('nav a[href="/orders"]');
  await seller.press(`main a[href="/orders/${confirmed}"]`);
  const gates = seller.page.locator("#gates-confirm li");
  assert.ok((await gates.count()) > 3, "every gate says what it found");
  assert.equal(await gates.locator('a[href^="/rules/"]').count(), await gates.count(), "each with its rule");
  for (const path of ["told", "supervisor", "propose", "cancel"]) await seller.go(`/orders/${confirmed}/${path}`);
  await seller.go(`/orders/${preparing}/approve`);
  await seller.go("/orders?ended=yes");
  await seller.close();
  const buyer = await new Walk(browser, server(), options).open();
  await buyer.signIn("employer");
  await buyer.press('nav a[href="/purchases"]');
  await buyer.press(`main a[href="/purchases/${confirmed}"]`);
  const text = await buyer.page.locator("main").innerText();
  assert.doesNotMatch(text, /27 e|kuntouttava|Ohjaaja on koko ajan paikalla/i, "no work form, and no reason of the organiser's");
  for (const path of ["told", "reference", "propose", "cancel"]) await buyer.go(`/purchases/${confirmed}/${path}`);
  await buyer.go("/purchases?ended=yes");
  await buyer.close();
}

// confirm walks the way of an order without a mouse: the buyer tells of the site after a mistake, the organiser is told what
// stands in the way, its owner takes responsibility, and confirms.
async function confirm(lang) {
  const enterOn = (walk) => async (selector) => {
    await walk.tabTo(selector);
    await Promise.all([walk.page.waitForEvent("load"), walk.page.keyboard.press("Enter")]);
    await walk.check();
  };
  const space = async (walk, selector) => {
    await walk.tabTo(selector);
    await walk.page.keyboard.press("Space");
  };
  const buyer = await new Walk(browser, server(), { lang }).open();
  await buyer.signIn("employer");
  await buyer.go(`/purchases/${preparing}`);
  assert.match(await buyer.page.locator("#steps").innerText(), /Sinun vuorosi/, "whose turn it is");
  let enter = enterOn(buyer);
  await enter(`#steps a[href$="/told"]`);
  await enter("form.form .actions button");
  assert.equal(await buyer.focused(), "problems", "the summary has the focus");
  await space(buyer, 'input[name="redirect"][value="no"]');
  await buyer.tabTo("#f-safety");
  await buyer.page.keyboard.type("Hätäpoistuminen aulan kautta. Ensiapu vastaanotossa.");
  await space(buyer, 'input[name="declares"]');
  await enter("form.form .actions button");
  assert.match(await buyer.page.locator("#steps").innerText(), /Odottaa järjestäjää/, "now it is the organiser's turn");
  await buyer.close();

  const seller = await new Walk(browser, server(), { lang }).open();
  await seller.signIn("organiser");
  await seller.go(`/orders/${preparing}`);
  enter = enterOn(seller);
  await enter('form[action$="/confirm"] button');
  assert.ok((await seller.page.locator("#problems li").count()) > 1, "what stands in the way is told");
  await enter('#gates-confirm a[href$="/approve"]');
  await seller.tabTo("#f-reason");
  await seller.page.keyboard.type("Sopimukset eivät seuraa toisiaan.");
  await enter("form.form button");
  assert.match(await seller.page.locator("#gates-confirm").innerText(), /Tellervo Pajuoja otti vastuun/, "who took responsibility");
  await enter('form[action$="/confirm"] button');
  assert.match(await seller.page.locator("h1").innerText(), /Vahvistettu/, "the order is confirmed");
  await seller.close();
}

// change proposes fewer people on the first day, which the organiser takes; both read what changed.
async function change(lang) {
  const buyer = await new Walk(browser, server(), { lang, width: 320, scripts: false }).open();
  await buyer.signIn("employer");
  await buyer.go(`/purchases/${confirmed}/propose`);
  await buyer.page.fill("#f-loads-0--participants", "3");
  await buyer.page.fill("#f-quantities-0-", "1500 m²");
  await buyer.press("form.form .actions button");
  assert.equal(await buyer.page.locator('#proposal form[action$="/accept"]').count(), 0, "nobody takes their own proposal");
  const seller = await new Walk(browser, server(), { lang, width: 320, scripts: false }).open();
  await seller.signIn("organiser");
  await seller.go(`/orders/${confirmed}`);
  await seller.press('#proposal form[action$="/accept"] button');
  assert.match(await seller.page.locator("#version-2").innerText(), /4 \+ 1[\s\S]*3 \+ 1/, "before and now");
  await seller.close();
  await buyer.go(`/purchases/${confirmed}`);
  assert.match(await buyer.page.locator("#price tfoot").innerText(), /975,00/, "what it comes to now");
  await buyer.close();
}
