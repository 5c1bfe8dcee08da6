import type { BuiltInRole, Role } from "./roles.ts";

/** A role and where it reaches: a unit with everything under it, or everywhere. */
export interface Grant {
  readonly role: Role | BuiltInRole;
  /** Null: everywhere. */
  readonly unit: string | null;
}

/** Somebody or something with grants. */
export interface Granted {
  readonly id: string;
  readonly grants: readonly Grant[];
}
