// Signing in by an organisation's own service: from the sign-in page to the demo county and back, by a person it does not know too, and
// what an administrator and the pages on the way say, in every language, with axe on each page.
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

describe("own sign-in service", { concurrency: 2 }, () => {
  for (const lang of languages) {
    for (const way of ways(lang)) {
      const options = { lang, ...way };
      test(`to the county and back, ${lang}, ${options.width} px, scripts ${options.scripts === false ? "off" : "on"}`, () => county(options));
    }
    test(`administrator, ${lang}`, () => domains({ lang, width: 1280 }));
  }
});

async function county(options) {
  const walk = await new Walk(browser, server(), options).open();
  const { page } = walk;
  await walk.go(`/signin?lang=${options.lang}`);
  await walk.press('a[href^="/signin/with/"]');
  await walk.press("#cancel button");
  assert.ok(await page.locator('a[href="/signin"]').count(), "whoever stopped can begin again");
  await walk.go(`/signin/organisation?lang=${options.lang}`);
  await page.fill("#f-email", "uusi@demo.sovite.fi");
  await walk.press("form.form button");
  await walk.press('a.button[href^="/signin/with/"]');
  await walk.press("#guest-newcomer form button");
  assert.equal(await page.locator("details.menu").count(), 0, "somebody unknown is not in");
  await walk.go(`/signin?lang=${options.lang}`);
  await walk.press('a[href^="/signin/with/"]');
  await walk.press("#guest-coach form button");
  assert.equal(await page.locator("details.menu").count(), 1, "the coach is in");
  await walk.close();
}

async function domains(options) {
  const walk = await new Walk(browser, server(), options).open();
  await walk.signIn("administrator");
  await walk.go("/sign-in-domains");
  await walk.press('a[href^="/organisations/"]');
  for (const form of ["edit", "switches", "domain"]) {
    await walk.go(`/organisations/demo-org-tukityo/sign-in/${form}`);
  }
  await walk.close();
}
