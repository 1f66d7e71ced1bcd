import assert from "node:assert/strict";
import { test } from "node:test";
import { inBrowser, languages, ways } from "./walk.mjs";

const walking = inBrowser();

for (const lang of languages) {
  for (const { width, scripts } of ways(lang)) {
    test(`measures and figures, ${lang}, ${width} px, scripts ${scripts ? "on" : "off"}`, () => walking({ lang, width, scripts }, pages));
  }
}

test("measuring by keyboard only", () => walking({ lang: "fi" }, byKeyboard));
test("a client's own measures on a telephone", () => walking({ lang: "fi", width: 320, scripts: false }, coachMakesLink));

const forecast = "#m-forecast ~ table";
const aino = "/clients/demo-client-aino";

// pages opens what is measured and what is counted: every number of one's own that is not zero opens as many as it says.
async function pages(walk, page) {
  await walk.signIn("coach");
  await walk.go(`${aino}/measures`);
  assert.ok((await page.locator("svg.chart[role=img] title").count()) >= 3, "charts with titles");
  const rows = await page.locator("#work_ability-head ~ table tbody tr").count();
  assert.equal(await page.locator("#work_ability-head ~ figure circle").count(), rows, "as many points as rows");
  await walk.press('a[href$="/measures/new?kind=work_ability"]');
  await walk.press("form.form button");
  assert.equal(await page.locator('#problems a[href="#f-score"]').count(), 1, "what is missing is linked");
  await walk.go(`${aino}/measures/new?kind=self_efficacy`);
  await walk.go(`${aino}/measures/new?kind=attainment&goal=demo-goal-aino-matka`);
  await walk.go(`${aino}/goals/new`);
  await walk.go("/figures");
  const links = page.locator(".figures td.num a");
  assert.ok((await links.count()) >= 3, "numbers that open their cases");
  const number = await links.first().evaluate((link) => Number(link.firstChild.textContent));
  assert.equal(await page.locator(`${forecast} tbody tr`).count(), 5, "a row for each forecast, and one for none");
  await walk.press(".figures td.num a");
  assert.equal(await page.locator("main ul.rows li").count(), number, "as many clients as the number says");
  await walk.go("/figures");
  await walk.press(`${forecast} td.num a`);
  assert.equal(await page.locator("main ul.rows li").count(), 1, "who began the work that was forecast");
  await walk.go("/fidelity");
  await walk.press('a[href="/fidelity/2"]');
}

// byKeyboard corrects a measurement without a mouse; what stood there stays readable.
async function byKeyboard(walk, page) {
  await walk.signIn("coach");
  await page.goto(`${walk.url}/clients/demo-client-tuomas/measures`);
  await walk.tabTo("#work_ability-head ~ table tbody a");
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  await walk.tabTo('input[name="score"]:checked');
  await page.keyboard.press("ArrowDown");
  await walk.tabTo("form.form button");
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  await walk.check();
  assert.ok(await page.locator(".notice.done").isVisible(), "it says that it was saved");
  assert.match(await page.locator("#work_ability-head ~ table tbody").innerText(), /Aiemmin: 0 /, "the earlier value stays");
}

// coachMakesLink lets a client in, who then sees what was answered, and nothing to change.
async function coachMakesLink(coach, page) {
  await coach.signIn("coach");
  await coach.go(`${aino}/consents`);
  await coach.press(`form[action="${aino}/link"] button`);
  const link = new URL(await page.inputValue("#client-link"));
  for (const scripts of [false, true]) {
    await walking({ lang: "fi", width: 320, scripts }, async (walk, mine) => {
      await walk.go(`${link.pathname}?lang=fi`);
      await mine.fill("#f-pin", "4826");
      await walk.press("main form button");
      await walk.press('a[href="/my/measures"]');
      assert.ok((await mine.locator("svg.chart").count()) >= 3, "charts");
      assert.equal(await mine.locator("main form").count(), 0, "nothing to change");
    });
  }
}
