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
    test(`requests and quotes, ${lang}, ${width} px, scripts ${scripts ? "on" : "off"}`, () => pages({ lang, width, scripts }));
  }
}

test("a request, its quote, a question and a choice by keyboard only", byKeyboard);
test("a quote that does not fit is moved to a free time on a telephone", () => moved({ lang: "fi", width: 320, scripts: false }));

const open = "/requests/demo-request-piha";
const draft = "/requests/demo-request-pakkaus";
const asked = "/asked/demo-request-piha";

const day = (ahead) => new Date(Date.now() + ahead * 86_400_000 + 3 * 3_600_000).toISOString().slice(0, 10);

// pages opens what both sides see, with its mistakes.
async function pages(options) {
  const buyer = await new Walk(browser, server(), options).open();
  await buyer.signIn("employer");
  await buyer.press('nav a[href="/requests"]');
  await buyer.press(`main a[href="${open}"]`);
  assert.ok((await buyer.page.locator("#quotes tbody tr").count()) >= 1, "the quotes stand in a table");
  await buyer.press("#quotes tbody th a");
  const offer = new URL(buyer.page.url()).pathname;
  assert.equal(await buyer.page.locator("#price tfoot tr").count(), 1, "the lines are summed up");
  for (const path of [`${offer}/accept`, `${offer}/decline`, `${open}/withdraw`, `${open}/ask`, "/requests/new", draft, `${draft}/edit`, `${draft}/ask`, "/requests?ended=yes", "/limits"]) await buyer.go(path);
  await buyer.go(`${open}/questions/demo-question-kalusteet`);
  await buyer.press("form.form .actions button");
  assert.equal(await buyer.page.locator('#problems a[href="#f-answer"]').count(), 1, "what is missing is linked");
  await buyer.go(`${draft}/ask`);
  await buyer.page.check('input[name="o"]');
  await buyer.press("button[formaction]");
  assert.ok((await buyer.page.locator(`#problems a[href^="${draft}/edit#f-"]`).count()) > 3, "each missing answer is linked");
  await buyer.close();
  const seller = await new Walk(browser, server(), options).open();
  await seller.signIn("organiser");
  await seller.press('nav a[href="/asked"]');
  await seller.press(`main a[href="${asked}"]`);
  for (const path of [`${asked}/question?suggest=tools`, `${asked}/quote`, `${asked}/quote/renew`, `${asked}/quote/withdraw`, `${asked}/pass`, "/asked?ended=yes"]) await seller.go(path);
  await seller.close();
}

// keys are the moves of somebody without a mouse.
function keys(walk) {
  const { page } = walk;
  const enter = async (selector) => {
    await walk.tabTo(selector, 200);
    await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
    await walk.check();
  };
  const space = async (selector) => {
    await walk.tabTo(selector, 200);
    await page.keyboard.press("Space");
  };
  const type = async (selector, text) => {
    await walk.tabTo(selector, 200);
    await page.keyboard.type(text);
  };
  return { enter, space, type };
}

// sent is a new request of the employer to the first organiser that is found; its address comes back.
async function sent(walk, title) {
  const { page } = walk;
  const { enter, space, type } = keys(walk);
  await walk.go("/requests");
  await enter('main a[href="/requests/new"]');
  await type("#f-title", title);
  await type("#f-work", "Lahjat pakataan laatikoihin.");
  await space('input[name="trades"][value="packing"]');
  await type("#f-postal", "33180");
  await page.fill("#f-need-first", day(20));
  await page.fill("#f-need-last", day(34));
  await space('input[name="need.weekdays"][value="tue"]');
  await page.fill("#f-need-from", "08:00");
  await page.fill("#f-need-to", "11:00");
  await type("#f-need-people", "2");
  await space('input[name="directs"][value="organiser"]');
  await enter('form.form > .actions button[value="save"]');
  await space('input[name="o"]');
  await enter("button[formaction]");
  assert.match(await page.locator("#brief").innerText(), /Ohjaaja johtaa työtä/, "the consequence is said again");
  await enter('form[action$="/send"] button');
  assert.ok(await page.locator(".notice.done").isVisible(), "it says that it was sent");
  return new URL(page.url()).pathname;
}

// byKeyboard: the buyer asks; the organiser asks back with a suggested question and quotes; the buyer answers and looks; a new
// version comes between the look and the choice, which is shown before and now, and then accepted.
async function byKeyboard() {
  const buyer = await new Walk(browser, server(), {}).open();
  const seller = await new Walk(browser, server(), {}).open();
  const buys = keys(buyer);
  const sells = keys(seller);
  await buyer.signIn("employer");
  const path = await sent(buyer, "Joululahjojen pakkaaminen");
  const theirs = path.replace("/requests/", "/asked/");
  await seller.signIn("organiser");
  await seller.go("/asked");
  await sells.enter(`main a[href="${theirs}"]`);
  await sells.enter(`a[href="${theirs}/question"]`);
  await sells.enter('main a[href$="?suggest=breaks"]');
  await sells.enter("form.form .actions button");
  assert.match(await seller.page.locator("#questions").innerText(), /Missä pidetään tauot/, "the question stands there");
  await sells.enter(`#own a[href="${theirs}/quote"]`);
  await sells.type("#f-supervisor", "Kalle Taltavuori");
  await sells.enter('form.form > .actions button[value="save"]:not([tabindex])');
  assert.equal(await seller.page.locator("#problems").count(), 0, "nothing is missing");
  await sells.enter('form[action$="/quote/send"] button');
  await buyer.go(path);
  await buys.enter("#questions a.button");
  await buys.type("#f-answer", "Kahviossa. Vessa on vieressä.");
  await buys.enter("form.form .actions button");
  await buys.enter("#quotes tbody th a");
  await buys.enter('.page-head a[href$="/accept"]');
  await seller.go(theirs);
  assert.match(await seller.page.locator("#questions").innerText(), /Kahviossa/, "the answer came");
  await sells.enter(`#own a[href="${theirs}/quote"]`);
  await sells.type("#f-note", "Pakkausteippi kuuluu hintaan.");
  await sells.enter('form.form > .actions button[value="save"]:not([tabindex])');
  await sells.enter('form[action$="/quote/send"] button');
  await buys.enter('form[action$="/accept"] button');
  assert.equal(await buyer.focused(), "problems", "the summary has the focus");
  assert.match(await buyer.page.locator("#changes").innerText(), /Pakkausteippi kuuluu hintaan/, "what changed is shown");
  await buys.enter('form[action$="/accept"] button');
  assert.ok(await buyer.page.locator(".notice.done").isVisible(), "it says that the quote was accepted");
  await seller.go(theirs);
  assert.match(await seller.page.locator("#own").innerText(), /Hyväksytty/, "the organiser sees it");
  await buyer.close();
  await seller.close();
}

// moved asks for more people than are free on a day that is sold, and takes the nearest time that is proposed.
async function moved(options) {
  const seller = await new Walk(browser, server(), options).open();
  const { page } = seller;
  await seller.signIn("organiser");
  await seller.go(`${asked}/quote`);
  await page.fill("#f-loads-0--to", "16:00");
  await seller.press('form.form > .actions button[value="save"]:not([tabindex])');
  assert.match(await page.locator("#fits").innerText(), /ei mahdu/, "it says what does not fit");
  await page.locator("#fits").waitFor();
  await seller.go(`${asked}/quote`);
  await page.fill("#f-loads-0--to", "12:00");
  await page.fill("#f-loads-0--from", "07:00");
  await seller.press('form.form > .actions button[value="save"]:not([tabindex])');
  await seller.press('form[action$="/quote/move"] button');
  assert.ok(await page.locator(".notice.done").isVisible(), "it says that the day was moved");
  assert.equal(await page.locator('form[action$="/quote/move"]').count(), 0, "everything fits");
  await seller.close();
}
