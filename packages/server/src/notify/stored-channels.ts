import { ProbityError } from "@probity/contracts";
import { Ajv } from "ajv";
import { loggingTransaction, ownSource, type ProvableLog } from "../log/index.ts";
import type { Store, Transaction } from "../store/index.ts";
import {
  type Channel,
  type ChannelKind,
  type ChannelParts,
  channelKinds,
  keyOf,
  type KindOfChannel,
  kindOfChannel,
  type SecretNames,
} from "./channels/index.ts";
import type { Secrets } from "./secrets.ts";

/** A channel as the table has it. */
export interface StoredChannel {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Kinds of notices that it is for; undefined for all. */
  readonly kinds: readonly string[] | undefined;
  readonly perMinute: number | undefined;
  readonly secrets: SecretNames;
  readonly state: "active" | "disabled";
  readonly createdAt: string;
  readonly changedAt: string;
}

/** What changing channels needs. */
export interface ChannelOptions {
  readonly store: Store;
  readonly log: Pick<ProvableLog, "logServerEvents">;
  readonly clock: () => number;
  readonly secrets: Secrets;
}

/** A channel to be added. */
export interface NewChannel {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly name?: string | undefined;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly kinds?: readonly string[] | undefined;
  readonly perMinute?: number | undefined;
  /** Names of secrets by use. */
  readonly secrets?: Readonly<Record<string, string>> | undefined;
}

/**
 * Adds a channel, active at once. Throws `PROBITY_E_CHANNEL` for one that cannot work or exists, `PROBITY_E_SECRET` for a
 * secret that is not there. Logged (LO-7).
 */
export async function addChannel(
  options: ChannelOptions,
  given: NewChannel,
  by: string,
): Promise<StoredChannel> {
  const { id, kind, name = id, settings, kinds, perMinute, secrets = {} } = given;
  checkSettings(channelKinds[kind], settings);
  checkSecrets(channelKinds[kind], secrets, options.secrets);
  const now = new Date(options.clock()).toISOString();
  await changing(options, { id, kind, change: "added", by }, async ({ db }) => {
    const row = {
      id,
      kind,
      name,
      settings: JSON.stringify({ settings, kinds, perMinute }),
      secrets: JSON.stringify(secrets),
      state: "active" as const,
      created_at: now,
      changed_at: now,
    };
    const added = await db
      .insertInto("notice_channel")
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (added.numInsertedOrUpdatedRows !== 1n)
      throw new ProbityError("PROBITY_E_CHANNEL", `there is a channel ${id} already`);
  });
  return await getChannel(options.store, id);
}

/** Ends or resumes the use of a channel. Logged (LO-7). */
export async function setChannelState(
  options: ChannelOptions,
  id: string,
  state: StoredChannel["state"],
  by: string,
): Promise<StoredChannel> {
  const { kind } = await getChannel(options.store, id);
  const change = state === "active" ? "enabled" : "disabled";
  await changing(options, { id, kind, change, by }, async ({ db }) => {
    await db
      .updateTable("notice_channel")
      .set({ state, changed_at: new Date(options.clock()).toISOString() })
      .where("id", "=", id)
      .execute();
  });
  return await getChannel(options.store, id);
}

/**
 * Puts another secret in the place of the one that is used; a webhook signs with both for so many hours. Logged (LO-7).
 * Throws as {@link addChannel} does.
 */
export async function rotateSecret(
  options: ChannelOptions,
  id: string,
  {
    secret,
    use,
    hours,
  }: { readonly secret: string; readonly use?: string | undefined; readonly hours: number },
  by: string,
): Promise<StoredChannel> {
  const channel = await getChannel(options.store, id);
  const kind = kindOfChannel(channel.kind);
  const name = use ?? kind?.rotates ?? "";
  if (kind?.secrets[name] === undefined)
    throw new ProbityError("PROBITY_E_CHANNEL", `channels of kind ${channel.kind} have no secret ${name}`);
  const before = channel.secrets[name];
  const until = new Date(options.clock() + hours * 3_600_000).toISOString();
  const { previous: _older, ...names } = channel.secrets;
  const rotated: SecretNames = {
    ...names,
    [name]: secret,
    ...(channel.kind === "webhook" && typeof before === "string"
      ? { previous: { name: before, until } }
      : {}),
  };
  checkSecret(channel.kind, name, secret, options.secrets);
  await changing(options, { id, kind: channel.kind, change: "rotated", by }, async ({ db }) => {
    await db
      .updateTable("notice_channel")
      .set({ secrets: JSON.stringify(rotated), changed_at: new Date(options.clock()).toISOString() })
      .where("id", "=", id)
      .execute();
  });
  return await getChannel(options.store, id);
}

/** One channel; undefined when there is none. */
export async function readChannel({ db }: Pick<Store, "db">, id: string): Promise<StoredChannel | undefined> {
  const row = await db.selectFrom("notice_channel").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : channelOf(row);
}

/** One channel. Throws `PROBITY_E_NOT_FOUND`. */
export async function getChannel(store: Pick<Store, "db">, id: string): Promise<StoredChannel> {
  const channel = await readChannel(store, id);
  if (channel === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no channel ${id}`);
  return channel;
}

/** Every channel, by id; there are few. */
export async function listChannels({ db }: Pick<Store, "db">): Promise<readonly StoredChannel[]> {
  return (await db.selectFrom("notice_channel").selectAll().orderBy("id").limit(500).execute()).map(
    channelOf,
  );
}

/** The adapter of a channel. */
export const openChannel = (
  { id, settings, secrets }: StoredChannel,
  kind: KindOfChannel,
  parts: ChannelParts,
): Channel => kind.open({ id, settings, secrets }, parts);

/** The secrets of a channel, to be kept out of whatever is shown. */
export const secretValues = ({ secrets: names }: StoredChannel, secrets: Secrets): readonly string[] =>
  Object.values(names)
    .map((name) => secrets(typeof name === "string" ? name : (name?.name ?? "")))
    .filter((secret) => secret !== undefined);

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly settings: string;
  readonly secrets: string;
  readonly state: "active" | "disabled";
  readonly created_at: Date;
  readonly changed_at: Date;
}

function channelOf(row: Row): StoredChannel {
  // Both were written by addChannel.
  const body = JSON.parse(row.settings) as Pick<StoredChannel, "settings" | "kinds" | "perMinute">;
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    settings: body.settings,
    kinds: body.kinds,
    perMinute: body.perMinute,
    secrets: JSON.parse(row.secrets) as SecretNames,
    state: row.state,
    createdAt: row.created_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
  };
}

function checkSettings(kind: KindOfChannel, settings: Readonly<Record<string, unknown>>): void {
  const validate = new Ajv({ strict: false }).compile(kind.settings);
  if (validate(settings)) return kind.check?.(settings);
  const errors = (validate.errors ?? []).map(({ instancePath, message }) => ({
    path: `/settings${instancePath}`,
    message: message ?? "is not valid",
  }));
  throw new ProbityError("PROBITY_E_CHANNEL", "the settings do not fit the kind of channel", { errors });
}

function checkSecrets(kind: KindOfChannel, given: Readonly<Record<string, string>>, secrets: Secrets): void {
  for (const use of Object.keys(given))
    if (kind.secrets[use] === undefined)
      throw new ProbityError("PROBITY_E_CHANNEL", `this kind of channel has no secret ${use}`);
  for (const [use, need] of Object.entries(kind.secrets)) {
    const name = given[use];
    if (name !== undefined) checkSecret(kind.way, use, name, secrets);
    else if (need === "required")
      throw new ProbityError("PROBITY_E_CHANNEL", `the name of its secret ${use} is missing`);
  }
}

/** There, and readable as what it is for. */
function checkSecret(kind: string, use: string, name: string, secrets: Secrets): void {
  const secret = secrets(name);
  if (secret === undefined) throw new ProbityError("PROBITY_E_SECRET", `no secret ${name}`);
  if (kind === "webhook" && use === "sign") keyOf(secret);
}

/** A change of a channel, and its log entry. */
async function changing(
  { store, log }: ChannelOptions,
  channel: { readonly id: string; readonly kind: string; readonly change: string; readonly by: string },
  work: (transaction: Transaction) => Promise<void>,
): Promise<void> {
  await loggingTransaction(store, async (transaction) => {
    await work(transaction);
    await log.logServerEvents(transaction, ownSource, [
      { type: "notice.channel.changed", data: { channel } },
    ]);
  });
}
