import { ProbityError } from "@probity/contracts";
import type { Granted } from "../access/index.ts";

/** Who makes a request to the operator API or the console. */
export interface Actor extends Granted {
  /** The id of the person or of the service token, or {@link operatorId} for the operator token, which stands for nobody. */
  readonly id: string;
  readonly kind: "operator" | "person" | "service";
  readonly isPerson: boolean;
  /** Id of the session, for a browser's request. */
  readonly session?: string | undefined;
}

/** The id under which acts of the operator token are logged. No person has it. */
export const operatorId = "operator";

/** The id under which the log names what the product itself brings. No person has it. */
export const libraryId = "library";

/** The id under which the server does what nobody asked for. No person has it. */
export const systemId = "system";

/** Who holds the operator token. */
export const operatorActor: Actor = {
  id: operatorId,
  kind: "operator",
  isPerson: false,
  grants: [{ role: "operator", unit: null }],
};

/** The person behind a request; throws `PROBITY_E_PERSON` for the operator token and for service tokens. */
export function personOf(actor: Actor): string {
  if (actor.isPerson) return actor.id;
  const what = actor.kind === "service" ? `the service token ${actor.id}` : "the operator token";
  throw new ProbityError("PROBITY_E_PERSON", `${what} stands for no person`);
}
