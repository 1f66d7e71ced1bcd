// Filling a profile in together: the starter on a phone without scripts, the client's own rating, two people at once.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { asClient, newClient } from "./clients.mjs";
import { Walk, languages, openBrowser, server } from "./walk.mjs";

let browser;

before(async () => {
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
});

const questions = ["strengths", "tasks", "goal", "experience", "body", "noise", "pace", "people", "support", "time", "travel", "limits"];

describe("together", { concurrency: 2 }, () => {
  for (const lang of languages) {
    for (const options of [{ lang, width: 320, scripts: false }, { lang, width: 1280, scripts: true }]) {
      const name = `${lang}, ${options.width} px, scripts ${options.scripts ? "on" : "off"}`;
      test(`starter, ${name}`, () => starter(options));
    }
    test(`own rating, ${lang}, 320 px`, () => ownRating({ lang, width: 320 }));
    test(`conflict by keyboard, ${lang}`, () => conflict({ lang, width: 1280 }));
  }
});

// starter answers some of the twelve questions, skips the others, and saves one version.
async function starter(options) {
  const walk = await new Walk(browser, server(), options).open();
  const { page } = walk;
  const client = await newClient(walk);
  await walk.go(`${client}/starter`);
  for (const key of questions) {
    assert.equal(new URL(page.url()).pathname, `${client}/starter/${key}`, "one question after another");
    assert.ok((await page.locator("#answer fieldset.scale-item, #answer > .field").count()) <= 4, "few fields on a page");
    if (key === "strengths") await page.fill("#f-strengths", "Tarkka\nAina ajoissa");
    if (key === "body") await page.check('input[name="abilities.lifting.rating"][value="2"]');
    if (key === "travel") {
      await page.fill("#f-travel-postal", "12");
      await walk.press('button[value="next"]');
      assert.ok(await page.locator("#problems li a").count(), "what is wrong is named");
      assert.equal(await page.inputValue("#f-travel-postal"), "12", "what was typed comes back");
      await page.fill("#f-travel-postal", "33100");
    }
    const answered = ["strengths", "body", "travel"].includes(key);
    await walk.press(`#answer button[value="${answered ? "next" : "skip"}"]`);
  }
  assert.equal(new URL(page.url()).pathname, `${client}/starter/check`, "the answers come last");
  assert.equal(await page.locator(".my-rows > li").count(), 12);
  await walk.press(`form[action="${client}/starter/check"] button`);
  assert.ok(await page.locator(".notice.done").isVisible(), "it says that it was saved");
  await walk.go(`${client}/versions`);
  assert.equal(await page.locator("ol.rows > li").count(), 1, "one version");
  await walk.go(`${client}/profile/limits`);
  assert.ok(await page.isChecked('input[name="allergens.asked"][value=""]'), "skipped is not asked");
  await walk.go(`${client}/confirm`);
  await walk.press("form.form button");
  assert.ok(await page.locator("#problems li a").count(), "the client has to be there");
  await page.check('input[name="present"][value="client"]');
  await walk.press("form.form button");
  await walk.close();
}

// ownRating lets a client rate and tell alone on a phone, and the coach see the difference in words.
async function ownRating(options) {
  const walk = await new Walk(browser, server(), { ...options, width: 1280 }).open();
  const client = await newClient(walk);
  await walk.go(`${client}/profile/body`);
  await walk.page.check('input[name="abilities.lifting.rating"][value="1"]');
  await walk.press('button[value="draft"]');
  const me = await asClient(walk, client, options);
  await me.press('a[href="/my/rate"]');
  await me.press('a[href="/my/rate/lifting"]');
  for (const box of await me.page.locator("label.pick").all()) {
    assert.ok((await box.boundingBox()).height >= 44, "targets of 44 px");
  }
  await me.page.check('input[name="abilities.lifting.rating"][value="4"]');
  await me.press("main form button");
  await me.go("/my/rate");
  await me.go("/my/starter");
  await me.page.fill("#f-strengths", "Laulan hyvin");
  await me.press('button[value="next"]');
  await me.go("/my/starter/check");
  assert.match(await me.page.locator("main").innerText(), /Laulan hyvin/);
  await walk.go(`${client}/beside`);
  assert.equal(await walk.page.locator("tbody tr").count(), 1, "one ability stands beside the other's");
  await walk.go(`${client}/profile/body`);
  assert.equal(await walk.page.locator(".own-said").count(), 1, "and in the editor");
  await walk.go(`${client}/starter/strengths`);
  await walk.press('button[value="take"]');
  assert.match(await walk.page.inputValue("#f-strengths"), /Laulan hyvin/, "taken over with one button");
  await walk.go(`${client}/evidence/new?about=abilities.lifting`);
  await me.close();
  await walk.close();
}

// conflict saves over what was saved meanwhile and chooses, without a mouse, what stays.
async function conflict(options) {
  const walk = await new Walk(browser, server(), options).open();
  const client = await newClient(walk);
  const path = `${client}/profile/strengths`;
  await walk.go(path);
  const other = await walk.context.newPage();
  await other.goto(walk.url + path);
  await other.fill("#f-motivation", "Toinen kirjoitti tämän");
  await other.fill("#f-resources", "Sisko");
  await Promise.all([other.waitForEvent("load"), other.locator('button[value="draft"]').click()]);
  const { page } = walk;
  await page.fill("#f-motivation", "Minä kirjoitin tämän");
  await page.fill("#f-strengths", "Nopea");
  await walk.tabTo('button[value="draft"]');
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  await walk.check();
  assert.equal(await page.locator("fieldset").count(), 1, "only what both changed is asked");
  await walk.tabTo('input[name="choose.motivation"]');
  await page.keyboard.press("Space");
  await walk.tabTo("form.form button");
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  await walk.check();
  await walk.go(path);
  assert.equal(await page.inputValue("#f-motivation"), "Minä kirjoitin tämän");
  assert.equal(await page.inputValue("#f-resources"), "Sisko", "the other's change is kept");
  assert.equal(await page.inputValue("#f-strengths"), "Nopea", "and so is mine");
  await walk.close();
}
