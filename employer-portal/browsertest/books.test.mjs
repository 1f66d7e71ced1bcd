import assert from "node:assert/strict";
import { test } from "node:test";
import { inBrowser, languages, ways } from "./walk.mjs";

const walking = inBrowser();

// The books of the organiser and the reports of both sides, in every language and width: each page opens and axe finds nothing.
for (const lang of languages) {
  for (const { width, scripts } of ways(lang)) {
    test(`books and reports, ${lang}, ${width} px, scripts ${scripts ? "on" : "off"}`, () =>
      walking({ lang, width, scripts }, async (walk, page) => {
        await walk.signIn("organiser");
        await walk.press('nav a[href="/books"]');
        for (const path of ["trial", "receivables", "chart", "close"]) await walk.go(`/books/${path}`);
        await walk.go("/reports/sold");
        assert.equal(await page.locator("svg[role=img]").count(), 2, "crew and supervisor hours are drawn");
        await walk.go("/reports/margin");
        assert.equal(await page.locator("svg[role=img]").count(), 1, "earnings are drawn");
        const beyond = await page.locator("svg.chart rect").evaluateAll((all) => all.filter((r) => r.getBBox().x + r.getBBox().width > r.ownerSVGElement.viewBox.baseVal.width).length);
        assert.equal(beyond, 0, "every bar stays in its picture");
        await walk.go("/reports/owed");
        await walk.context.clearCookies();
        await walk.signIn("employer");
        await walk.go("/reports/bought");
      }));
  }
}

test("a period is not closed without a tick, by keyboard", () =>
  walking({ lang: "fi", width: 320, scripts: false }, async (walk, page) => {
    await walk.signIn("organiser");
    await walk.go("/books/close");
    await walk.tabTo("form.form button");
    await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
    assert.ok(await page.locator('[name="through"]').inputValue(), "what was typed stays");
    assert.match(page.url(), /\/books\/close/);
  }));
