// The network around a client: the coach writes somebody down and asks, the client sees what will be seen and says yes, the
// supporter reads just that on a phone, the client takes it back, and the page is gone.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Walk, languages, openBrowser, server, ways } from "./walk.mjs";

let browser;

before(async () => {
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
});

describe("network", { concurrency: 2 }, () => {
  for (const lang of languages) {
    for (const way of ways(lang)) {
      const options = { lang, ...way };
      const name = `${lang}, ${options.width} px, scripts ${options.scripts === false ? "off" : "on"}`;
      test(`from a name to a view and back, ${name}`, () => network(options));
    }
    test(`demo supporter by keyboard, ${lang}`, () => demo({ lang, width: 1280 }));
  }
});

// comeIn opens a link with a new PIN in a browser of its own.
async function comeIn(link, options) {
  const walk = await new Walk(browser, server(), options).open();
  await walk.go(`${new URL(link).pathname}?lang=${options.lang}`);
  await walk.page.fill("#f-pin", "8642");
  await walk.press("main form button");
  return walk;
}

async function network(options) {
  const coach = await new Walk(browser, server(), options).open();
  const { page } = coach;
  await coach.signIn("coach");
  await coach.go("/clients/new");
  await page.fill("#f-name", `Verkko ${options.lang} ${options.width} ${options.scripts}`);
  await coach.press("form.form button");
  const client = new URL(page.url()).pathname;
  await coach.go(`${client}/profile/strengths`);
  await page.fill("#f-goal-text", "Haluan keittiöön");
  await coach.press('button[value="draft"]');
  await coach.go(client);
  await coach.press(`a[href="${client}/network"]`);
  await coach.press(`a[href="${client}/network/new"]`);
  await page.fill("#f-name", "Sanna Sisko");
  await page.fill("#f-reached", "040 000 0000");
  await coach.press("form.form button");
  assert.ok(await page.locator('#problems a[href="#f-relation"]').count(), "what is missing is named and linked");
  assert.equal(await page.inputValue("#f-name"), "Sanna Sisko", "what was typed stays");
  await page.selectOption("#f-relation", "family");
  await page.selectOption("#f-lang", options.lang);
  await coach.press("form.form button");
  const one = new URL(page.url()).pathname;
  assert.equal(await page.locator('form[action$="/link"]').count(), 0, "no link before the client's yes");
  await page.check('input[name="fields"][value="goal"]');
  await page.check('input[name="fields"][value="meetings"]');
  await coach.press('form[action$="/ask"] button');
  await coach.go(`${client}/consents`);
  await coach.press(`form[action="${client}/link"] button`);
  const me = await comeIn(await page.inputValue("#client-link"), options);
  const goal = await answers(me);
  await me.press('a[href="/my/network"]');
  await me.press(".my-rows a.answer");
  assert.match(await me.page.locator("main").innerText(), /Haluan keittiöön/);
  await coach.go(one);
  await coach.press(`form[action="${one}/link"] button`);
  const sister = await comeIn(await page.inputValue("#supporter-link"), options);
  assert.equal(new URL(sister.page.url()).pathname, "/shown");
  const seen = (await sister.page.locator(".selko").first().innerText()).trim();
  assert.ok(goal.endsWith(seen), `the client saw "${goal}", the supporter sees "${seen}"`);
  assert.doesNotMatch(await sister.page.locator("main").innerText(), /Verkko/, "no name that the client did not allow");
  const reading = me.page.locator(".my-rows > li", { hasText: "Sanna Sisko" }); // the same coach may have read since, in another walk
  await me.go("/my/readers");
  for (let i = 0; i < 20 && !(await reading.count()); i++) {
    await me.page.waitForTimeout(250); // what was read follows a moment later
    await me.go("/my/readers");
  }
  assert.equal(await reading.count(), 1, "the client sees who read");
  await coach.go(`${one}/end`);
  await coach.go(one);
  await ends(me, sister);
  await coach.go(`${client}/network`);
  for (const walk of [coach, me, sister]) await walk.close();
}

// answers lets the client say yes to the goal and no to the meetings; it gives what the question about the goal showed.
async function answers(me) {
  const shown = [];
  await me.press('a[href="/my/asked"]');
  for (let left = 2; left > 0; left--) {
    await me.go("/my/asked");
    await me.press(".my-rows a.answer");
    const text = (await me.page.locator(".selko").first().innerText()).trim();
    const yes = /keittiöön/.test(text);
    if (yes) shown.push(text);
    const [first, second] = await me.page.locator(".answers a").all();
    const [a, b] = [await first.boundingBox(), await second.boundingBox()];
    assert.ok(Math.abs(a.height - b.height) < 1 && a.height >= 44, "two equal answers");
    await me.press(`.answers a[href$="/${yes ? "yes" : "no"}"]`);
    await me.page.check('input[name="present"][value="alone"]');
    await me.press("main form button");
  }
  assert.equal(shown.length, 1);
  await me.go("/my");
  return shown[0];
}

// ends lets the client take back the one part; then the supporter's page is gone. At last the supporter is taken out.
async function ends(me, sister) {
  await me.go("/my/network");
  await me.press(".my-rows a.answer");
  await me.press('.my-rows a[href$="/back"]');
  await me.press("main form button");
  await sister.go("/shown");
  assert.equal(new URL(sister.page.url()).pathname, "/shown/link", "gone with the next request");
  await me.go("/my/network");
  await me.press(".my-rows a.answer");
  await me.press(".answers a");
  await me.press("main form button");
  assert.equal(await me.page.locator(".my-rows > li").count(), 0, "nobody is left");
}

// demo opens the demo supporter's view from the sign-in page, without a mouse.
async function demo(options) {
  const walk = await new Walk(browser, server(), options).open();
  await walk.go(`/signin?lang=${options.lang}`);
  await walk.press('a[href^="/shown/in/"]');
  await walk.page.fill("#f-pin", "2580");
  await walk.tabTo("main form button");
  await Promise.all([walk.page.waitForEvent("load"), walk.page.keyboard.press("Enter")]);
  await walk.check();
  assert.equal(new URL(walk.page.url()).pathname, "/shown");
  assert.match(await walk.page.locator("main").innerText(), /Kuikanranta/);
  assert.equal(await walk.page.locator(".selko h2").count(), 3, "two parts, and what is good to know");
  await walk.close();
}
