import assert from "node:assert/strict";
import { test } from "node:test";
import { adminPages, inBrowser, languages, ways } from "./walk.mjs";

const walking = inBrowser();

for (const lang of languages) {
  for (const { width, scripts } of ways(lang)) {
    test(`administration, ${width} px, scripts ${scripts ? "on" : "off"}, ${lang}`, () => walking({ lang, width, scripts }, administer));
  }
}

// administer opens every page of administration, goes by its links to a person and an organisation, tries a rule and verifies the
// record. It suspends nobody: other walks come by the same organisations.
async function administer(walk, page) {
  await walk.go(`/status?lang=${walk.lang}`);
  await walk.signIn("administrator");
  for (const path of adminPages) await walk.go(path);
  await walk.go("/admin/record");
  await walk.press("#verify form button");
  assert.equal(await page.locator("h1 .tag.good").count(), 1, "the chain is unbroken");
  await walk.go("/admin/rules/work_trial.max_total");
  await page.fill("#f-amount", "1");
  await walk.press("form.form button");
  assert.ok(await page.locator("#cases table tbody tr").count(), "an example differs");
  await walk.go("/admin/people");
  await page.fill("#f-email", "nobody@example.fi");
  await walk.press("form.form button");
  assert.ok(await page.locator('#problems a[href="#f-email"]').count(), "the field is named");
  await page.fill("#f-email", "tyonantaja@demo.sovite.fi");
  await walk.press("form.form button");
  await walk.press("#memberships tbody th a");
  await walk.press('a[href$="/suspend"]');
  await walk.press("form.form button");
  assert.ok(await page.locator('#problems a[href="#f-reason"]').count(), "a reason is asked for");
  await lookAs(walk, page);
}

// lookAs looks at the clients of a coach through the coach's eyes, and is themself again afterwards.
async function lookAs(walk, page) {
  await walk.go("/admin/people");
  await page.fill("#f-email", "valmentaja@demo.sovite.fi");
  await walk.press("form.form button");
  await walk.press('a[href$="/act"]');
  await page.fill("#f-reason", "Support");
  await walk.press("form.form button");
  assert.ok(await page.locator('#problems a[href="#f-reason"]').count(), "the reason is too short");
  await page.fill("#f-reason", "A client is said to be missing from the list");
  await walk.press("form.form button");
  await walk.go("/clients");
  assert.match(await page.locator(".acting-strip").innerText(), /A client is said to be missing/, "the reason stands on the page");
  await walk.press(".acting-strip button");
  assert.equal(await page.locator(".acting-strip").count(), 0, "still looking");
  assert.ok(await page.locator("#acting tbody tr").count(), "the visit is listed");
}
