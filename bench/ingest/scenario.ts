import { mostWindows } from "./act.ts";
import type { EngineName } from "./options.ts";
import type { Form } from "./records.ts";

/** One row. */
export interface Scenario {
  readonly name: string;
  readonly engine: EngineName;
  readonly server: "probity" | "naive";
  readonly form: Form;
  readonly batch: number;
  readonly connections: number;
  /**
   * `held`: another session holds the scorer's place, so that ingest runs alone. `running`: the events are scored
   * meanwhile, and until all have their results.
   */
  readonly scoring: "held" | "running";
  /** Rules on the type of the events. */
  readonly rules: number;
  /** How many of them have a window. */
  readonly windows: number;
  /** What every sync of the disk takes more, in milliseconds. */
  readonly syncMs: number;
  /** Share of the events of a full row. */
  readonly share: number;
}

const shapes = [
  { batch: 100, connections: 4, share: 1 },
  { batch: 500, connections: 4, share: 1 },
  { batch: 10, connections: 64, share: 0.2 },
  { batch: 1, connections: 16, share: 0.1 },
] as const;

type Shape = (typeof shapes)[number];

const shapeText = ({ batch, connections }: Shape): string => `${connections} x ${batch}`;

const row = (what: string, engine: EngineName, shape: Shape, over: Partial<Scenario> = {}): Scenario => ({
  name: `${what}, ${shapeText(shape)}`,
  engine,
  server: "probity",
  form: "stream",
  scoring: "held",
  rules: 0,
  windows: 0,
  syncMs: 0,
  ...shape,
  ...over,
});

const [hundred, , ten] = shapes;

/** Windows in the rows that have some: one for each of as many rules. */
const windows = mostWindows;

/** How slow the slow disk is. */
export const slowSyncMs = 5;

/** Rows on PostgreSQL: ours and the naive server's in each shape, with rules, in the open form, on a slow disk. */
const postgresRows = (rules: number, slowDisk: boolean): readonly Scenario[] => [
  ...shapes.flatMap((shape) => [
    row("stream", "postgres", shape),
    row("naive", "postgres", shape, { server: "naive", form: "cloudevents" }),
  ]),
  row("plain CloudEvents", "postgres", hundred, { form: "cloudevents" }),
  row("stream, scored, no rule", "postgres", hundred, { scoring: "running" }),
  row(`stream, scored, ${rules} rules`, "postgres", hundred, { scoring: "running", rules }),
  row(`stream, scored, ${rules} rules, ${windows} windows`, "postgres", hundred, {
    scoring: "running",
    rules,
    windows,
  }),
  ...(slowDisk
    ? [
        row(`stream, sync +${slowSyncMs} ms`, "postgres", ten, { syncMs: slowSyncMs }),
        row(`naive, sync +${slowSyncMs} ms`, "postgres", ten, {
          server: "naive",
          form: "cloudevents",
          syncMs: slowSyncMs,
          share: 0.05,
        }),
      ]
    : []),
];

/** Rows on the embedded database, which has one session: scoring cannot be held. */
const pgliteRows = (rules: number): readonly Scenario[] => [
  ...shapes.map((shape) =>
    row("stream, scored, no rule", "pglite", shape, { scoring: "running", share: shape.share / 2 }),
  ),
  row(`stream, scored, ${rules} rules`, "pglite", hundred, { scoring: "running", rules, share: 0.5 }),
  row(`stream, scored, ${rules} rules, ${windows} windows`, "pglite", hundred, {
    scoring: "running",
    rules,
    windows,
    share: 0.5,
  }),
];

/** All rows of a run. */
export const scenariosOf = (engine: EngineName, rules: number, slowDisk: boolean): readonly Scenario[] =>
  engine === "postgres" ? postgresRows(rules, slowDisk) : pgliteRows(rules);
