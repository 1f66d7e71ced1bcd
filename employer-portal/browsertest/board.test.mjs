// A coach's first page: what needs them today, and a note about a client in a few presses.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inBrowser, languages, ways } from "./walk.mjs";

const walking = inBrowser();

describe("the board", { concurrency: 1 }, () => {
  for (const lang of languages) {
    for (const { width, scripts } of ways(lang)) {
      test(`board, ${lang}, ${width} px, scripts ${scripts ? "on" : "off"}`, () => walking({ lang, width, scripts }, board));
    }
    test(`quick note by keyboard only, ${lang}`, () => walking({ lang, width: 320 }, keyboard));
  }
});

// board signs in, and follows what stands first, every folded part opened.
async function board(walk, page) {
  await walk.signIn("coach");
  await walk.go("/");
  for (const summary of await page.locator("main details.fold-out > summary").all()) await summary.click();
  await walk.check();
  const clients = page.locator("#board-clients ~ ul > li");
  assert.ok((await clients.count()) > 1, "every client has a row");
  assert.equal(await clients.locator("p a").count(), await clients.count(), "and one next step");
  await walk.press("main ul.rows p a");
}

// keyboard opens the quick note of a client without a mouse.
async function keyboard(walk, page) {
  await walk.signIn("coach");
  await walk.go("/");
  await walk.tabTo('a[href$="/notes/new"]');
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  await walk.check();
  assert.ok(await page.locator("#f-line").count(), "the note asks for a line");
}
