const process: readonly string[] = ["ocid", "process.instanceId"];
const contract: readonly string[] = [...process, "contracts.0.id"];
const payment: readonly string[] = ["process.instanceId", "payment.contractId", "payment.id"];

/** The built-in types that do not use the paths of a procurement process. A test compares them with the schemas. */
const exceptions: ReadonlyMap<string, readonly string[]> = new Map([
  ["contract.signed", contract],
  ["contract.amended", contract],
  ["contract.acceptance.recorded", contract],
  ["finance.payment.approved", payment],
  ["finance.payment.executed", payment],
  ["person.relation.recorded", ["relation.fromPersonId"]],
  ["person.holding.recorded", ["holding.personId"]],
  ["organisation.profile.recorded", ["organisation.id"]],
  ["organisation.relation.recorded", ["link.toId"]],
  ["link.import.recorded", ["import.id"]],
  ["process.step.completed", ["process.instanceId"]],
  ["process.deadline.passed", ["deadline.startEventId"]],
  ["power.authority.recorded", ["authority.postId"]],
  ["precheck.decision.recorded", ["precheck.id"]],
  ["precheck.act.flagged", ["flag.actEventId"]],
  ["source.heartbeat.sent", ["heartbeat.stream"]],
  ["source.tally", ["tally.countDate"]],
  ["source.silent", ["silence.stream"]],
  ["source.resumed", ["silence.stream"]],
  ["stream.close", ["close.stream"]],
  ["stream.gap", ["gap.stream"]],
  ["stream.equivocation", ["equivocation.stream"]],
  ["payload.erased", ["erasure.eventId"]],
  ["log.unwitnessed", ["witness.origin"]],
  ["log.reopened", ["reopened.origin"]],
  ["rule.breaker.opened", ["breaker.binding"]],
  ["rule.breaker.reset", ["breaker.binding"]],
  ["rule.parity.diverged", ["parity.precheckId"]],
  ["rule.indeterminate.exceeded", ["judged.rule"]],
  ["rule.exception.granted", ["exception.rule"]],
  ["rule.exception.ended", ["exception.rule"]],
  ["model.version.advanced", ["model.id"]],
  ["binding.set.applied", ["bindings.source"]],
  ["bundle.version.refused", ["refused.code"]],
  ["account.person.changed", ["account.person"]],
  ["signing.key.changed", ["key.keyid"]],
]);

/**
 * Subject paths of an event type that neither the bundle nor the host describes: the only part of the built-in schemas
 * that the SDK needs, kept as a small table so that the schemas stay out of host applications.
 */
export const builtinSubjectPaths = (type: string): readonly string[] => exceptions.get(type) ?? process;
