import type { Json, JsonObject } from "@probity/contracts";
import { ownAppeals } from "../appeals/index.ts";
import { ownSource } from "../log/index.ts";
import { type Book, holdersOfPerson } from "../org/index.ts";
import type { Statement, Store } from "../store/index.ts";
import { alertsNaming, postView } from "./gather.ts";
import type { Party } from "./party.ts";

/**
 * Said in every export, whether or not anything is left out: that something is would tell of an inquiry. What is about others
 * is theirs.
 */
const leftOut: readonly JsonObject[] = [
  {
    what: {
      "zh-CN": "尚无结论的预警和问题，以及由谁办理",
      en: "alerts and cases that nobody has decided yet, and who works on them",
    },
    reason: {
      "zh-CN": "告知可能妨碍核查；是否存在一律不作说明",
      en: "telling of them could defeat an inquiry; whether there are any is not said",
    },
  },
  {
    what: { "zh-CN": "评分、线索以及反映人", en: "scores, clues, and who reported what" },
    reason: { "zh-CN": "同上，并保护反映人", en: "the same, and the protection of reporters" },
  },
  {
    what: {
      "zh-CN": "关系的另一方以及其他人的信息",
      en: "the other side of relations, and everything else about other persons",
    },
    reason: { "zh-CN": "属于他人", en: "it is theirs" },
  },
];

interface AlertRow {
  readonly id: string;
  readonly rule: string;
  readonly name: string;
  readonly first_at: Date;
  readonly last_at: Date;
  readonly label: string;
}

/** Of alerts those that people have decided about and that no open case holds. */
const decided: Statement = {
  name: "integrity-subject-alerts",
  text: `select a.id, a.rule, a.name, a.first_at, a.last_at, l.label from alert a
    join alert_label l on l.alert = a.id and l.n = (select max(n) from alert_label where alert = a.id)
    where a.id in (${alertsNaming})
      and not exists (select 1 from case_alert ca join case_file c on c.id = ca.case_id join case_file r on r.id = c.root
        where ca.alert = a.id and r.open)
    order by a.first_position limit 5000`,
};

const account: Statement = {
  name: "integrity-subject-account",
  text: `select p.id, p.name, p.created_at, p.revoked_at, o.unit, o.email, o.phone from person p
    left join org_person o on o.person = p.id where p.id = $1`,
};

/** To whom is not said: that is about somebody else. */
const relations: Statement = {
  name: "integrity-subject-relations",
  text: `select kind, from_person = any($1::text[]) as declared_of_person, valid_from, valid_to from org_relation
    where from_person = any($1::text[]) or (to_kind = 'person' and to_key = any($1::text[])) order by id limit 1000`,
};

const grants: Statement = {
  name: "integrity-subject-grants",
  text: `select role, unit, from_at, until_at, revoked_at from access_grant where holder_kind = 'person' and holder = $1
    order by from_at limit 1000`,
};

const acts: Statement = {
  name: "integrity-subject-acts",
  text: `select id, type, time from event where source = $2 and subject = $1 order by time desc limit 5000`,
};

/** What is kept about a person, as it is given to that person (SE-3). */
export async function subjectData(
  store: Store,
  { id, keys, units }: Party,
  { book, now }: { readonly book: Book; readonly now: Date },
): Promise<JsonObject> {
  const [own] = await store.run<Columns>(account, [id]);
  const alerts = await store.run<AlertRow>(decided, [keys]);
  return {
    person: id,
    keys: [...keys],
    madeAt: now.toISOString(),
    account: plainRow(own ?? {}),
    units: [...units],
    posts: holdersOfPerson(book, id).map(postView),
    declaredRelations: (await store.run<Columns>(relations, [keys])).map(plainRow),
    roles: (await store.run<Columns>(grants, [id])).map(plainRow),
    ownActs: (await store.run<Columns>(acts, [id, ownSource])).map(plainRow),
    appeals: (await ownAppeals(store, keys)).map((appeal) => ({ ...appeal, answers: [...appeal.answers] })),
    decidedAlerts: alerts.map((row) => ({
      id: row.id,
      rule: row.rule,
      // Written by the scorer.
      name: JSON.parse(row.name) as Json,
      firstTime: row.first_at.toISOString(),
      lastTime: row.last_at.toISOString(),
      outcome: row.label,
    })),
    leftOut: [...leftOut],
  };
}

type Columns = Readonly<Record<string, unknown>>;

/** Moments as text. */
const plainRow = (row: Columns): JsonObject =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]): [string, Json] => [
      name,
      value instanceof Date ? value.toISOString() : typeof value === "boolean" ? value : textOf(value),
    ]),
  );

const textOf = (value: unknown): string | null =>
  typeof value === "string" || typeof value === "number" ? String(value) : null;
