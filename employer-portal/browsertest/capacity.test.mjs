import assert from "node:assert/strict";
import { test } from "node:test";
import { inBrowser, languages, ways } from "./walk.mjs";

const walking = inBrowser();

for (const lang of languages) {
  for (const { width, scripts } of ways(lang)) {
    test(`crews and their calendar, ${lang}, ${width} px, scripts ${scripts ? "on" : "off"}`, () => walking({ lang, width, scripts }, pages));
  }
}

test("an exception by keyboard only", () => walking({ lang: "fi" }, byKeyboard));
test("a crew is added on a telephone", () => walking({ lang: "fi", width: 320, scripts: false }, addCrew));

const crew = "/crews/demo-crew-pakkaus";

// pages opens everything about crews: the same days stand in the table and in the list, and each says in words what binds.
async function pages(walk, page) {
  await walk.signIn("organiser");
  await walk.press('nav a[href="/crews"]');
  await walk.press(`main a[href="${crew}"]`);
  assert.equal(await page.locator("#calendar tbody tr").count(), 4, "four weeks");
  assert.equal(await page.locator("#calendar tbody td").count(), 28, "seven days each");
  const marks = await page.locator("#calendar .crew-mark").allInnerTexts();
  assert.ok(marks.every((text) => text.trim() !== ""), "every day says what limits");
  assert.ok((await page.locator("#calendar .crew-mark.supervisor").count()) > 0, "supervisors run out somewhere");
  await walk.press('main a[href*="view=list"]');
  assert.ok((await page.locator("#calendar tbody tr").count()) >= 19, "the same days as a list");
  await walk.press('main a[rel="next"]');
  assert.equal(await page.locator("caption").first().isVisible(), true);
  await walk.go(`${crew}/edit`);
  await walk.go(`${crew}/retire`);
  await walk.go(`${crew}/exceptions`);
  await walk.press("form.form > .actions button");
  assert.equal(await page.locator('#problems a[href="#f-from"]').count(), 1, "what is missing is linked");
}


// byKeyboard tries to close a day on which hours are sold, is told why not, and makes another day shorter instead.
async function byKeyboard(walk, page) {
  await walk.signIn("organiser");
  await page.goto(`${walk.url}${crew}?view=list`);
  const links = page.locator("#calendar tbody th a");
  await links.nth(1).focus();
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  await walk.tabTo('input[name="reason"][value="holiday"]');
  await page.keyboard.press("Space");
  await walk.tabTo("form.form > .actions button");
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  await walk.check();
  assert.ok((await page.locator("#sold").count()) === 1, "it names what is sold");
  assert.equal(await page.locator('button[name="do"][value="save"]').count(), 0, "and cannot be saved");
  await page.goto(`${walk.url}${crew}?view=list`);
  for (let i = 0; i < 4; i++) await walk.press('main a[rel="next"]'); // nobody else buys as far ahead as that
  await page.locator("#calendar tbody th a").last().focus();
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  await walk.tabTo('input[name="reason"][value="holiday"]');
  await page.keyboard.press("Space");
  await walk.tabTo("form.form > .actions button");
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  await walk.check();
  assert.equal(await page.locator("table tbody tr").count(), 1, "the day before and after");
  await walk.tabTo('button[name="do"][value="save"]');
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  await walk.check();
  assert.ok(await page.locator(".notice.done").isVisible(), "it says that it was saved");
}

// addCrew adds a crew with two rows of times, after a mistake that keeps what was typed.
async function addCrew(walk, page) {
  await walk.signIn("organiser");
  await walk.go("/crews/new");
  await page.fill("#f-name", "Kesäryhmä");
  await page.check('input[name="trades"][value="grounds"]');
  await page.fill("#f-postal", "33100");
  await page.fill("#f-w0-from", "08:00");
  await page.fill("#f-w0-to", "12:10");
  await page.fill("#f-w0-participants", "5");
  await page.fill("#f-w0-supervisors", "1");
  await walk.press("form.form > .actions button", 422);
  assert.equal(await page.locator('#problems a[href="#f-w0-from"]').count() > 0, true, "the row is named");
  assert.equal(await page.inputValue("#f-w0-participants"), "5", "what was typed stays");
  await page.fill("#f-w0-to", "12:00");
  await walk.press('button[name="add"]');
  assert.equal(await page.locator("#f-w1-from").count(), 1, "one more row");
  await walk.press("form.form > .actions button");
  assert.ok(await page.locator(".notice.done").isVisible(), "it says that it was saved");
  assert.match(await page.locator("#calendar").innerText(), /20\st/, "five people for four hours");
}
