import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Walk, languages, openBrowser, server } from "./walk.mjs";

let browser;

before(async () => {
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
});

const task = "demo-task-hotelli-aamiainen";
const client = "/clients/demo-client-aino";

test("work from a plan to its end", () => placed("fi"));
for (const lang of languages) {
  test(`the pages of work that goes on, ${lang}`, () => pages(lang));
}
test("the guide to work forms by keyboard", () => guide("fi"));

const day = (ahead) => new Date(Date.now() + ahead * 86_400_000 + 3 * 3_600_000).toISOString().slice(0, 10);

// placed plans work that the law refuses, mends it, lets the three say yes (the client on a telephone without scripts),
// starts it, notes a visit and ends it.
async function placed(lang) {
  const coach = await new Walk(browser, server(), { lang }).open();
  const { page } = coach;
  await coach.signIn("coach");
  await coach.go(`${client}/placements`);
  await coach.go(`${client}/placements/new?task=${task}`);
  await page.selectOption("#f-form", "work_trial");
  await page.fill("#f-contact", "Sari");
  await page.fill("#f-start", day(0));
  await page.fill("#f-end", day(300));
  await page.fill("#f-days", "3");
  await page.fill("#f-day-minutes", "4");
  await page.fill("#f-week-minutes", "12");
  await page.check('input[name="wage_kind"][value="none"]');
  await page.check('input[name="age"][value="18_plus"]');
  await page.check('input[name="present_employer"][value="no"]');
  for (const check of ["insured", "site_card", "told_steward"]) await page.check(`input[name="checks"][value="${check}"]`);
  await coach.press('button[value="save"]');
  assert.equal(await coach.focused(), "problems", "the summary has the focus");
  assert.equal(await page.locator('#problems a[href="#f-end"]').count(), 1, "the gate leads to the field");
  assert.match(await page.locator("#gates-title ~ ul").innerText(), /380\/2023 55\.1 §/, "the gate names its source");
  assert.equal(await page.inputValue("#f-end"), day(300), "what was typed is kept");
  await page.fill("#f-end", day(150));
  await coach.press('button[value="save"]');
  const one = new URL(page.url()).pathname;
  const move = (what) => coach.press(`form:has(input[name="what"][value="${what}"]) button`);
  await coach.tabTo('form:has(input[name="what"][value="propose"]) button');
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  await coach.check();
  await move("yes");
  await coach.go(`${one}/agreement`);
  const id = one.split("/").at(-1);

  const employer = await new Walk(browser, server(), { lang, width: 320 }).open();
  await employer.signIn("employer");
  await employer.go("/work");
  await employer.go(`/work/${id}`);
  assert.ok(!(await employer.page.content()).includes("Lehtovaara"), "the employer reads no name without a consent");
  await employer.press('form:has(input[value="yes"]) button');
  await employer.close();

  await answer(lang, coach, id);

  await coach.go(`${one}/plan`);
  await page.fill("#f-goal", "Alone");
  const step = { kind: "on_the_job", by: "coach" };
  for (const [name, value] of Object.entries(step)) await page.selectOption(`select[name="steps[0].${name}"]`, value);
  for (const [name, value] of Object.entries({ from_week: "1", to_week: "2", minutes: "120" })) await page.fill(`input[name="steps[0].${name}"]`, value);
  await coach.press("form.form button");
  await move("start");
  await coach.go(`${one}/visit`);
  await page.fill("#f-date", day(0));
  await page.check('input[name="state"][value="held"]');
  await coach.press("form.form button");
  await coach.go(`${one}/observe`);
  await page.selectOption("#f-dimension", "standing");
  await page.fill("#f-seen", "Stood all morning");
  await coach.press("form.form button");
  await coach.go(`${one}/end`);
  await coach.press("form.form button");
  assert.ok(await page.locator("#problems li").count(), "a reason is asked for");
  await page.check('input[name="reason"][value="term_over"]');
  await coach.press("form.form button");
  await coach.go(`${one}/care`);
  await page.fill("#f-plan", "A call a month");
  await page.fill("#f-next", day(30));
  await coach.press("form.form button");
  await coach.close();
}

// pages opens what coach and employer see of the work in the demo data, on a telephone.
async function pages(lang) {
  const coach = await new Walk(browser, server(), { lang, width: 320 }).open();
  await coach.signIn("coach");
  for (const path of ["", "/edit", "/agreement", "/plan", "/visit", "/observe", "/end"]) await coach.go(`/placements/demo-placement-aino${path}`);
  await coach.go("/work-forms?directs=customer&pays=nobody&kind=company&length=half_year&group=alone");
  await coach.close();
  const employer = await new Walk(browser, server(), { lang }).open();
  await employer.signIn("employer");
  await employer.go("/work/demo-placement-aino");
  assert.ok(!(await employer.page.content()).includes("Kattaminen kuvien avulla"), "no note of the coach");
  await employer.close();
}

// answer is the client's own part: once without scripts on a telephone, and with scripts so that axe can look.
async function answer(lang, coach, id) {
  await coach.go(`${client}/consents`);
  await coach.press('form[action$="/link"] button');
  const link = new URL(await coach.page.inputValue("#client-link")).pathname;
  const own = [await new Walk(browser, server(), { lang, width: 320 }).open(), await new Walk(browser, server(), { lang, width: 320, scripts: false }).open()];
  for (const my of own) {
    await my.go(`${link}?lang=${lang}`);
    await my.page.fill("#f-pin", "2580");
    await my.press("form button.answer");
    await my.go("/my/work");
    await my.go(`/my/work/${id}`);
    await my.go(`/my/work/${id}/no`);
    await my.go(`/my/work/${id}/yes`);
  }
  const { page } = own[1];
  await own[1].press("form button.answer");
  assert.ok(await page.locator("#problems li").count(), "who was there is asked for");
  await page.check('input[name="present"][value="alone"]');
  await own[1].press("form button.answer");
  assert.equal(await page.locator(".answers").count(), 0, "it was answered");
  await own[0].go(`/my/work/${id}`);
  for (const my of own) await my.close();
}

// guide answers the questions of the guide without a mouse.
async function guide(lang) {
  const walk = await new Walk(browser, server(), { lang }).open();
  await walk.signIn("employer");
  await walk.go("/work-forms");
  for (const name of ["directs", "pays", "kind", "length", "group"]) {
    await walk.tabTo(`input[name="${name}"]`);
    await walk.page.keyboard.press("Space");
  }
  await walk.tabTo("form.form button");
  await Promise.all([walk.page.waitForEvent("load"), walk.page.keyboard.press("Enter")]);
  await walk.check();
  assert.ok(await walk.page.locator('#advice-no a[href^="/rules/"]').count(), "each reason leads to its rule");
  await walk.close();
}
