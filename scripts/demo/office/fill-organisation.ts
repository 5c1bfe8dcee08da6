import { type Desk, deskOf, RefusedError } from "../../../bench/support/desk.ts";
import { at, listIn } from "../../../bench/support/json.ts";
import type { OfficeFile } from "../office-file.ts";
import { directory, type Row, type RowKind, rowKinds } from "./directory.ts";
import { colleagues, type ColleagueName, demoPassword, guarded } from "./people.ts";

/** The people of the office, each at a desk of their own. */
export type Desks = Readonly<Record<ColleagueName, Desk>>;

/** Where it is filled in. */
export interface Place {
  readonly url: string;
  readonly operator: Desk;
  readonly file: OfficeFile;
  readonly now: () => number;
}

const dayMs = 86_400_000;
const delegatedDays = 14;
const purpose = "demo";

/** Registers people with their roles, then units, posts, and who is close to whom. */
export async function fillOrganisation(place: Place): Promise<Desks> {
  const { url, operator, file } = place;
  if (!file.isDone("organisation")) await registerPeople(place);
  const desks = Object.fromEntries(
    Object.entries(colleagues).map(([name, { id }]) => [name, deskOf(url, file.tokenOf(id) ?? "", purpose)]),
    // One of each name.
  ) as Record<ColleagueName, Desk>;
  if (file.isDone("organisation")) return desks;
  await giveRoles(operator, desks);
  const until = new Date(Date.parse(file.state.openedAt) + delegatedDays * dayMs).toISOString().slice(0, 10);
  for (const kind of rowKinds) await importRows(operator, kind, directory(until));
  file.finish("organisation");
  return desks;
}

/** Registers whom it does not have a token of. One that was issued and not kept, because we were stopped, is replaced. */
async function registerPeople({ operator, file }: Place): Promise<void> {
  for (const { id, name } of Object.values(colleagues)) {
    if (file.tokenOf(id) === undefined) {
      const issued = await unlessThere(
        () => operator.ask("POST", "/ops/people", { id, name }),
        () => operator.ask("POST", `/ops/people/${id}/tokens`, {}),
      );
      file.keepToken(id, String(at(issued, "token")));
    }
    // The first administrator is made while there is nobody who could agree.
    if (id === colleagues.zhou.id) await giveRole(operator, id, "admin");
  }
}

/** What is there already is done another way. */
export async function unlessThere(
  act: () => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<unknown> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof RefusedError && error.status === 409) return await other();
    throw error;
  }
}

const hasRole = async (desk: Desk, id: string, role: string): Promise<boolean> =>
  listIn(await desk.ask("GET", `/ops/people/${id}/grants`), "grants").some(
    (grant) => at(grant, "role") === role,
  );

/** Resolves with the request that another person has to agree to, where the role takes two. */
async function giveRole(asks: Desk, id: string, role: string): Promise<string | undefined> {
  if (await hasRole(asks, id, role)) return undefined;
  const request = at(await asks.ask("POST", `/ops/people/${id}/grants`, { role }), "request", "id");
  return typeof request === "string" ? request : undefined;
}

async function agree(by: Desk, request: string | undefined): Promise<void> {
  if (request !== undefined) await by.ask("POST", `/ops/requests/${request}/approve`);
}

/** zhou.min gives roles; to those that reach far tang.wei agrees, and to tang.wei's own the operator asks and zhou.min agrees. */
async function giveRoles(operator: Desk, desks: Desks): Promise<void> {
  await agree(desks.zhou, await giveRole(operator, colleagues.tang.id, "auditor"));
  for (const { id, roles } of Object.values(colleagues))
    for (const role of roles.filter(() => id !== colleagues.zhou.id && id !== colleagues.tang.id)) {
      const request = await giveRole(desks.zhou, id, role);
      if (guarded.has(role)) await agree(desks.tang, request);
    }
}

/** A file of one kind, all of its rows or none; the same file again changes nothing. */
async function importRows(operator: Desk, kind: RowKind, all: readonly Row[]): Promise<void> {
  const rows = all.filter((one) => one.kind === kind).map(({ row }) => row);
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(","));
  const csv = Buffer.from(`${[columns.join(","), ...lines].join("\n")}\n`);
  const report = await operator.upload(`/ops/org/import/${kind}`, csv, "text/csv");
  if (listIn(report, "problems").length > 0) throw new Error(`${kind}: ${JSON.stringify(report)}`);
}

/** An empty cell says nothing; no text of the directory has a quotation mark. */
const cell = (value: string | boolean | undefined): string =>
  value === undefined ? "" : `"${String(value)}"`;

/** Gives everybody the password of the demo. Hashing takes its time: two at once. */
export async function givePasswords(place: Place): Promise<void> {
  if (place.file.isDone("passwords")) return;
  const ids = Object.values(colleagues).map(({ id }) => id);
  for (let n = 0; n < ids.length; n += 2)
    await Promise.all(ids.slice(n, n + 2).map((id) => givePassword(place, id)));
  place.file.finish("passwords");
}

async function givePassword({ url, operator }: Place, id: string): Promise<void> {
  const issued = await operator.ask("POST", `/ops/people/${id}/password`);
  const body = JSON.stringify({ token: at(issued, "token"), password: demoPassword });
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${url}/console/session/reset`, { method: "POST", headers, body });
  if (!answer.ok) throw new Error(`password of ${id}: ${answer.status} ${await answer.text()}`);
}
