import { Client } from "pg";
import type { TimelineStep } from "./judge.ts";

interface Row {
  readonly case_id: string;
  readonly kind: string;
  readonly name: string;
  readonly from_state: string | null;
  readonly to_state: string | null;
  readonly at: Date;
  readonly details: string;
}

/** What is in the database at the end. */
export interface Timelines {
  readonly timelines: ReadonlyMap<string, readonly TimelineStep[]>;
  /** Alerts of the source, and what they are about. */
  readonly alerts: number;
  readonly subjects: number;
  /** What is not as it has to be. */
  readonly holes: readonly string[];
}

/** Every timeline by case, and what is not as it has to be between timeline, log, notices and timers. */
export async function readTimelines(databaseUrl: string): Promise<Timelines> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(
      "select case_id, kind, name, from_state, to_state, at, details from case_step order by case_id, n",
    );
    const steps = rows.map((row): TimelineStep => ({
      caseId: row.case_id,
      kind: row.kind,
      name: row.name,
      from: row.from_state,
      to: row.to_state,
      at: row.at.getTime(),
      escalationLevel: levelOf(row.details),
    }));
    const counted = await client.query<{ alerts: number; subjects: number }>(
      `select count(*)::int as alerts, count(distinct subject)::int as subjects from (${alerts}) a`,
    );
    const { alerts: found = 0, subjects = 0 } = counted.rows[0] ?? {};
    const timelines = Map.groupBy(steps, ({ caseId }) => caseId);
    return { timelines, alerts: found, subjects, holes: await holesOf(client) };
  } finally {
    await client.end();
  }
}

function levelOf(details: string): number | null {
  const value: unknown = JSON.parse(details);
  const level: unknown =
    typeof value === "object" && value !== null ? Reflect.get(value, "escalationLevel") : null;
  return typeof level === "number" ? level : null;
}

/** Notices about sources are no alerts of this year. */
const alerts = "select id, subject from alert where source = 'purchasing' and level <= 2";

const checks: Readonly<Record<string, string>> = {
  "alerts that have no case": `select count(*) from (${alerts}) a where not exists (select 1 from case_alert c where c.alert = a.id)`,
  "entries of timelines about deadlines that the log does not have": `select (select count(*) from case_step where kind = 'escalation')
    - (select count(*) from event where type = 'case.escalation.changed')`,
  "steps that the log does not have": `select (select count(*) from case_step where kind = 'transition')
    - (select count(*) from event where type = 'case.state.changed')`,
  "hand-ups of which nobody was told": `select count(*) from case_step s where s.name = 'raised' and not exists (
    select 1 from notice n where n.kind = 'escalation.raised' and n.dedupe like 'escalation.raised:' || s.case_id || ':%')`,
  "timers that failed": "select count(*) from timer where state = 'failed'",
  "open tracks without a deadline": `select count(*) from case_track t where t.state in ('warned', 'assigned', 'verifying',
    'disposing', 'applying', 'appraising') and not exists (select 1 from case_clock c where c.case_id = t.case_id
    and c.track = t.track and c.open and c.due_at is not distinct from t.due_at)`,
};

async function holesOf(client: Client): Promise<readonly string[]> {
  const holes: string[] = [];
  for (const [what, text] of Object.entries(checks)) {
    // oxlint-disable-next-line no-await-in-loop -- one connection
    const { rows } = await client.query<Record<string, string>>(text);
    const count = Number(Object.values(rows[0] ?? {})[0]);
    if (count !== 0) holes.push(`${count} ${what}`);
  }
  return holes;
}
