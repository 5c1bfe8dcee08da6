import type { Permission } from "./permissions.ts";
import type { BuiltInRole, Role } from "./roles.ts";

/** A role and where it reaches: a unit with everything under it, or everywhere. */
export interface Grant {
  readonly role: Role | BuiltInRole;
  /** Null: everywhere. */
  readonly unit: string | null;
  /** In whose place, by a delegation that is in force. */
  readonly for?: string | undefined;
  /** Of what the role allows this alone, as the delegation says. Undefined: all of it, and to act as one who has the role. */
  readonly only?: readonly Permission[] | undefined;
}

/** Somebody or something with grants. */
export interface Granted {
  readonly id: string;
  readonly grants: readonly Grant[];
  /** With whom they count as one person where two are needed (CA-3), see {@link isOneWith}. Undefined: with nobody. */
  readonly oneWith?: readonly string[] | undefined;
}
