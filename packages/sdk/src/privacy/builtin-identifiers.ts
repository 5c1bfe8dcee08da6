import type { PrivacyShape } from "@probity/contracts";

const shape = (identifiers: readonly string[], persons: readonly string[]): PrivacyShape => ({
  identifiers: identifiers.map((path) => path.split(".")),
  persons: persons.map((path) => path.split(".")),
});

/** Identifiers in the block that every event carries. */
export const commonIdentifiers: PrivacyShape = shape(
  ["actor.deviceId"],
  ["actor.personId", "actor.onBehalfOf", "counterparties.*.id", "decision.secondApproverId"],
);

/**
 * Identifiers in the data of the built-in types: the only part of their schemas, beside the subjects, that the SDK needs. A
 * test compares the table with the schemas.
 */
export const builtinIdentifiers: ReadonlyMap<string, PrivacyShape> = new Map([
  [
    "procurement.bid.submitted",
    shape(
      ["bids.details.*.submission.deviceId", "bids.details.*.documents.*.softwareKey"],
      ["bids.details.*.tenderers.*.id", "bids.details.*.personnel.*.personId", "parties.*.id"],
    ),
  ],
  ["procurement.committee.formed", shape([], ["committee.members.*.personId"])],
  ["procurement.bid.evaluated", shape([], ["evaluation.scores.*.evaluatorId"])],
  ["procurement.award.decided", shape([], ["awards.*.suppliers.*.id"])],
  ["procurement.deposit.recorded", shape(["deposit.payerAccount"], [])],
  ["contract.signed", shape([], ["contracts.*.suppliers.*.id"])],
  ["contract.acceptance.recorded", shape([], ["acceptance.signerIds"])],
  ["finance.payment.approved", shape(["payment.payeeAccount"], ["payment.payeeId", "payment.requesterId"])],
  ["finance.payment.executed", shape(["payment.payeeAccount"], ["payment.payeeId"])],
  ["person.relation.recorded", shape([], ["relation.fromPersonId", "relation.toPersonId"])],
  ["person.holding.recorded", shape(["holding.id"], ["holding.personId"])],
  ["organisation.profile.recorded", shape(["organisation.basicAccount"], ["organisation.landlordId"])],
  ["organisation.relation.recorded", shape([], ["link.fromId"])],
  ["process.step.completed", shape([], ["step.assigneeId"])],
  ["power.authority.recorded", shape([], ["authority.delegateId"])],
  ["precheck.decision.recorded", shape([], ["precheck.secondApproverId", "precheck.breakGlassBy"])],
]);
