// The coaching process: the phases, a note in a minute, forms on paper, and what the client reads and agrees to.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inBrowser, languages, ways } from "./walk.mjs";

const client = "/clients/demo-client-aino";
const forms = ["profile", "start", "support_plan", "gig", "finish", "study_plan", "after", "final_report"];
const phases = ["engagement", "profiling", "finding", "employer", "support"];
const walking = inBrowser();

// One client, so one walk after the other.
describe("the coaching process", { concurrency: 1 }, () => {
  for (const lang of languages) {
    for (const { width, scripts } of ways(lang)) {
      const name = `${lang}, ${width} px, scripts ${scripts ? "on" : "off"}`;
      if (lang === "fi" || width > 320 || !scripts) test(`pages, ${name}`, () => walking({ lang, width, scripts }, pages));
      test(`note, ${name}`, () => walking({ lang, width, scripts }, note));
      test(`agreement, ${name}`, () => walking({ lang, width, scripts }, agreement));
    }
    test(`note by keyboard only, ${lang}`, () => walking({ lang, width: 320 }, keyboard));
    test(`on paper, ${lang}`, () => walking({ lang }, paper));
  }
});

async function pages(walk, page) {
  await walk.signIn("coach");
  await walk.go(`${client}/course`);
  assert.ok(await page.locator(".next-step").isVisible(), "there is a next step");
  for (const phase of phases) {
    await walk.go(`${client}/course/phases/${phase}`);
    assert.ok((await page.locator(".rows .tag").count()) > 1, "each criterion says whether it holds");
  }
  for (const form of forms) await walk.go(`${client}/course/forms/${form}`);
  for (const path of ["referral", "next", "agreement", "plan", "move/employer", "print/referral", "print/agreement", "print/search_plan", "print/profile"]) {
    await walk.go(`${client}/course/${path}`);
  }
  await walk.go(`${client}/meetings`);
  await walk.press(".links a");
  await walk.go(`${client}/meetings/new`);
  await walk.press('button[value="save"]');
  assert.ok((await page.locator("#problems li a").count()) >= 1, "what is missing is linked");
  assert.ok(await page.locator("#f-organisation").getAttribute("aria-invalid"), "and marked at its field");
}

// note keeps a note with a next step, after one mistake that loses nothing.
async function note(walk, page) {
  await walk.signIn("coach");
  await walk.go(`${client}/notes/new`);
  assert.ok((await page.locator("main form .field:visible").count()) <= 8, "few fields");
  await page.fill("#f-minutes", "10");
  await page.fill("#f-step-text", "Käynti");
  await walk.press('button[value="save"]');
  assert.equal(await page.locator("#f-step-text").inputValue(), "Käynti", "nothing typed is lost");
  await page.fill("#f-line", "Sovittiin käynti");
  await page.fill("#f-step-due", new Date(Date.now() + 6 * 86_400_000).toISOString().slice(0, 10));
  await walk.press('button[value="save"]');
  assert.ok(await page.locator(".notice.done").isVisible(), "it says that it was saved");
  await walk.go(`${client}/notes`);
  assert.match(await page.locator("main").innerText(), /Sovittiin käynti/);
}

async function keyboard(walk, page) {
  await walk.signIn("coach");
  await page.goto(`${walk.url}${client}/notes/new`);
  await walk.tabTo('input[name="kind"]:checked');
  await page.keyboard.press("ArrowDown");
  await walk.tabTo("#f-line");
  await page.keyboard.type("Soitto");
  await page.keyboard.press("Tab");
  await page.keyboard.type("5");
  await walk.tabTo('button[value="save"]');
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  await walk.check();
  assert.ok(await page.locator(".notice.done").isVisible(), "it says that it was saved");
}

// agreement is written by the coach, read by the client on a telephone, and agreed to.
async function agreement(walk, page) {
  await walk.signIn("coach");
  await walk.go(`${client}/course/agreement`);
  await page.fill("#f-goals", `Työ ${walk.lang} ${walk.width}`);
  await walk.press('button[value="save"]');
  await walk.go(`${client}/course/agreement/confirm`);
  await page.goto(`${walk.url}${client}/consents`);
  await walk.press(`form[action="${client}/link"] button`);
  const link = await page.locator("#client-link").inputValue();
  await walk.context.clearCookies();
  await page.goto(`${walk.url}${new URL(link).pathname}?lang=${walk.lang}`);
  await page.fill('input[name="pin"]', "2580");
  await walk.press("main form button");
  await walk.press('a[href="/my/course"].my-door');
  await walk.press('a[href="/my/course/forms/agreement"]');
  assert.match(await page.locator("main").innerText(), new RegExp(`Työ ${walk.lang} ${walk.width}`));
  await walk.press('a[href="/my/course/yes"]');
  await walk.press("main form button");
  assert.ok((await page.locator("#problems li").count()) === 1, "who is there has to be said");
  await page.locator('input[name="present"][value="alone"]').check();
  await walk.press("main form button");
  assert.ok(await page.locator(".notice.done").isVisible(), "it says that it was agreed");
  await walk.go("/my/course/forms/search_plan");
  await walk.go("/my/course/forms/profile");
  await walk.go("/my/readers");
}

// paper looks at a form as a printer would.
async function paper(walk, page) {
  await walk.signIn("coach");
  for (const form of ["agreement", "profile", "search_plan"]) {
    await walk.go(`${client}/course/print/${form}`);
    await page.emulateMedia({ media: "print" });
    for (const gone of [".places-nav", ".footer", ".demo-strip", ".back"]) {
      for (const one of await page.locator(gone).all()) assert.ok(!(await one.isVisible()), `${gone} is not printed`);
    }
    assert.ok(await page.locator(".paper h1").isVisible(), "the heading is printed");
    assert.equal(await page.locator(".signatures li").count(), 2, "two sign");
    assert.ok((await page.locator(".sign-line").first().boundingBox()).height >= 40, "there is room to sign");
    await page.emulateMedia({ media: "screen" });
  }
}
