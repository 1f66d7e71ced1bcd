// The second part of the money thread: who works the shift of today, the shift itself on a phone, and the approval of its hours.
import assert from "node:assert/strict";
import { done, ends, starts, titleIn, today, weekday } from "./ordering.mjs";
import { said, until, written } from "./phone.mjs";

const names = (lang) => ["Aamu", "Eero", "Iida"].map((name) => `${name} ${lang}`);

// planned: three people become members, and the proposal for the week of today is accepted, led by somebody and published.
export async function planned(walk, order) {
  for (const name of names(walk.lang)) await join(walk, name, order);
  await walk.press('nav a[href="/rosters"]');
  const shift = `section.roster-shift:has(h2:has-text("${titleIn(walk.lang)}"))`;
  if (!(await walk.count(shift))) await walk.press('main a[rel="prev"]');
  assert.equal(await walk.count(`${shift} .roster-seat`), 3, "the order asks for three");
  await walk.press('form[action$="/propose"] button');
  const proposed = await walk.page.locator(`${shift} .roster-proposed`).innerText();
  for (const name of names(walk.lang)) assert.ok(proposed.includes(name), `${name} is proposed`);
  assert.ok((await walk.count(`${shift} .roster-proposed ul ul li`)) >= 3, "each with a reason");
  await walk.press('form[action$="/accept"] button');
  await done(walk, "the proposal is taken");
  await walk.press('form[action$="/publish"] button');
  await done(walk, "the week is published");
}

// join makes somebody a member who was shown the place today.
async function join(walk, name, order) {
  await walk.press('nav a[href="/members"]');
  await walk.press('main a[href="/members/new"]');
  const at = `times.${weekday()}`;
  await walk.fill({ name, since: today(), [`${at}.from`]: "05:00", [`${at}.to`]: "21:00" });
  await walk.page.selectOption('[name="form"]', "employment");
  await walk.pick("age", "18_plus");
  if (!(await walk.count('[name="inductions[0].at"]'))) await walk.press('button[name="add"][value="inductions"]');
  await walk.page.selectOption('[name="inductions[0].at"]', order);
  await walk.fill({ "inductions[0].on": today() });
  for (const key of ["winter_clothing", "hi_vis"]) await walk.pick("equipment", key);
  await walk.press("form.form > .actions button");
  await done(walk, `${name} is a member`);
}

// worked: all present, one late, one away, while the network is cut and the page is killed; what was marked arrives once, signed.
export async function worked(walk, line) {
  await walk.go("/shifts");
  await walk.press(`.rows a:has-text("${titleIn(walk.lang)}")`);
  const { page } = walk;
  const person = (on, n) => on.locator(".sheet-person").nth(n);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await until(page, async (path) => Boolean(await caches.match(path)), new URL(page.url()).pathname);
  await page.reload();
  await said(page, "saved");
  await Promise.all([page.waitForResponse((r) => r.url().endsWith("/marks")), person(page, 0).locator('input[value="present"]').check()]);
  await said(page, "saved");

  await line.down();
  await walk.context.setOffline(true);
  await person(page, 1).locator('input[value="absent"]').check();
  await said(page, "single");
  await page.locator('button[value="all"]').click();
  await said(page, "many", 2);
  await page.locator('input[name="m0.quantity"]').fill("7");
  await page.locator('input[name="m0.quantity"]').blur();
  await said(page, "many", 3);
  await page.locator("textarea[name=words]").pressSequentially("Pakkasta.");
  await said(page, "many", 4);
  await until(page, written, "Pakkasta.");
  const path = page.url();
  await page.close({ runBeforeUnload: false });

  const again = await walk.context.newPage();
  walk.page = again;
  await again.goto(path);
  assert.ok(await again.locator("#from-cache").isVisible(), "it says from when it is");
  await said(again, "many", 4);
  assert.ok(await person(again, 1).locator('input[value="absent"]').isChecked(), "who is away");
  assert.equal(await again.inputValue('input[name="m0.quantity"]'), "7", "what was made");
  await walk.check();
  await again.locator('.actions button[value="sign"]').click();
  await said(again, "signing");

  await line.up();
  await walk.context.setOffline(false);
  await again.locator("table caption").waitFor();
  await walk.check();
  await said(again, "saved");
  assert.match(await again.locator("main").innerText(), /Pakkasta\./);
  assert.equal(await again.locator("#sync-trouble").isVisible(), false, "nothing was refused");
  assert.equal(await again.locator(".sheet-late").count(), 0, "nothing came twice or late");
}

// hours opens the hours of today's shift on one side.
async function hours(walk, path) {
  const row = `main a:has-text("${titleIn(walk.lang)}")`;
  for (let i = 0; i < 60; i++) {
    await walk.go(path);
    if (await walk.count(row)) break;
    await walk.page.waitForTimeout(500); // the hours follow from the signature
  }
  await walk.press(row);
  return walk.path;
}

// approved: the hours are signed off; the buyer, who reads no names, disputes one line and approves the rest; the answer brings
// the last one.
export async function approved(seller, buyer) {
  const own = await hours(seller, "/timesheets");
  const open = await seller.page.locator("#open").innerText();
  assert.match(open, /6(,00|\.00)?\s*(t|h|tim)/, `two people for three hours: ${open}`);
  await seller.press('#open button[value="all"]');
  assert.equal(await seller.count("#open"), 0, "everything is signed off");

  const theirs = await hours(buyer, "/approvals");
  const lines = await buyer.count("#waiting tbody tr");
  assert.equal(lines, 3, "crew, supervisor and sand");
  const shown = await buyer.page.locator("main").innerText();
  for (const name of names(buyer.lang)) assert.ok(!shown.includes(name.split(" ")[0]), "the buyer reads no names");
  await buyer.press('#waiting a[href$="/dispute"]');
  await buyer.pick("reason", "hours");
  await buyer.fill({ note: "Yksi lähti aikaisemmin." });
  await buyer.press("form.form .actions button");
  await buyer.press('#waiting button[value="all"]');
  assert.equal(await buyer.count("#undo tbody tr"), lines - 1, "the others are approved");

  await seller.go(own);
  await seller.press('#disputed a[href$="/answer"]');
  await seller.fill({ answer: "Tarkistettu ohjaajan kanssa." });
  await seller.press("form.form .actions button");
  await buyer.go(theirs);
  assert.match(await buyer.page.locator("#waiting").innerText(), /Tarkistettu ohjaajan kanssa\./);
  await buyer.press('#waiting button[value="all"]');
  assert.equal(await buyer.count("#undo tbody tr"), lines, "everything is approved");
  await seller.go(own);
  assert.equal(await seller.count("#approved tbody tr"), lines, "the organiser sees the same");
}
