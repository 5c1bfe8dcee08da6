const process: readonly string[] = ["ocid", "process.instanceId"];
const contract: readonly string[] = [...process, "contracts.0.id"];
const payment: readonly string[] = ["process.instanceId", "payment.contractId", "payment.id"];

/**
 * The built-in types that do not use the paths of a procurement process, but for those that only the server logs. A test
 * compares them with the schemas.
 */
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
  ["process.step.completed", ["process.instanceId"]],
  ["power.authority.recorded", ["authority.postId"]],
  ["precheck.decision.recorded", ["precheck.id"]],
  ["source.heartbeat.sent", ["heartbeat.stream"]],
  ["source.tally", ["tally.countDate"]],
  ["stream.close", ["close.stream"]],
  ["stream.gap", ["gap.stream"]],
  ["rule.breaker.opened", ["breaker.binding"]],
  ["bundle.version.refused", ["refused.code"]],
]);

/**
 * Subject paths of an event type that neither the bundle nor the host describes: the only part of the built-in schemas
 * that the SDK needs, kept as a small table so that the schemas stay out of host applications.
 */
export const builtinSubjectPaths = (type: string): readonly string[] => exceptions.get(type) ?? process;
