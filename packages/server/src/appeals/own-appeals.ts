import type { AppealReason, AppealState } from "@probity/contracts";
import type { Store } from "../store/index.ts";
import type { StoredAppeal } from "./store-appeals.ts";

/** What the person appealed against, and what was said to it. Findings without a disclosed name are one. */
export interface MyAppeal {
  readonly rule: string | null;
  readonly reason: AppealReason;
  readonly text: string;
  readonly raisedAt: string;
  readonly state: AppealState;
  readonly answers: readonly string[];
  readonly answeredAt: string | null;
}

/** An appeal with the pre-check that it is against. */
export interface OwnAppeal extends MyAppeal {
  readonly source: string;
  readonly precheckId: string;
}

/** Appeals against one pre-check as whoever raised them may see them: rules that were not named stay unnamed (RU-4). */
export function appealsAsTold(own: readonly StoredAppeal[]): readonly MyAppeal[] {
  const named = own.filter(isFull).map((row) => mineOf(row.rule, [row]));
  const rest = own.filter((row) => !isFull(row));
  return rest.length === 0 ? named : [...named, mineOf(null, rest)];
}

/** Every appeal of a person, by the keys that name them, the oldest first: what they said, and what they were told. */
export async function ownAppeals(
  { db }: Pick<Store, "db">,
  keys: readonly string[],
): Promise<readonly OwnAppeal[]> {
  const rows = await db
    .selectFrom("appeal")
    .selectAll()
    .where("person", "in", keys)
    .orderBy("raised_at")
    .orderBy("id")
    .execute();
  const byPrecheck = Map.groupBy(rows, ({ source, decision }) => JSON.stringify([source, decision]));
  return [...byPrecheck.values()].flatMap((own) =>
    appealsAsTold(own).map((told) => ({
      source: own[0]?.source ?? "",
      precheckId: own[0]?.decision ?? "",
      ...told,
    })),
  );
}

const isFull = ({ disclosure }: Pick<StoredAppeal, "disclosure">): boolean => disclosure === "full";

/** Several are answered when all are; one that was upheld makes them upheld. */
function mineOf(rule: string | null, rows: readonly StoredAppeal[]): MyAppeal {
  const [first] = rows;
  if (first === undefined) throw new Error("no appeal");
  const states: readonly AppealState[] = ["open", "upheld", "rejected"];
  const state = states.find((one) => rows.some((row) => row.state === one)) ?? "open";
  const answered = state !== "open";
  return {
    rule,
    reason: first.reason,
    text: first.text,
    raisedAt: first.raised_at.toISOString(),
    state,
    answers: answered ? [...new Set(rows.flatMap(({ answer }) => answer ?? []))] : [],
    answeredAt: answered ? (rows.at(-1)?.answered_at?.toISOString() ?? null) : null,
  };
}
