// The first part of the money thread, by keyboard: from capacity to a confirmed order.
import assert from "node:assert/strict";

// Each language has its own hours of today.
export const starts = { fi: "06:00", sv: "10:00", en: "14:00" };
export const ends = { fi: "09:00", sv: "13:00", en: "17:00" };

const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
// The product's day ends at 21 UTC all year (marketplace.Instant): in winter that is eleven in the evening, and a quote for today
// holds until a little before. Only in that last hour of the day would this walk ask for what the product refuses.
const day = (ahead) => new Date(Date.now() + ahead * 86_400_000 + 3 * 3_600_000).toISOString().slice(0, 10);
const until = "22:59";
export const today = () => day(0);
export const weekday = () => weekdays[new Date(`${today()}T12:00:00Z`).getUTCDay()];
const postal = "33180";

// titleIn is the name of the crew and of the order in each language.
export const titleIn = (lang) => `Lumityöt ${lang}`;

// done: the page says that it was done; what is wrong is in the message.
export async function done(walk, what) {
  const wrong = await walk.page.locator("#problems").allInnerTexts();
  assert.ok(await walk.count(".notice.done"), `${what}; ${walk.path} says ${wrong.join()}`);
}

// ordered: two organisers open a crew for today, the employer asks both, one asks back, both quote, one is chosen; both sides tell
// their part, the gates refuse and then let through, and a message reaches the other side. It gives the order's id.
export async function ordered(buyer, seller, loser) {
  const title = titleIn(buyer.lang);
  for (const walk of [seller, loser]) await openCrew(walk, title);
  const request = await ask(buyer, title);
  const asked = request.replace("/requests/", "/asked/");
  await question(seller, buyer, asked, request);
  await quote(loser, asked, "23");
  await quote(seller, asked, "21");
  const order = await accept(buyer, request);
  await lost(loser, asked);
  await tell(buyer, seller, order);
  await confirm(seller, order);
  await write(buyer, seller, order);
  return order;
}

// openCrew opens a crew for the hours of today.
async function openCrew(walk, name) {
  await walk.press('nav a[href="/crews"]');
  await walk.press('main a[href="/crews/new"]');
  await walk.fill({ name, postal, "w0.from": starts[walk.lang], "w0.to": ends[walk.lang], "w0.participants": "4", "w0.supervisors": "1" });
  await walk.pick("trades", "snow");
  for (const key of weekdays) {
    const box = walk.page.locator(`input[name="w0.days"][value="${key}"]`);
    if ((await box.isChecked()) !== (key === weekday())) await walk.pick("w0.days", key);
  }
  await walk.press("form.form > .actions button");
  await done(walk, "the crew is saved");
}

// ask sends a request for today to both organisers.
async function ask(walk, title) {
  const { page } = walk;
  await walk.press('nav a[href="/requests"]');
  await walk.press('main a[href="/requests/new"]');
  await walk.fill({
    title, postal, work: "Pihan lumet kolataan ja käytävät hiekoitetaan.", address: "Rantatie 4", induction: "Huoltomies näyttää pihan.", reference: title,
    "need.first": today(), "need.last": day(6), "need.from": starts[walk.lang], "need.to": ends[walk.lang], "need.people": "3",
  });
  await walk.pick("trades", "snow");
  await walk.pick("need.weekdays", weekday());
  await walk.pick("directs", "organiser");
  await walk.pick("hazards.asked", "none");
  await page.fill('input[type="date"][name^="deadline"]', day(5));
  await walk.press('form.form > .actions button[value="save"]');
  for (const org of ["demo-org-hiekkala", "demo-org-kammenpaja"]) await walk.pick("o", org);
  await walk.press("button[formaction]");
  await walk.press('form[action$="/send"] button');
  await done(walk, "it says that it was sent");
  return walk.path;
}

// question: the organiser asks what was suggested, and the buyer answers.
async function question(seller, buyer, asked, request) {
  await seller.press('nav a[href="/asked"]');
  await seller.press(`main a[href="${asked}"]`);
  await seller.press(`a[href="${asked}/question"]`);
  await seller.press('main a[href$="?suggest=breaks"]');
  await seller.press("form.form .actions button");
  await buyer.go(request);
  await buyer.press("#questions a.button");
  await buyer.fill({ answer: `Kahviossa ${buyer.lang}.` });
  await buyer.press("form.form .actions button");
  await seller.go(asked);
  assert.match(await seller.page.locator("#questions").innerText(), /Kahviossa/, "the answer came");
}

// quote offers the whole day for a price by the hour, and the bags of sand by the piece.
async function quote(walk, asked, rate) {
  const { page } = walk;
  await walk.go(asked);
  await walk.press(`#own a[href="${asked}/quote"]`);
  const crew = page.locator("label.pick", { hasText: titleIn(walk.lang) }).locator('input[name="crew"]');
  await walk.pick("crew", await crew.getAttribute("value"));
  await walk.press('button[value="fill"]');
  await walk.fill({ supervisor: "Soile Hietaranta" });
  for (const [i, [item, name, quantity, price]] of [["unit:crew_hour", "Ryhmätunti", "9", rate], ["unit:piece", "Hiekkasäkki", "10", "4"]].entries()) {
    if (!(await walk.count(`[name="lines[${i}].item"]`))) await walk.press('button[name="add"][value="lines"]');
    await page.selectOption(`[name="lines[${i}].item"]`, item);
    const at = (field) => `lines[${i}].${field}`;
    await walk.fill({ [at("name")]: name, [at("quantity")]: quantity, [at("rate")]: price, [at("reason")]: "Talven hinta" });
  }
  await page.fill('input[type="date"][name^="until"]', today());
  await page.fill('input[type="time"][name^="until"]', until);
  await walk.press('form.form > .actions button[value="save"]:not([tabindex])');
  assert.equal((await page.locator("#problems").allInnerTexts()).join(), "", "nothing is missing");
  await walk.press('form[action$="/quote/send"] button');
  await done(walk, "the quote is sent");
}

// accept chooses the cheaper of two quotes; the order has its id.
async function accept(walk, request) {
  await walk.go(request);
  assert.equal(await walk.count("#quotes tbody tr"), 2, "two quotes stand beside each other");
  await walk.press('#quotes tbody tr:has-text("Hiekkalan") th a');
  const order = walk.path.split("/").at(-1);
  await walk.press('.page-head a[href$="/accept"]');
  await walk.press('form[action$="/accept"] button');
  await done(walk, "it was accepted");
  return order;
}

// lost: whoever was not chosen is told so, and has no order.
async function lost(walk, asked) {
  await walk.go(asked);
  assert.equal(await walk.count(`#own a[href="${asked}/quote"]`), 0, "nothing can be quoted any more");
  await walk.go("/orders");
  assert.ok(!(await walk.page.locator("main").innerText()).includes(titleIn(walk.lang)), "no order of theirs");
}

// tell: both tell their part, each from the step that waits for them.
async function tell(buyer, seller, order) {
  await buyer.press('nav a[href="/purchases"]');
  await buyer.press(`main a[href="/purchases/${order}"]`);
  await buyer.go(`/purchases/${order}/told`);
  await buyer.pick("redirect", "no");
  await buyer.fill({ safety: "Poistuminen aulan kautta. Ensiapu vastaanotossa." });
  await buyer.pick("declares", "yes");
  await buyer.press("form.form .actions button");
  await done(buyer, "the buyer told");
  await seller.press('nav a[href="/orders"]');
  await seller.press(`main a[href="/orders/${order}"]`);
  await seller.press('form[action$="/confirm"] button');
  assert.ok(await seller.count("#problems li"), "the gates say what stands in the way");
  await seller.go(`/orders/${order}`);
  await seller.press('#steps a[href$="/told"]');
  await seller.fill({ "number.employment": "3", result: "Piha ja käytävät ovat kuljettavissa", hazards: "Kolat ja hiekoitus.", supervisors: "1", participants_inducted: "3" });
  await seller.pick("directs", "organiser");
  await seller.pick("site", "customer");
  await seller.page.selectOption('[name="organiser_is"]', "association");
  await seller.page.locator('details:has([name="seen.employment"])').evaluateAll((all) => all.forEach((d) => (d.open = true)));
  await seller.page.selectOption('[name="insured.employment"]', "employer");
  await seller.fill({ "seen.employment": today() });
  await seller.pick("declares", "yes");
  await seller.press("form.form .actions button");
  await done(seller, "the organiser told");
}

// confirm: nothing stands in the way any more.
async function confirm(walk, order) {
  await walk.go(`/orders/${order}`);
  await walk.press('form[action$="/confirm"] button');
  await done(walk, "the order is confirmed");
}

// write: a message on the order reaches the other side.
async function write(buyer, seller, order) {
  const text = `Kiitos, piha oli siisti (${buyer.lang}).`;
  await buyer.go(`/purchases/${order}`);
  await buyer.press(`main a[href="/purchases/${order}/messages"]`);
  await buyer.fill({ text });
  await buyer.press("form.form button");
  await done(buyer, "it was sent");
  await seller.go(`/orders/${order}`);
  await seller.press(`main a[href="/orders/${order}/messages"]`);
  assert.match(await seller.page.locator("#messages").innerText(), /piha oli siisti/, "the organiser reads it");
}
