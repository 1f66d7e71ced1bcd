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

const hash = (text) => createHash("sha256").update(text).digest("hex").slice(0, 32);
const order = "quote" + hash("demo-request-talvi/demo-org-kammenpaja");
const frame = "frame" + hash("demo-org-kammenpaja/demo-puite");

for (const lang of languages) {
  for (const { width, scripts } of ways(lang)) {
    test(`framework agreements of both sides, ${lang}, ${width} px, scripts ${scripts ? "on" : "off"}`, () => pages({ lang, width, scripts }));
  }
}
test("work is called off and accepted by keyboard on a telephone without scripts", () => callOff("fi"));

// pages opens everything about the agreement; the buyer's pages do not say how a price came about.
async function pages(options) {
  const seller = await new Walk(browser, server(), options).open();
  await seller.signIn("organiser");
  await seller.press('nav a[href="/frames"]');
  await seller.press(`main a[href="/frames/${frame}"]`);
  assert.match(await seller.page.locator("#prices").innerText(), /Vuoden sopimus/, "the organiser reads the reason");
  await seller.go(`/frames/${frame}/notice`);
  await seller.go(`/frames/new?order=${order}`);
  await seller.go("/frames?ended=yes");
  await seller.close();
  const buyer = await new Walk(browser, server(), options).open();
  await buyer.signIn("employer");
  await buyer.press('nav a[href="/agreements"]');
  await buyer.press(`main a[href="/agreements/${frame}"]`);
  assert.doesNotMatch(await buyer.page.locator("main").innerText(), /Vuoden sopimus/, "the buyer does not");
  for (const path of ["call", "notice"]) await buyer.go(`/agreements/${frame}/${path}`);
  await buyer.go(`/purchases/${order}/again`);
  await buyer.go("/agreements?ended=yes");
  await buyer.close();
}

// callOff walks from the agreement to the order: a mistake is named and nothing is lost, the check shows what it comes to, and
// the quote is accepted as any other.
async function callOff(lang) {
  const buyer = await new Walk(browser, server(), { lang, width: 320, scripts: false }).open();
  await buyer.signIn("employer");
  await buyer.go(`/agreements/${frame}`);
  const before = await buyer.page.locator("#calls li").count();
  const enter = async (selector) => {
    await buyer.tabTo(selector);
    await Promise.all([buyer.page.waitForEvent("load"), buyer.page.keyboard.press("Enter")]);
    await buyer.check();
  };
  const type = async (selector, text) => {
    await buyer.tabTo(selector);
    await buyer.page.keyboard.type(text);
  };
  await enter(`main a[href$="/call"]`);
  const day = (days) => new Date(Date.now() + days * 86_400_000);
  const monday = (weeks) => day(7 * weeks - ((day(0).getUTCDay() + 6) % 7)).toISOString().slice(0, 10);
  await buyer.page.locator('[name="need.first"]').fill(monday(10));
  await buyer.page.locator('[name="need.last"]').fill(monday(13));
  await buyer.page.locator('[name="need.from"]').fill("08:00");
  await buyer.page.locator('[name="need.to"]').fill("11:30");
  await type('[name="need.people"]', "2");
  await enter('button[value="check"]');
  assert.ok((await buyer.page.locator(".problems, [role=alert], #problems").count()) > 0, "no day of the week was chosen");
  await buyer.tabTo('input[name="need.weekdays"][value="tue"]');
  await buyer.page.keyboard.press("Space");
  await enter('button[value="check"]');
  assert.equal(await buyer.page.locator("#days tbody tr").count(), 3, "each Tuesday");
  await enter('button[value="save"]');
  assert.match(buyer.page.url(), /\/quotes\/.*\/accept/, "the quote is accepted as any other");
  await enter('form[action$="/accept"] button');
  await buyer.go(`/agreements/${frame}`);
  assert.equal(await buyer.page.locator("#calls li").count(), before + 1);
  await buyer.close();
}
