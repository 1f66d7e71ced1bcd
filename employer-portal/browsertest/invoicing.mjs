// The third part of the money thread: the invoice of the approved hours, how it is paid and given back, and the books.
import assert from "node:assert/strict";

// billed: the hours of the story are invoiced in a run of their own, and the invoice is there in every format, the same each time.
// It gives the path of the invoice.
async function billed(seller, title) {
  const { page } = seller;
  await seller.press('nav a[href="/invoices"]');
  await seller.press('main a[href="/invoices/new"]');
  assert.equal(await seller.count('input[name="pick"]:disabled'), 0);
  const row = page.locator(`tbody tr:has(details li:has-text("${title}"))`);
  await row.locator("summary").first().waitFor({ state: "attached" });
  const ours = await row.locator('input[name="pick"]').evaluateAll((all) => all.map((box) => box.value));
  assert.equal(ours.length, 1, "one invoice of the hours of the story");
  for (const box of await page.locator('input[name="pick"]:checked').all()) {
    if ((await box.inputValue()) === ours[0]) continue;
    await box.focus();
    await page.keyboard.press("Space");
  }
  await seller.press('form[method="post"] > .actions button');
  assert.equal(await seller.count('input[name="digest"]'), 1, "only this one is asked about");
  await seller.press("main form button");
  const run = seller.path;
  for (let i = 0; i < 90 && (await seller.count("#going")); i++) {
    await page.waitForTimeout(1000); // the run is made by a job, and the page may be left
    await seller.go(run);
  }
  await seller.press('#made a[href^="/invoices/"]');
  const at = seller.path;
  for (const [format, begins] of [["pdf", "%PDF"], ["finvoice", "<?xml"], ["ubl", "<?xml"]]) {
    const [one, two] = [await file(seller, at, format), await file(seller, at, format)];
    assert.ok(one.toString("latin1").includes(begins), format);
    assert.ok(one.equals(two), `${format}: the same bytes each time`);
  }
  return at;
}

async function file(walk, at, format) {
  const answer = await walk.page.request.get(`${walk.url}${at}/file/${format}`);
  assert.equal(answer.status(), 200, `${at} as ${format}`);
  return answer.body();
}

// asked reads from the Finvoice file what an invoice asks for: the account, the reference and the amount in cents.
async function asked(walk, at) {
  const text = (await file(walk, at, "finvoice")).toString("utf8");
  const read = (name) => text.match(new RegExp(`<${name}[^>]*>([^<]+)</${name}>`))?.[1];
  return {
    account: read("EpiAccountID"),
    reference: read("EpiRemittanceInfoIdentifier"),
    cents: Math.round(Number(read("EpiInstructedAmount").replace(",", ".")) * 100),
    number: read("InvoiceNumber"),
  };
}

// statement is a bank's statement of payments, each of so many cents under a reference.
function statement(account, payments) {
  const day = new Date().toISOString().slice(0, 10);
  const sum = (cents) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
  const entries = payments.map(
    ({ id, cents, reference }) => `<Ntry><Amt Ccy="EUR">${sum(cents)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
<BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt><AcctSvcrRef>${id}</AcctSvcrRef>
<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
<NtryDtls><TxDtls><Refs><AcctSvcrRef>${id}</AcctSvcrRef></Refs><AmtDtls><TxAmt><Amt Ccy="EUR">${sum(cents)}</Amt></TxAmt></AmtDtls>
<RltdPties><Dbtr><Nm>Maksaja Oy</Nm></Dbtr></RltdPties>
<RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>${reference}</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry>`,
  );
  const total = payments.reduce((all, { cents }) => all + cents, 0);
  const balance = (code, cents) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${sum(cents)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>${payments[0].id}</MsgId><CreDtTm>${day}T20:00:00</CreDtTm></GrpHdr>
<Stmt><Id>${payments[0].id}</Id><CreDtTm>${day}T20:00:00</CreDtTm><Acct><Id><IBAN>${account}</IBAN></Id><Ccy>EUR</Ccy></Acct>
${balance("OPBD", 0)}${balance("CLBD", total)}${entries.join("\n")}</Stmt></BkToCstmrStmt></Document>`;
}

// paidOnline: the buyer pays the invoice at the provider's stand-in, which tells the product by a signed message.
async function paidOnline(buyer, at) {
  const bill = at.replace("/invoices/", "/bills/");
  for (let i = 0; i < 60; i++) {
    await buyer.go(bill);
    if (await buyer.count('form[action$="/pay"]')) break;
    await buyer.page.waitForTimeout(500); // what is open follows from the issue
  }
  await buyer.press('form[action$="/pay"] button');
  assert.match(buyer.path, /card-payment/, "the provider's page");
  await buyer.press('form:has(input[value="fail"]) button');
  if (!(await buyer.count('form:has(input[value="pay"])'))) {
    await buyer.go(bill);
    await buyer.press('form[action$="/pay"] button');
  }
  await buyer.press('form:has(input[value="pay"]) button');
  for (let i = 0; i < 60; i++) {
    await buyer.go(bill);
    if (!(await buyer.count('form[action$="/pay"]'))) break;
    await buyer.page.waitForTimeout(500);
  }
  assert.equal(await buyer.count('form[action$="/pay"]'), 0, "nothing is left to pay");
}

// imported brings in a bank's file and waits until it is worked through. It gives what the page of the result says.
async function imported(seller, xml) {
  await seller.press('nav a[href="/payments"]');
  await seller.press('main a[href="/payments/import"]');
  await seller.page.setInputFiles('input[type="file"]', { name: "tiliote.xml", mimeType: "application/xml", buffer: Buffer.from(xml) });
  await seller.press("form.form .actions button");
  const result = seller.path;
  const going = () => seller.count(`main a[href="${result}"]`); // how to look again
  for (let i = 0; i < 60 && (await going()); i++) {
    await seller.page.waitForTimeout(1000);
    await seller.go(result);
  }
  assert.equal(await going(), 0, "the file is worked through");
  return seller.page.locator("main").innerText();
}

// banked: the buyer's bookkeeping pays the same invoice once more, and somebody pays under a reference of nobody. Both wait for a
// person: one is to be paid back, the other is none of the invoices'. The same file again changes nothing.
async function banked(seller, at) {
  const { account, reference, cents } = await asked(seller, at);
  const id = at.split("/").at(-1).slice(-8);
  const xml = statement(account, [
    { id: `${id}-1`, cents, reference },
    { id: `${id}-2`, cents: 123_45, reference: "20260099996" },
  ]);
  await imported(seller, xml);
  const waiting = () => seller.page.locator('main a[href^="/payments/received/"]').evaluateAll((all) => [...new Set(all.map((a) => a.getAttribute("href")))]);
  await seller.go("/payments");
  const before = await waiting();
  await imported(seller, xml);
  await seller.go("/payments");
  assert.deepEqual(await waiting(), before, "the same file again changes nothing");
  for (const path of before) {
    await seller.go(path);
    const ours = (await seller.page.locator("main").innerText()).includes(`${id}-1`);
    if (!ours && !(await seller.page.locator("main").innerText()).includes(`${id}-2`)) continue;
    await seller.press(`main a[href$="/${ours ? "return" : "outside"}"]`);
    if (ours) await seller.fill({ account: "FI79 4405 2020 0360 82" });
    await seller.fill({ reason: ours ? "Maksettu kahdesti." : "Ei kuulu laskuihin." });
    await seller.press("form.form .actions button");
  }
}

// credited: one line is given back; its hours can be billed again, and are, under another number, which a transfer pays.
async function credited(seller, buyer, at, title) {
  await seller.go(at);
  await seller.press('#credits a[href$="/credit"]');
  await seller.pick("much", "some");
  await seller.pick("pick", await seller.page.locator('input[name="pick"]').first().getAttribute("value"));
  await seller.fill({ reason: "Väärä päivä." });
  await seller.press("form.form > .actions button");
  assert.match(seller.path, /^\/invoices\/crn-/, "the credit note");
  const again = await billed(seller, title);
  assert.notEqual(again, at, "the same hours stand on a new invoice");
  const { account, reference, cents } = await asked(seller, again);
  const id = again.split("/").at(-1).slice(-8);
  await imported(seller, statement(account, [{ id: `${id}-3`, cents, reference }]));
  for (let i = 0; i < 60; i++) {
    await buyer.go(again.replace("/invoices/", "/bills/"));
    if (!(await buyer.count('form[action$="/pay"]'))) break;
    await buyer.page.waitForTimeout(500);
  }
  assert.equal(await buyer.count('form[action$="/pay"]'), 0, "the transfer paid it");
  return again;
}

// refunded: what the credit note gave back of a payment by card goes back the same way.
async function refunded(seller, number) {
  await seller.go("/online-payments");
  await seller.press(`main a[href^="/online-payments/"]:has-text("${number}")`);
  await seller.press('main a[href$="/refund"]');
  await seller.fill({ reason: "Hyvitys." });
  await seller.press("form.form .actions button");
}

// balanced: the books have an entry of everything, debit and credit are equal, and they agree with what is open.
async function balanced(seller, numbers) {
  await seller.press('nav a[href="/books"]');
  for (let i = 0; i < 60; i++) {
    const text = await seller.page.locator("#entries").innerText();
    if (numbers.every((number) => text.includes(number))) break;
    await seller.page.waitForTimeout(500);
    await seller.go("/books");
  }
  const text = await seller.page.locator("#entries").innerText();
  for (const number of numbers) assert.ok(text.includes(number), `the books name ${number}`);
  await seller.go("/books/trial");
  const sums = await seller.page.locator("#trial tfoot td, #trial tfoot th").allInnerTexts();
  assert.equal(sums.at(-3), sums.at(-2), "debit and credit are equal");
  assert.equal(sums.at(-1), sums.at(-4), "and so are all balances together, which are nothing");
  for (let i = 0; i < 60; i++) {
    await seller.go("/books/receivables");
    if (await seller.count("h1 .tag.good")) break;
    await seller.page.waitForTimeout(500); // the refund follows a moment later
  }
  assert.equal(await seller.count("h1 .tag.good"), 1, "the books agree with what is open");
}

// settled: from the approved hours of an order with a title to balanced books.
export async function settled(seller, buyer, title) {
  const at = await billed(seller, title);
  await paidOnline(buyer, at);
  await banked(seller, at);
  const again = await credited(seller, buyer, at, title);
  const numbers = [(await asked(seller, at)).number, (await asked(seller, again)).number];
  await refunded(seller, numbers[0]);
  await balanced(seller, numbers);
}
