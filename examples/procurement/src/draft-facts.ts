import type { JsonObject, Locale, LocalizedText } from "@probity/contracts";
import { bidsOf, budgets, categories, numberAt, textAt, type Choice } from "./acts/index.ts";
import { organisationName } from "./demo/tenders.ts";
import { formatMoney } from "./i18n/index.ts";
import type { Process } from "./store/index.ts";

/** One thing that the second person has to know of a draft. */
export interface DraftFact {
  readonly label: LocalizedText;
  readonly value: LocalizedText;
}

const inBoth = (text: (locale: Locale) => string): LocalizedText => ({
  "zh-CN": text("zh-CN"),
  en: text("en"),
});

/** What a draft would decide, in both languages: here and at the central server. What it does not say is left out. */
export function draftFacts(process: Process, data: JsonObject): readonly DraftFact[] {
  const supplierId = textAt(data, "counterparties.0.id");
  const supplier = bidsOf(process.record).find((bid) => bid.supplierId === supplierId);
  const bidder = supplier && inBoth((locale) => organisationName(supplierId, supplier.supplierName, locale));
  const facts: readonly (readonly [label: LocalizedText, value: LocalizedText | undefined])[] = [
    [{ "zh-CN": "投标人", en: "Bidder" }, bidder],
    [{ "zh-CN": "金额", en: "Price" }, moneyAt(data, "amount.amount")],
    [{ "zh-CN": "预算项目", en: "Budget item" }, chosenAt(data, "planning.budget.id", budgets)],
    [{ "zh-CN": "采购品目", en: "Category" }, chosenAt(data, "tender.classification.id", categories)],
    [{ "zh-CN": "预算金额", en: "Estimate" }, moneyAt(data, "tender.value.amount")],
  ];
  return facts.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }]));
}

function moneyAt(data: JsonObject, path: string): LocalizedText | undefined {
  const amount = numberAt(data, path);
  return amount === undefined ? undefined : inBoth((locale) => formatMoney(amount, "CNY", locale));
}

const chosenAt = (data: JsonObject, path: string, offered: readonly Choice[]): LocalizedText | undefined =>
  offered.find(({ value }) => value === textAt(data, path))?.label;
