import assert from "node:assert/strict";
import { test } from "node:test";
import { inBrowser, languages, ways } from "./walk.mjs";

const walking = inBrowser();

for (const lang of languages) {
  for (const { width, scripts } of ways(lang)) {
    const how = `${lang}, ${width} px, scripts ${scripts ? "on" : "off"}`;
    test(`saved searches and shared lists, ${how}`, () => walking({ lang, width, scripts }, (walk, page) => pages(walk, page, how)));
  }
}

test("a search is saved and deleted by keyboard only", () => walking({ lang: "fi" }, byKeyboard));
test("the search page keeps its link to save when it is filled anew", () => walking({ lang: "fi" }, refilled));

// pages opens what the demo coach has kept, saves a search, begins a list from a task, and deletes both again.
async function pages(walk, page, how) {
  await walk.signIn("coach");
  await walk.press('nav a[href="/search"]');
  await walk.press('main a[href="/searches"]');
  await walk.press('main h2 a[href^="/searches/"]:has-text("Iltatyöt")');
  assert.ok((await page.locator("article .tag.good").count()) >= 1, "what is new is marked in words");
  assert.equal(await page.locator('form[action$="/seen"] button').count(), 1);
  await walk.go("/search?forms=work_trial&hours_to=30");
  await walk.press('main a[href^="/searches/new"]');
  await page.fill("#f-name", "");
  await walk.press("form.form button");
  assert.equal(await page.locator('#problems a[href="#f-name"]').count(), 1, "what is missing is linked");
  await page.fill("#f-name", how);
  await walk.press("form.form button");
  assert.equal(await page.locator("h1").innerText(), how);
  assert.equal(await page.locator("article .tag.good").count(), 0, "what was there is not new");
  await walk.press('main a[href$="/edit"]');
  await page.check('input[name="state"][value="never"]');
  await walk.press("form.form button");
  await walk.press('main a[href$="/delete"]');
  await walk.press("form.form button");
  assert.equal(await page.locator(`main a:has-text("${how}")`).count(), 0, "the search is gone");
  await lists(walk, page, how);
}

async function lists(walk, page, how) {
  await walk.go("/lists");
  await walk.press('main h2 a:has-text("Rauhalliset työpaikat")');
  assert.ok((await page.locator("article").count()) >= 3, "the tasks of both coaches");
  await printed(page);
  await walk.go("/tasks/demo-task-kirjasto-satuhylly");
  await walk.press('main a[href^="/lists/put"]');
  await page.check('input[name="list"][value="new"]');
  await page.fill("#f-name", how);
  await page.fill("#f-note", "x".repeat(201));
  await walk.press("form.form button");
  assert.equal(await page.locator('#problems a[href="#f-note"]').count(), 1, "what is too long is linked");
  await page.fill("#f-note", "Satuhylly");
  await walk.press("form.form button");
  assert.equal(await page.locator("h1").innerText(), how);
  await walk.press('form[action$="/drop"] button');
  assert.equal(await page.locator("main .empty").count(), 1, "an empty list says what to do");
  await walk.press('main a[href$="/edit"]');
  await walk.go(new URL(page.url()).pathname.replace("/edit", "/delete"));
  await walk.press("form.form button");
  assert.equal(await page.locator(`main a:has-text("${how}")`).count(), 0, "the list is gone");
}

// printed holds that paper shows the tasks with their notes, and nothing to press.
async function printed(page) {
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("article .as-typed").first().isVisible(), true);
  for (const hidden of ["main button", "main .links a", "nav"]) {
    assert.equal(await page.locator(hidden).first().isVisible(), false, `${hidden} is on paper`);
  }
  await page.emulateMedia({ media: null });
}

// byKeyboard saves what was searched for and deletes it again, without a mouse.
async function byKeyboard(walk, page) {
  const enter = () => Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  await walk.signIn("coach");
  await page.goto(`${walk.url}/search?words=kirjasto`);
  await walk.tabTo('main a[href^="/searches/new"]');
  await enter();
  assert.equal(await page.inputValue("#f-name"), "kirjasto", "the words are offered as the name");
  await walk.tabTo("#f-name");
  await page.keyboard.press("End");
  await page.keyboard.type(" näppäimillä");
  await walk.tabTo('input[name="state"]');
  await walk.tabTo("form.form .actions button");
  await enter();
  await walk.check();
  assert.equal(await page.locator("h1").innerText(), "kirjasto näppäimillä");
  await walk.tabTo('main a[href$="/delete"]');
  await enter();
  await walk.tabTo("form.form .actions button");
  await enter();
  await walk.check();
  assert.equal(await page.locator('main a:has-text("näppäimillä")').count(), 0);
}

// refilled searches with scripts on: the form is filled anew in place, and so is the link that saves.
async function refilled(walk, page) {
  await walk.signIn("coach");
  await walk.go("/search");
  await page.fill("#f-words", "pesula");
  await Promise.all([page.waitForURL(/words=pesula/), page.locator("form#search button").first().click()]);
  await page.locator('main a[href^="/searches/new"][href*="words=pesula"]').waitFor();
}
