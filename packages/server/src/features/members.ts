import type { JsonObject } from "@probity/contracts";
import { parseInstant } from "@probity/engine";
import type { Member } from "@probity/engine/features";
import { everySource, type StoredDefinition } from "./definitions.ts";
import { keyId, packText } from "./member-text.ts";

/** One event under one key of one stored definition, as the database has it. */
export interface MadeMember {
  readonly definition: StoredDefinition;
  /** A UUID. */
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly n: string | undefined;
  readonly t: string | undefined;
  readonly u: string | undefined;
  readonly gap: boolean;
}

/** What members are made of: an event, or the draft of one. */
export interface MemberSource {
  readonly type: string;
  readonly data: JsonObject;
  /** RFC 3339. */
  readonly time: string;
}

/** The members that an event of a source gives to these definitions. Never throws for what is in the data. */
export function membersOf(
  definitions: readonly StoredDefinition[],
  source: string,
  { type, data, time }: MemberSource,
): readonly MadeMember[] {
  const asked = definitions.filter(
    ({ scope, types }) => (scope === source || scope === everySource) && types.has(type),
  );
  const at = asked.length === 0 ? undefined : parseInstant(time)?.ms;
  if (at === undefined) return [];
  return asked.flatMap((definition) =>
    definition.extract(type, data, time).members.map((member) => ({
      definition,
      key: keyId(member.key),
      at,
      ...columnsOf(member),
    })),
  );
}

/** The values of a member as columns. */
export function columnsOf({ value, gap }: Member): Pick<MadeMember, "n" | "t" | "u" | "gap"> {
  const { n, t, u } = value ?? {};
  return {
    n,
    t: t === undefined ? undefined : packText(t),
    u: u === undefined ? undefined : packText(u),
    gap,
  };
}
