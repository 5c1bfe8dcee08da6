import type { JsonObject, Locale, LocalizedText } from "@probity/contracts";
import type { ApprovalAsk } from "@probity/sdk";
import { bidsOf, numberAt, textAt, type ActForm } from "../acts/index.ts";
import { organisationName } from "../demo/tenders.ts";
import { formatMoney } from "../i18n/index.ts";
import { unit, type Person } from "../people.ts";
import type { Process } from "../store/index.ts";

const named = (name: Person["name"]): string => `${name["zh-CN"]} ${name.en}`;

const inBoth = (text: (locale: Locale) => string): LocalizedText => ({
  "zh-CN": text("zh-CN"),
  en: text("en"),
});

/** What the central server shows the second person, in both languages: the page is there, the business is here. */
export function askFor(
  process: Process,
  act: ActForm,
  data: JsonObject,
  { person, second }: { readonly person: Person; readonly second: Person },
): ApprovalAsk {
  return {
    requesterId: person.id,
    requesterName: named(person.name),
    unitId: unit.id,
    title: {
      "zh-CN": `${act.title["zh-CN"]}：${process.title["zh-CN"]}`,
      en: `${act.title.en}: ${process.title.en}`,
    },
    facts: factsOf(process, data),
    candidates: [{ personId: second.id, name: named(second.name), unitId: unit.id }],
  };
}

function factsOf(process: Process, data: JsonObject): NonNullable<ApprovalAsk["facts"]> {
  const amount = numberAt(data, "amount.amount");
  const supplierId = textAt(data, "counterparties.0.id");
  const supplier = bidsOf(process.record).find((bid) => bid.supplierId === supplierId);
  const facts: NonNullable<ApprovalAsk["facts"]>[number][] = [];
  if (supplier !== undefined)
    facts.push({
      label: { "zh-CN": "投标人", en: "Bidder" },
      value: inBoth((locale) => organisationName(supplierId, supplier.supplierName, locale)),
    });
  if (amount !== undefined)
    facts.push({
      label: { "zh-CN": "金额", en: "Price" },
      value: inBoth((locale) => formatMoney(amount, "CNY", locale)),
    });
  return facts;
}
