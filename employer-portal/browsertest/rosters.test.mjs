import assert from "node:assert/strict";
import { test } from "node:test";
import { inBrowser, languages, ways } from "./walk.mjs";

const walking = inBrowser();

for (const lang of languages) {
  for (const { width, scripts } of ways(lang)) {
    test(`members and rosters, ${lang}, ${width} px, scripts ${scripts ? "on" : "off"}`, () => walking({ lang, width, scripts }, pages));
  }
}

// pages opens the members, one of them, and the weeks until one has shifts to come; there it is told what a change would do, and what is proposed.
async function pages(walk, page) {
  await walk.signIn("organiser");
  await walk.go("/members");
  assert.ok((await page.locator("tbody tr").count()) >= 7, "the members stand in a list");
  await walk.go("/members/demo-member-bertta");
  assert.equal(await page.inputValue("#f-name"), "Bertta");
  await walk.go("/members/demo-member-bertta/end");
  await walk.go("/rosters");
  for (let i = 0; i < 3 && (await page.locator(".roster-seat").count()) === 0; i++) await walk.press('main a[rel="next"]');
  assert.ok((await page.locator(".roster-seat").count()) > 0, "a week has seats");
  await walk.press('button[name="do"][value="preview"]');
  assert.equal(await page.locator("#effect li").count(), 1, "nothing changes, and it says so");
  await walk.press('form[action$="/propose"] button');
  assert.ok((await page.locator(".roster-proposed").count()) > 0, "the proposal stands beside the shifts");
}
