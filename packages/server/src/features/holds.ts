import { array, column } from "../log/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import type { MadeMember } from "./members.ts";
import { changesOf, type MovedHold } from "./mirror/changes.ts";
import { sameEndMs } from "./mirror/held.ts";
import { placeColumns, type WindowsPlaces } from "./mirror/place.ts";

/** A pre-check that is open, with the members that its draft will be. */
export interface WindowHold {
  readonly source: string;
  /** Id of the decision. */
  readonly decision: string;
  readonly subject: string | null;
  readonly members: readonly MadeMember[];
  readonly expiresAt: Date;
}

/** Which pre-check a hold belongs to. */
export interface HoldName {
  readonly source: string;
  readonly decision: string;
}

/** The same decision asked again replaces what it held. */
const insertText = (condition: string): string =>
  `insert into window_hold (definition, key, source, decision, subject, at, n, t, u, gap, expires_at)
    select * from unnest(${array(1, "int")}, ${array(2, "uuid")}, ${array(3, "text")}, ${array(4, "text")},
      ${array(5, "text")}, ${array(6, "bigint")}, ${array(7, "numeric")}, ${array(8, "text")}, ${array(9, "text")},
      ${array(10, "boolean")}, ${array(11, "timestamptz")}) as t ${condition}
    on conflict (definition, key, source, decision) do update set subject = excluded.subject, at = excluded.at,
      n = excluded.n, t = excluded.t, u = excluded.u, gap = excluded.gap, expires_at = excluded.expires_at`;

const insertHolds: Statement = { name: "windows-open-holds", text: insertText("") };

/** All of it, or nothing when windows are at another place than was thought. */
const insertAt: Statement = {
  name: "windows-hold-at",
  text: `with place as (select ${placeColumns}),
    links as (select revision from link_head where id = 1),
    here as (select 1 from place, links where position = any($12::bigint[]) and epoch = $13::bigint
      and ($16::bigint is null or revision = $16::bigint)),
    ended as (
      delete from window_hold h using unnest(${array(14, "text")}, ${array(15, "text")}) as t(source, decision)
      where h.source = t.source and h.decision = t.decision and exists (select 1 from here)
    ),
    opened as (${insertText("where exists (select 1 from here)")})
    select exists (select 1 from here) as here`,
};

const deleteHolds: Statement = {
  name: "windows-close-holds",
  text: `delete from window_hold h using unnest(${array(1, "text")}, ${array(2, "text")}) as t(source, decision)
    where h.source = t.source and h.decision = t.decision`,
};

const moveEnds: Statement = {
  name: "window-holds-end",
  text: `update window_hold h set expires_at = t.expires_at
    from unnest(${array(1, "text")}, ${array(2, "text")}, ${array(3, "timestamptz")}) as t(source, decision, expires_at)
    where h.source = t.source and h.decision = t.decision
      and abs(extract(epoch from h.expires_at - t.expires_at)) * 1000 > ${sameEndMs}`,
};

const deleteExpired: Statement = {
  name: "windows-expired-holds",
  text: "delete from window_hold where expires_at <= $1::timestamptz - interval '1 day'",
};

/** Lets the drafts of open pre-checks count at other pre-checks, until they are closed or have expired. */
export async function openHold(
  transaction: Pick<Transaction, "run">,
  holds: readonly WindowHold[],
): Promise<void> {
  if (holds.every(({ members }) => members.length === 0)) return;
  await transaction.run(insertHolds, holdColumns(holds));
}

function holdColumns(holds: readonly WindowHold[]): readonly string[] {
  const rows = holds.flatMap((hold) => hold.members.map((member) => ({ hold, member })));
  return [
    column(rows, ({ member }) => member.definition.id),
    column(rows, ({ member }) => member.key),
    column(rows, ({ hold }) => hold.source),
    column(rows, ({ hold }) => hold.decision),
    column(rows, ({ hold }) => hold.subject),
    column(rows, ({ member }) => member.at),
    column(rows, ({ member }) => member.n),
    column(rows, ({ member }) => member.t),
    column(rows, ({ member }) => member.u),
    column(rows, ({ member }) => String(member.gap)),
    column(rows, ({ hold }) => hold.expiresAt.toISOString()),
  ];
}

/** What pre-checks that were judged together change, and by what they were judged. */
export interface HoldChanges {
  readonly places: WindowsPlaces;
  /** Of the links; null where nobody asked about any. */
  readonly revision: number | null;
  readonly opened: readonly WindowHold[];
  readonly ended: readonly HoldName[];
}

/** Writes holds if windows and links are as they were thought to be; false, with nothing written, if they are not. */
export async function holdAt(
  run: Pick<Transaction, "run">,
  { places: { positions, epoch }, revision, opened, ended }: HoldChanges,
): Promise<boolean> {
  const [row] = await run.run<{ here: boolean }>(insertAt, [
    ...holdColumns(opened),
    positions,
    epoch,
    column(ended, ({ source }) => source),
    column(ended, ({ decision }) => decision),
    revision,
  ]);
  return row?.here === true;
}

/** Takes back what these pre-checks hold: the act was scored and counts itself, or there will be none. */
export async function closeHolds(
  transaction: Pick<Transaction, "run">,
  holds: readonly HoldName[],
): Promise<void> {
  if (holds.length === 0) return;
  changesOf(transaction)?.closed.push(...holds);
  await transaction.run(deleteHolds, [
    column(holds, ({ source }) => source),
    column(holds, ({ decision }) => decision),
  ]);
}

/** Moves the ends of holds, unless they are about the same: the clocks of server and source differ. */
export async function moveHolds(
  transaction: Pick<Transaction, "run">,
  holds: readonly MovedHold[],
): Promise<void> {
  if (holds.length === 0) return;
  changesOf(transaction)?.moved.push(...holds);
  await transaction.run(moveEnds, [
    column(holds, ({ source }) => source),
    column(holds, ({ decision }) => decision),
    column(holds, ({ expiresAt }) => new Date(expiresAt).toISOString()),
  ]);
}

/**
 * Removes holds that have counted no more for a day, whoever should have closed them. Those of blocked drafts never did,
 * unless somebody breaks the glass.
 */
export async function forgetExpiredHolds(run: Pick<Transaction, "run">, now: Date): Promise<void> {
  await run.run(deleteExpired, [now.toISOString()]);
}
