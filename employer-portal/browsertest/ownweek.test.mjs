import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { asClient, newClient } from "./clients.mjs";
import { Walk, languages, openBrowser, server } from "./walk.mjs";

let browser;

before(async () => {
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
});

// A supervisor gives a member a code; the client types it without scripts, sees the week, and takes it back.
for (const lang of languages) {
  test(`next week's work on one's own page, ${lang}, 320 px`, async () => {
    const organiser = await new Walk(browser, server(), { lang, width: 390 }).open();
    await organiser.signIn("organiser");
    await organiser.go("/members");
    await organiser.press('main a[href^="/members/demo-member"]');
    await organiser.press('form[action$="/code"] button');
    const code = await organiser.page.locator("#code-title").innerText();
    const coach = await new Walk(browser, server(), { lang }).open();
    const me = await asClient(coach, await newClient(coach), { lang, width: 320, scripts: false });
    await me.press('main a[href="/my/shifts"]');
    assert.equal(await me.page.locator("#f-code").count(), 1, "nothing is shown before the yes");
    await me.page.fill("#f-code", "00000000");
    await me.press(".my form button.answer");
    assert.equal(await me.page.locator("#problems").count(), 1, "a wrong code is said");
    await me.page.fill("#f-code", code);
    await me.press(".my form button.answer");
    assert.equal(await me.page.locator("#f-code").count(), 0, "the week is shown, and nothing more is asked");
    await me.press('main a[href="/my/consents"]');
    await me.press('.my-rows a[href$="/back"]');
    await me.press(".my form button");
    await me.go("/my/shifts");
    assert.equal(await me.page.locator("#f-code").count(), 1, "nothing is shown any more");
    await me.close();
    await coach.close();
    await organiser.close();
  });
}
