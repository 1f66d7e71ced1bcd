// The third part of the money thread: the invoice of the approved hours, how it is paid and given back, and the books.
import assert from "node:assert/strict";
import { titleIn } from "./ordering.mjs";

// billed: the hours of the story are invoiced in a run of their own, and the invoice is there in every format, the same each time.
// It gives the path of the invoice.
export async function billed(seller) {
  const { page } = seller;
  await seller.press('nav a[href="/invoices"]');
  await seller.press('main a[href="/invoices/new"]');
  assert.equal(await seller.count('input[name="pick"]:disabled'), 0);
  const row = page.locator(`tbody tr:has(details li:has-text("${titleIn(seller.lang)}"))`);
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
export async function asked(walk, at) {
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
export function statement(account, payments) {
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
