import type { JsonObject } from "@probity/contracts";
import type { Contract } from "./contracts.ts";
import type { Context, Draft } from "./draft.ts";
import { startOf, timeOf } from "./draft.ts";
import { compact, object, objects, text } from "./json-value.ts";
import { readMoney } from "./money.ts";

const type = "finance.payment.executed";

/** One event a transaction of a contract's implementation. */
export function paymentDrafts(context: Context, contracts: readonly Contract[]): readonly Draft[] {
  return contracts.flatMap((contract) =>
    objects(object(contract.source["implementation"])["transactions"]).map((transaction, index) =>
      paymentDraft(context, contract, transaction, index),
    ),
  );
}

function paymentDraft(context: Context, contract: Contract, transaction: JsonObject, index: number): Draft {
  const where = "contracts[].implementation.transactions[]";
  const given = text(transaction["id"]);
  if (given === undefined) context.sink.add("id.missing", `${where}.id`);
  const id = given ?? `${contract.id}#${index + 1}`;
  const date = context.date(transaction["date"], `${where}.date`);
  const { organisations } = context;
  const payer = organisations.read(
    object(transaction["payer"] ?? transaction["providerOrganization"]),
    `${where}.payer`,
  );
  const payee = organisations.read(
    object(transaction["payee"] ?? transaction["receiverOrganization"]),
    `${where}.payee`,
  );
  const data = {
    payment: {
      id,
      unitId: payer?.id,
      contractId: contract.id,
      amount: readMoney(transaction["value"] ?? transaction["amount"], `${where}.value`, context.sink),
      payeeId: payee?.id,
      executedAt: date?.text,
    },
    process: { instanceId: context.ocid },
  };
  const at = timeOf(context, type, startOf(`${where}.date`, date), [contract.signed]);
  return { type, key: `${contract.id}\n${id}`, ...at, data: compact(data) };
}
