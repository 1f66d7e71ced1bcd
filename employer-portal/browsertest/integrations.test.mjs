import assert from "node:assert/strict";
import { test } from "node:test";
import { inBrowser, languages, ways } from "./walk.mjs";

const walking = inBrowser();

for (const lang of languages) {
  for (const { width, scripts } of ways(lang)) {
    const how = `${lang}, ${width} px, scripts ${scripts ? "on" : "off"}`;
    test(`keys and webhooks, ${how}`, () => walking({ lang, width, scripts }, (walk, page) => pages(walk, page, how)));
  }
}

// pages makes a key and a webhook, sends a test, and takes both back.
async function pages(walk, page, how) {
  await walk.signIn("organiser");
  await walk.go("/organisation");
  await walk.press('main a[href="/organisation/keys"]');
  await walk.press('main a[href="/organisation/keys/new"]');
  await walk.press("form.form button");
  assert.equal(await page.locator('#problems a[href="#f-scopes"]').count(), 1, "what is missing is linked");
  await page.fill("#f-name", how);
  await page.check('input[name="scopes"][value="orders:read"]');
  await walk.press("form.form button");
  assert.match(await page.locator("#secret dd").innerText(), /^svk_/);
  await walk.press('#secret a[href="/organisation/keys"]');
  await walk.press(`main li:has-text("${how}") a[href$="/revoke"]`);
  await walk.press("form.form button");
  await walk.go("/organisation/webhooks");
  await walk.press('main a[href="/organisation/webhooks/new"]');
  await page.fill("#f-url", "https://10.0.0.1/");
  await walk.press("form.form button");
  assert.equal(await page.locator('#problems a[href="#f-url"]').count(), 1, "a private address is refused");
  await page.fill("#f-url", "https://sovite.invalid/in");
  await page.check('input[name="groups"][value="order"]');
  await walk.press("form.form button");
  assert.match(await page.locator("#secret dd").innerText(), /^whsec_/);
  await walk.press('#secret a[href^="/organisation/webhooks/"]');
  await walk.press('form[action$="/test"] button');
  await walk.press('#log a[href*="/sent/"]');
  await walk.press("a.back");
  await walk.press('main a[href$="/remove"]');
  await walk.press("form.form button");
}
