import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Walk, languages, openBrowser, server } from "./walk.mjs";

let browser;

before(async () => {
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
});

const supplier = "/suppliers/demo-org-kammenpaja";

for (const lang of languages) {
  test(`the pages of contractor's liability, ${lang}`, () => pages(lang));
}
test("a contract is asked about, checked and recorded by keyboard", () => check("fi"));
test("the supplier adds what is missing and shows it, without scripts on a telephone", () => supply("fi"));

const day = (ahead) => new Date(Date.now() + ahead * 86_400_000 + 3 * 3_600_000).toISOString().slice(0, 10);

// pages opens what both sides see, on a telephone; the walk by keyboard sees them on a desk.
async function pages(lang) {
  for (const width of lang === "fi" ? [320, 1280] : [320]) {
    const customer = await new Walk(browser, server(), { lang, width }).open();
    await customer.signIn("employer");
    for (const path of ["/suppliers", "/suppliers/new", supplier, `${supplier}?cents=500000&chained_to=demo-deal-varasto`, `${supplier}/about`, `${supplier}/contracts/new`]) await customer.go(path);
    for (const path of [`${supplier}/contracts/demo-deal-varasto/end`, `${supplier}/doubt`, `${supplier}/exempt`]) await customer.go(path);
    await customer.close();
    const own = await new Walk(browser, server(), { lang, width }).open();
    await own.signIn("organiser");
    for (const path of ["/liability", "/liability/new?kind=taxes", "/liability/form", "/liability/documents/demo-paper-vero/withdraw"]) await own.go(path);
    await own.close();
  }
}

// check asks about a contract that reaches the threshold together with the earlier ones, reads why it cannot be made, marks what
// is there as checked, and records a contract, all without a mouse.
async function check(lang) {
  const walk = await new Walk(browser, server(), { lang }).open();
  const { page } = walk;
  await walk.signIn("employer");
  await walk.go(supplier);
  const enter = async (selector) => {
    await walk.tabTo(selector);
    await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
    await walk.check();
  };
  await enter(`a[href^="${supplier}/about"]`);
  await walk.tabTo("#f-cents");
  await page.keyboard.type("1200");
  await page.selectOption("#f-chained-to", "demo-deal-varasto");
  await enter("form.form button");
  assert.match(await page.locator("#verdict").innerText(), /1233\/2006 4\.1 § 2 p\./, "the verdict names its section");
  assert.match(await page.locator("#verdict").innerText(), /Verovelkatodistus: 3 täyttä kuukautta vanha/, "what is too old is said in words");
  assert.match(await page.locator("#threshold").innerText(), /9\s000,00\s€/, "the sum of the chain is shown");
  await enter('form[action$="/check"] button');
  assert.match(await page.locator("#checks").innerText(), /Marjut Kuikkaniemi tarkisti/, "who checked is kept");
  await enter(`a[href$="/contracts/new"]`);
  await enter("form.form button");
  assert.equal(await walk.focused(), "problems", "the summary has the focus");
  await page.fill("#f-agreed", day(0));
  await page.fill("#f-cents", "900");
  await enter("form.form button");
  assert.match(await page.locator("#threshold").innerText(), /900,00\s€/, "the contract is there");
  await walk.close();
}

// supply adds the papers that lack, each by the link beside it, until nothing is missing, and shows them to who waits.
async function supply(lang) {
  const walk = await new Walk(browser, server(), { lang, width: 320, scripts: false }).open();
  const { page } = walk;
  await walk.signIn("organiser");
  await walk.go("/liability");
  for (let missing = await page.locator("#state li").count(); missing > 0; missing--) {
    await walk.press("#state li a.button");
    await page.fill("#f-issued", day(-3));
    await page.fill("#f-source", "Verohallinto");
    await walk.press("form.form button");
    assert.equal(await page.locator("#state li").count(), missing - 1, "one less is missing");
  }
  await walk.press('form[action$="/share"] button');
  assert.equal(await page.locator('form[action$="/share"]').count(), 0, "nobody waits");
  await walk.close();
}
