// Passkeys with the authenticator that Chromium has for tests: a person makes one on the account page, signs in by it in the same browser
// without a password, sees it used, removes it, and comes in by it no more. Without scripts the page says where else to go.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Walk, languages, openBrowser, server } from "./walk.mjs";

let browser;

before(async () => {
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
});

describe("passkeys", () => {
  for (const lang of languages) {
    test(`from making to removing, ${lang}`, () => passkey({ lang, width: lang === "fi" ? 320 : 1280 }));
    test(`without scripts, ${lang}`, () => plain({ lang, width: 320, scripts: false }));
  }
});

async function passkey(options) {
  const walk = await new Walk(browser, server(), options).open();
  const { page } = walk;
  const cdp = await walk.context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const device = (isUserVerified) => cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified, automaticPresenceSimulation: true },
  });
  const { authenticatorId } = await device(true);
  await walk.signIn("coach");
  await walk.go("/account");
  await walk.press('a[href="/account/passkeys"]');
  await walk.press('a[href="/account/passkeys/new"]');
  const name = `Laite ${options.lang}`;
  await page.fill("#f-name", name);
  await walk.press("form.form button");
  await walk.press("#passkey button");
  assert.ok(await page.getByText(name, { exact: true }).count(), "the new passkey is listed");
  const { credentials } = await cdp.send("WebAuthn.getCredentials", { authenticatorId });
  assert.equal(credentials.length, 1);
  assert.equal(credentials[0].isResidentCredential, true, "the device can find the passkey by itself");

  await walk.context.clearCookies();
  await walk.go(`/signin?lang=${options.lang}`);
  await walk.press('a[href^="/signin/passkey"]');
  await walk.press("#passkey button");
  assert.equal(await page.locator("details.menu").count(), 1, "signed in without a password");

  await walk.go("/account/passkeys");
  await walk.press(`form[action="/account/passkeys/remove"] button:has-text("${name}")`);
  assert.equal(await page.getByText(name, { exact: true }).count(), 0, "removed");
  await walk.context.clearCookies();
  await walk.go(`/signin/passkey?lang=${options.lang}`);
  await walk.press("#passkey button");
  assert.equal(await page.locator("details.menu").count(), 0, "a removed passkey opens nothing");
  assert.ok(await page.locator("#problems").count(), "and the page says so");

  await cdp.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
  await device(false);
  await page.locator("#passkey button").click();
  await page.locator("#passkey-said .notice").waitFor();
  await walk.check();
  await walk.close();
}

async function plain(options) {
  const walk = await new Walk(browser, server(), options).open();
  await walk.go(`/signin/passkey?lang=${options.lang}`);
  assert.equal(await walk.page.locator("#passkey button:visible").count(), 0, "no button that does nothing");
  assert.ok(await walk.page.locator("noscript .notice, .notice").first().isVisible(), "the page says what it needs");
  await walk.press('a[href="/signin"]');
  await walk.close();
}
