import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { notify } from "../../src/notify/index.ts";
import { createNotifier } from "../../src/notify/dispatch/index.ts";
import { createOutboundGuard, createPost } from "../../src/notify/outbound/index.ts";
import { createSecrets } from "../../src/notify/secrets.ts";
import type { openStore } from "../../src/index.ts";
import type { Received } from "./receivers.ts";
import { until } from "./until.ts";

type Store = Awaited<ReturnType<typeof openStore>>;
type Notifier = ReturnType<typeof createNotifier>;
type NewNotice = Parameters<typeof notify>[1][number];

/** A secret of a webhook. */
export const makeHookSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;

/** Whether one of the signatures of a webhook is that of a secret, as a receiver of Standard Webhooks checks it. */
export function isSignedBy({ headers, body }: Received, secret: string): boolean {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const content = `${headers["webhook-id"] ?? ""}.${headers["webhook-timestamp"] ?? ""}.${body}`;
  const expected = `v1,${createHmac("sha256", key).update(content).digest("base64")}`;
  return (headers["webhook-signature"] ?? "").split(" ").includes(expected);
}

/** What sends notices, on a store that a test owns. */
export interface NoticeBench {
  readonly secretsDir: string;
  readonly dead: string[];
  /** What is ahead of the machine's clock, in milliseconds. */
  ahead: number;
  secret(name: string, value: string): void;
  person(id: string, addresses?: Readonly<Record<string, string>>, preferences?: object): Promise<void>;
  channel(id: string, kind: string, settings: object, more?: object): Promise<void>;
  tell(...notices: readonly (Partial<NewNotice> & { readonly to: readonly string[] })[]): Promise<number>;
  deliveries(channel?: string): Promise<readonly Delivery[]>;
  /** Throws when a notifier reported a failure of its own. */
  assertNoFailures(): void;
  /** Everything that was told is planned, and every delivery has ended. */
  settled(): Promise<void>;
  clear(): Promise<void>;
  /** Another process of the same database. */
  notifier(over?: Partial<Parameters<typeof createNotifier>[0]>): Notifier;
}

/** A row of the table of deliveries. */
export interface Delivery {
  readonly id: string;
  readonly channel: string;
  readonly person: string;
  readonly state: string;
  readonly attempts: number;
  readonly due_at: Date;
  readonly last_error: string | null;
}

/** Makes a bench; nothing is sent before a notifier is started. */
export function noticeBench(store: Store): NoticeBench {
  const secretsDir = mkdtempSync(join(tmpdir(), "probity-secrets-"));
  const failures: unknown[] = [];
  const dead: string[] = [];
  const clock = (): number => Date.now() + bench.ahead;
  const run = async (text: string, values: readonly unknown[] = []): Promise<void> =>
    void (await store.pool.query(text, [...values]));
  const bench: NoticeBench = {
    secretsDir,
    dead,
    ahead: 0,
    secret: (name, value) => writeFileSync(join(secretsDir, name), `${value}\n`),
    person: async (id, addresses = {}, preferences) => {
      await run("insert into person (id, name, created_at) values ($1, $1, now())", [id]);
      for (const [kind, address] of Object.entries(addresses))
        await run("insert into notice_address values ($1, $2, $3, now())", [id, kind, address]);
      if (preferences !== undefined)
        await run("insert into notice_preference values ($1, $2, now())", [id, JSON.stringify(preferences)]);
    },
    channel: async (id, kind, settings, more = {}) => {
      const { secrets = {}, ...rest } = more as { secrets?: object };
      await run("insert into notice_channel values ($1, $2, $1, $3, $4, 'active', now(), now())", [
        id,
        kind,
        JSON.stringify({ settings, ...rest }),
        JSON.stringify(secrets),
      ]);
    },
    tell: (...notices) =>
      store.transaction((transaction) => notify(transaction, notices.map(whole), new Date(clock()))),
    deliveries: async (channel) => {
      const { rows } = await store.pool.query<Delivery>("select * from notice_delivery order by id");
      return rows.filter((row) => channel === undefined || row.channel === channel);
    },
    assertNoFailures: () => {
      if (failures.length > 0) throw new AggregateError(failures.slice(), "sending notices failed");
    },
    settled: async () => {
      await until(async () => {
        const { rows } = await store.pool.query(
          `select 1 where exists (select from notice where not planned)
            or exists (select from notice_delivery where state = 'waiting')`,
        );
        return rows.length === 0;
      });
    },
    clear: async () => {
      for (const table of [
        "notice",
        "notice_channel",
        "notice_circuit",
        "notice_address",
        "notice_preference",
        "notice_delivery",
        "notice_delivery_item",
        "notice_attempt",
        "person",
      ])
        await run(`delete from ${table}`);
      failures.length = 0;
      dead.length = 0;
      bench.ahead = 0;
    },
    notifier: (over = {}) => {
      const guard = createOutboundGuard(["127.0.0.0/8"]);
      const secrets = createSecrets(secretsDir, {});
      let count = 0;
      const notifier = createNotifier({
        store,
        parts: { guard, post: createPost(guard, clock), secrets, clock },
        clock,
        // In order, as version 7 is.
        newId: () =>
          `${String(Date.now()).padStart(15, "0")}-${String((count += 1)).padStart(6, "0")}-${randomUUID()}`,
        random: () => 0.5,
        timeZone: "Asia/Shanghai",
        publicUrl: "https://probity.example.org",
        timeoutMs: 1_000,
        retryBaseMs: 40,
        giveUpMs: 3_600_000,
        everyMs: 20,
        onDead: ({ id }) => dead.push(id),
        onError: (error) => failures.push(error),
        ...over,
      });
      notifier.start();
      return notifier;
    },
  };
  return bench;
}

const whole = (given: Partial<NewNotice> & { readonly to: readonly string[] }): NewNotice => ({
  kind: "approval.requested",
  data: { source: "purchasing", subject: "ocds-1", deadline: { time: "2026-12-01T01:00:00Z" } },
  link: "/approvals/a1",
  dedupe: randomUUID(),
  ...given,
});
