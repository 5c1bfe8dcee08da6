import type { Answer, Given } from "../../../api/call.ts";
import { get, post } from "../../../api/call.ts";

/** Who can be given a role. */
export interface Holder {
  readonly kind: "person" | "service" | "group";
  readonly id: string;
  readonly name: string;
}

/** A role as given. */
export type Grant = Answer<"get", "/ops/people/{id}/grants">["grants"][number];
/** A role to be given. */
export type GrantBody = Given<"post", "/ops/people/{id}/grants">["body"];
/** A role was given, or waits for another person. */
export type GrantAnswer = Answer<"post", "/ops/people/{id}/grants">;

const paths = {
  person: "/ops/people/{id}/grants",
  service: "/ops/services/{id}/grants",
  group: "/ops/groups/{id}/grants",
} as const;

/** Where the roles of a holder are. */
export const grantsPath = ({ kind }: Holder): (typeof paths)[Holder["kind"]] => paths[kind];

/** Reads the roles of a holder, also past ones. */
export const readGrants = (holder: Holder): Promise<Answer<"get", "/ops/people/{id}/grants">> =>
  get(grantsPath(holder), { params: { id: holder.id } });

/** Gives a holder a role. */
export const giveGrant = (holder: Holder, body: GrantBody): Promise<GrantAnswer> =>
  post(grantsPath(holder), { params: { id: holder.id }, body });

/** What a change of roles makes known anew. */
export const touched = ["/ops/people", "/ops/services", "/ops/groups", "/ops/requests"] as const;

/** Roles that two persons give. */
export const guarded: readonly string[] = ["admin", "discipline", "auditor"];
