// Passkeys with the authenticator that Chromium has for tests: a person makes one on the account page, signs in by it in the same browser
// without a password, sees it used, removes it, and comes in by it no more. Without scripts the page says where else to go.
// Browsers make passkeys for names only, not for addresses, so that these walks have a server of their own that is reached as localhost.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Walk, languages, openBrowser } from "./walk.mjs";

const binary = process.env.SOVITE_BINARY ?? join(dirname(fileURLToPath(import.meta.url)), "..", "..", "bin", "sovite");
const data = mkdtempSync(join(tmpdir(), "sovite-passkeys-"));
let browser, running, url;

// free is a port on which nobody listens.
function free() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

before(async () => {
  const port = await free();
  url = `http://localhost:${port}`;
  running = spawn(binary, ["serve", "--demo", "--listen", `127.0.0.1:${port}`, "--origin", url, "--data", data, "--log-level", "warn"], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve, reject) => {
    running.stdout.on("data", (chunk) => String(chunk).includes("Ctrl-C") && resolve());
    running.on("exit", (code) => reject(new Error(`the server ended with code ${code}`)));
  });
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  if (running?.exitCode === null) {
    const gone = new Promise((resolve) => running.on("exit", resolve));
    running.kill("SIGTERM");
    await gone;
  }
  rmSync(data, { recursive: true, force: true });
});

describe("passkeys", () => {
  for (const lang of languages) {
    test(`from making to removing, ${lang}`, () => passkey({ lang, width: lang === "fi" ? 320 : 1280 }));
    test(`without scripts, ${lang}`, () => plain({ lang, width: 320, scripts: false }));
  }
});

async function passkey(options) {
  const walk = await new Walk(browser, url, options).open();
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
  const walk = await new Walk(browser, url, options).open();
  await walk.go(`/signin/passkey?lang=${options.lang}`);
  assert.equal(await walk.page.locator("#passkey button:visible").count(), 0, "no button that does nothing");
  assert.ok(await walk.page.locator("noscript .notice, .notice").first().isVisible(), "the page says what it needs");
  await walk.press('a[href="/signin"]');
  await walk.close();
}
