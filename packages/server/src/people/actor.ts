import { ProbityError } from "@probity/contracts";

/** Who makes a request to the operator API. */
export interface Actor {
  /** The person's id, or {@link operatorId} for the operator token, which stands for nobody in particular. */
  readonly id: string;
  readonly isPerson: boolean;
}

/** The id under which acts of the operator token are logged. No person has it. */
export const operatorId = "operator";

/** The id under which the log names what the product itself brings. No person has it. */
export const libraryId = "library";

/** Who holds the operator token. */
export const operatorActor: Actor = { id: operatorId, isPerson: false };

/** The person behind a request; throws `PROBITY_E_PERSON` for the operator token. */
export function personOf(actor: Actor): string {
  if (actor.isPerson) return actor.id;
  throw new ProbityError("PROBITY_E_PERSON", "the operator token stands for no person");
}

/** Throws `PROBITY_E_OPERATOR` for a person: only whoever runs the server may do this. */
export function requireOperator(actor: Actor): void {
  if (actor.isPerson) throw new ProbityError("PROBITY_E_OPERATOR", `${actor.id} is a person`);
}
