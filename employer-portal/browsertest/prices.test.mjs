import assert from "node:assert/strict";
import { test } from "node:test";
import { inBrowser, languages, ways } from "./walk.mjs";

const walking = inBrowser();

for (const lang of languages) {
  for (const { width, scripts } of ways(lang)) {
    test(`the price book, ${lang}, ${width} px, scripts ${scripts ? "on" : "off"}`, () => walking({ lang, width, scripts }, pages));
  }
}

test("a new price by keyboard only", () => walking({ lang: "fi" }, byKeyboard));

// pages opens every page about prices, and is refused a price that cannot be read.
async function pages(walk, page) {
  await walk.signIn("organiser");
  await walk.press('nav a[href="/prices"]');
  assert.ok((await page.locator("#sold ~ table tbody tr").count()) >= 7, "what is sold");
  await walk.press('a[href="/prices/demo-price-siivous"]');
  assert.ok((await page.locator("#history table tbody tr").count()) >= 3, "every price it had and will have");
  await walk.press('a[href="/prices/demo-price-siivous/next"]');
  await page.fill("#f-rate", "x");
  await walk.press("form.form button");
  assert.equal(await page.locator('#problems a[href="#f-rate"]').count(), 1, "what is wrong is linked");
  assert.equal(await page.inputValue("#f-rate"), "x", "what was typed stays");
  await walk.go("/prices/demo-price-siivous/retire");
  await walk.press("form.form button");
  assert.equal(await page.locator('#problems a[href="#f-day"]').count(), 1, "a day is asked for");
  await walk.go("/prices/demo-price-muutto");
  await walk.go("/prices/new");
  await walk.press('a[href="/prices/new/result"]');
  await page.fill("#f-rate", "1");
  await page.fill("#f-cost-parts-wages", "2");
  await walk.press('button[value="check"]');
  assert.equal(await page.locator("#gates-title ~ ul li").count(), 1, "the verdict before saving");
}

// byKeyboard adds an item without a mouse: the verdict first, then the reason that it asks for.
async function byKeyboard(walk, page) {
  await walk.signIn("organiser");
  await page.goto(`${walk.url}/prices/new/travel`);
  const type = async (field, text) => {
    await walk.tabTo(field);
    await page.keyboard.type(text);
  };
  const enter = async (button) => {
    await walk.tabTo(button);
    await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
    await walk.check();
  };
  const name = `Matka ${Date.now()}`;
  await type("#f-name", name);
  await type("#f-rate", "20,50");
  await type("#f-cost-parts-wages", "12");
  await type("#f-cost-parts-transport", "8,5");
  await type("#f-cost-parts-administration", "0,0001");
  await enter('button[value="check"]');
  assert.match(await page.locator("#gates-title ~ ul").innerText(), /0,0001.€ pienempi/, "a ten-thousandth below its cost");
  await enter('button[value="save"]');
  assert.equal(await page.locator('#problems a[href="#f-below-reason"]').count(), 1, "the reason is asked for");
  await type("#f-below-reason", "Kokeilu");
  await type("#f-below-person", "Tellervo Pajuoja");
  await enter('button[value="save"]');
  assert.ok(await page.locator(".notice.done").isVisible(), "it says that it was saved");
  assert.equal(await page.locator("h1").innerText().then((text) => text.startsWith(name)), true, "the new item");
}
