// A business system in a process of its own: somebody approves the payment that they requested themselves, and the system
// reports it through the SDK. Prints the id of the event once the server has it and its receipt was verified.
import { createProbity } from "@probity/sdk";

const [paymentId = "", personId = "", unitId = ""] = process.argv.slice(2);
const probity = createProbity();
const { id } = probity.emit("finance.payment.approved", {
  actor: { personId, unitId, postId: "cashier", channel: "human" },
  process: { step: "approve" },
  payment: {
    id: paymentId,
    unitId,
    budgetId: "B-2026-17",
    requesterId: personId,
    payeeId: "firm-7",
    purposeCode: "goods",
    contractId: "contract-88",
    amount: { amount: 12_000, currency: "CNY" },
  },
});
const { pending } = await probity.shutdown({ timeoutMs: 30_000 });
if (pending > 0) throw new Error(`${pending} events were not delivered`);
console.log(id);
