import { createHash } from "node:crypto";
import { entityRef } from "../../links/index.ts";
import type { Delegation, Holder } from "../book.ts";
import type { Draft, EntryChange, PersonWrite, Relation, Row } from "./draft.ts";

/** People: registered, with where they work and how to reach them. */
export function planPeople(draft: Draft, rows: readonly Row[]): void {
  for (const row of rows) {
    const id = personId(draft, row, "id");
    const said = {
      name: draft.text(row, "name"),
      unit: draft.id(row, "unit", false),
      email: draft.text(row, "email", 320),
      phone: draft.text(row, "phone", 40),
      keys: keysOf(draft, row),
    };
    if (id === undefined || draft.isRefused(row)) continue;
    if (said.unit !== undefined && said.unit !== "" && !draft.book.units.has(said.unit))
      draft.refuse(row, "unit", "unknown_unit");
    if (said.email !== undefined && said.email !== "" && !/^[^\s@]+@[^\s@]+$/.test(said.email))
      draft.refuse(row, "email", "bad_email");
    if (draft.written.has(id)) draft.refuse(row, null, "duplicate");
    draft.written.add(id);
    if (!draft.isRefused(row)) layPerson(draft, id, said);
  }
}

interface SaidOfPerson {
  readonly name: string | undefined;
  readonly unit: string | undefined;
  readonly email: string | undefined;
  readonly phone: string | undefined;
  readonly keys: readonly string[] | undefined;
}

function layPerson(draft: Draft, id: string, said: SaidOfPerson): void {
  const known = draft.known.people.get(id);
  const next: PersonWrite = {
    id,
    name: said.name === undefined || said.name === "" ? (known?.name ?? id) : said.name,
    unit: orNull(said.unit, known?.unit),
    email: orNull(said.email, known?.email),
    phone: orNull(said.phone, known?.phone),
    keys: said.keys ?? known?.keys ?? [],
    isNew: known === undefined,
  };
  const fields = (["name", "unit", "email", "phone", "keys"] as const).filter(
    (name) => JSON.stringify(next[name]) !== JSON.stringify(known?.[name] ?? unsaid[name]),
  );
  if (known !== undefined && fields.length === 0) return draft.note(undefined);
  draft.people.push(next);
  draft.note({ kind: "person", id, change: known === undefined ? "added" : "changed", fields });
}

const unsaid = { name: undefined, unit: null, email: null, phone: null, keys: [] } as const;

const orNull = (said: string | undefined, known: string | null | undefined): string | null =>
  said === undefined ? (known ?? null) : said === "" ? null : said;

function keysOf(draft: Draft, row: Row): readonly string[] | undefined {
  const text = draft.text(row, "keys", 2_000);
  if (text === undefined) return undefined;
  const keys = listOf(text);
  if (keys.length > 20 || keys.some((key) => entityRef("person", key) === undefined))
    draft.refuse(row, "keys", "bad_text");
  return keys;
}

/** Items between semicolons, Chinese ones as well. */
const listOf = (text: string): readonly string[] => [
  ...new Set(text.split(/[;；]/u).flatMap((item) => (item.trim() === "" ? [] : [item.trim()]))),
];

/** As the operator API has it. */
function personId(draft: Draft, row: Row, column: string): string | undefined {
  const id = draft.id(row, column, true);
  if (id === undefined || id === "" || personPattern.test(id)) return id === "" ? undefined : id;
  draft.refuse(row, column, "bad_id");
  return undefined;
}

const personPattern = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,99}$/;

/** A person who is registered. */
function registered(draft: Draft, row: Row, column: string): string | undefined {
  const id = personId(draft, row, column);
  if (id === undefined || draft.known.people.has(id)) return id;
  draft.refuse(row, column, "unknown_person");
  return undefined;
}

/** Who holds which post, from when to when. */
export function planHolders(draft: Draft, rows: readonly Row[]): void {
  for (const row of rows) {
    const post = draft.id(row, "post", true);
    const person = registered(draft, row, "person");
    const given = draft.id(row, "id", false);
    const span = spanOf(draft, row);
    if (post === undefined || person === undefined || draft.isRefused(row)) continue;
    const day = row.cells["validFrom"] ?? "";
    const id = given ?? (day === "" ? `${post}/${person}` : `${post}/${person}/${String(span.from)}`);
    const known = draft.book.holders.get(id);
    const holder: Holder = { id, post, person, ...boundsWith(draft, span, known) };
    if (holder.to !== null && holder.to <= holder.from) draft.refuse(row, "validTo", "dates");
    if (known !== undefined && (known.post !== post || known.person !== person))
      draft.refuse(row, "id", "other_entry");
    const state = draft.book.posts.at(post, holder.from);
    if (state === undefined || state.ended === true) draft.refuse(row, "post", "unknown_post");
    if (!isFresh(draft, row, id)) continue;
    layEntry(draft, "holder", holder, known, ["from", "to"], () => {
      draft.holders.push(holder);
      draft.book.holders.set(id, holder);
    });
  }
}

interface Span {
  readonly from: number | undefined;
  readonly to: number | null | undefined;
}

const spanOf = (draft: Draft, row: Row): Span => ({
  from: draft.moment(row, "validFrom") ?? undefined,
  to: draft.moment(row, "validTo"),
});

const boundsWith = (
  draft: Draft,
  span: Span,
  known: { readonly from: number; readonly to: number | null } | undefined,
): { readonly from: number; readonly to: number | null } => ({
  from: span.from ?? known?.from ?? draft.now,
  to: span.to === undefined ? (known?.to ?? null) : span.to,
});

/** False for a row that is refused, or whose id a row before it changes already. */
function isFresh(draft: Draft, row: Row, id: string): boolean {
  if (draft.isRefused(row)) return false;
  if (draft.written.has(id)) draft.refuse(row, null, "duplicate");
  draft.written.add(id);
  return !draft.isRefused(row);
}

interface Entry {
  readonly id: string;
  readonly from: number | null;
  readonly to: number | null;
}

function layEntry<Kind extends Entry>(
  draft: Draft,
  kind: EntryChange["kind"],
  next: Kind,
  known: Kind | undefined,
  compared: readonly (keyof Kind & string)[],
  store: () => void,
): void {
  const fields = compared.filter((name) => JSON.stringify(next[name]) !== JSON.stringify(known?.[name]));
  if (known !== undefined && fields.length === 0) return draft.note(undefined);
  store();
  const { id, from, to } = next;
  draft.note({
    kind,
    id,
    change: known === undefined ? "added" : "changed",
    fields,
    validFrom: from === null ? undefined : new Date(from).toISOString(),
    validTo: to === null ? undefined : new Date(to).toISOString(),
  });
}

/** Who stands in for whom. Each has an end and a reason. */
export function planDelegations(draft: Draft, rows: readonly Row[]): void {
  for (const row of rows) {
    const fromPerson = registered(draft, row, "from");
    const toPerson = registered(draft, row, "to");
    const reason = draft.text(row, "reason", 2_000);
    const permissions = permissionsOf(draft, row);
    const span = spanOf(draft, row);
    const given = draft.id(row, "id", false);
    if (reason === undefined || reason === "") draft.refuse(row, "reason", "missing");
    if (fromPerson === undefined || toPerson === undefined || reason === undefined) continue;
    if (fromPerson === toPerson) draft.refuse(row, "to", "self");
    const id = given ?? opaque("delegation", fromPerson, toPerson, row.cells["validFrom"] ?? "");
    const known = draft.book.delegations.get(id);
    const { from, to } = boundsWith(draft, span, known);
    if (to === null) draft.refuse(row, "validTo", "missing");
    else if (to <= from) draft.refuse(row, "validTo", "dates");
    if (known !== undefined && (known.fromPerson !== fromPerson || known.toPerson !== toPerson))
      draft.refuse(row, "id", "other_entry");
    if (to === null || !isFresh(draft, row, id)) continue;
    const next: Delegation = { id, fromPerson, toPerson, permissions, from, to, reason };
    layEntry(draft, "delegation", next, known, ["permissions", "from", "to", "reason"], () => {
      draft.delegations.push(next);
      draft.book.delegations.set(id, next);
    });
  }
}

function permissionsOf(draft: Draft, row: Row): readonly string[] | null {
  const text = draft.text(row, "permissions", 2_000);
  if (text === undefined || text === "") return null;
  const words = listOf(text);
  if (words.length > 100 || !words.every((word) => draft.known.isPermission(word)))
    draft.refuse(row, "permissions", "bad_permission");
  return words;
}

/** Kinds of relations that people declare: kinship, and interests in organisations. */
export const personalKinds = [
  "spouse",
  "parent_child",
  "sibling",
  "other_kin_3gen",
  "in_law",
  "partner",
  "other",
] as const;
/** Interests of a person in an organisation. */
export const interestKinds = [
  "shareholder",
  "beneficial_owner",
  "legal_representative",
  "director",
  "supervisor",
  "manager",
  "controls",
  "partner",
  "other",
] as const;

/** Declared relations between persons, and between persons and organisations. */
export function planRelations(draft: Draft, rows: readonly Row[]): void {
  for (const row of rows) {
    const from = entityRef("person", draft.text(row, "from", 500) ?? "")?.key;
    const to = toOf(draft, row);
    const kind = draft.text(row, "kind");
    const declaredBy = draft.text(row, "declaredBy", 500) ?? from;
    const span = { from: draft.moment(row, "validFrom"), to: draft.moment(row, "validTo") };
    const given = draft.id(row, "id", false);
    if (from === undefined) draft.refuse(row, "from", "missing");
    if (draft.isRefused(row) || from === undefined || to === undefined) continue;
    const kinds: readonly string[] = to.kind === "person" ? personalKinds : interestKinds;
    if (kind === undefined || !kinds.includes(kind)) draft.refuse(row, "kind", "bad_kind");
    if (to.kind === "person" && to.key === from) draft.refuse(row, "to", "self");
    if (draft.isRefused(row) || kind === undefined) continue;
    const same = { fromPerson: from, toKind: to.kind, toKey: to.key, kind };
    const known = draft.known.relations.find((one) =>
      given === undefined || given === "" ? isSameRelation(one, same) : one.id === given,
    );
    // The log tells of the id, so it is of chance and tells of nobody.
    const id = known?.id ?? (given === undefined || given === "" ? draft.newId() : given);
    const slot = JSON.stringify([from, to.kind, to.key, kind]);
    const next: Relation = {
      id,
      fromPerson: from,
      toKind: to.kind,
      toKey: to.key,
      kind,
      from: span.from === undefined ? (known?.from ?? null) : span.from,
      to: span.to === undefined ? (known?.to ?? null) : span.to,
      declaredBy: declaredBy ?? from,
    };
    if (next.from !== null && next.to !== null && next.to <= next.from) draft.refuse(row, "validTo", "dates");
    if (known !== undefined && !isSameRelation(known, next)) draft.refuse(row, "id", "other_entry");
    if (!isFresh(draft, row, given === undefined || given === "" ? slot : id)) continue;
    layEntry(draft, "relation", next, known, ["from", "to", "declaredBy"], () => draft.relations.push(next));
  }
}

type RelationKey = Pick<Relation, "fromPerson" | "toKind" | "toKey" | "kind">;

const isSameRelation = (a: RelationKey, b: RelationKey): boolean =>
  a.fromPerson === b.fromPerson && a.toKind === b.toKind && a.toKey === b.toKey && a.kind === b.kind;

function toOf(
  draft: Draft,
  row: Row,
): { readonly kind: "person" | "organisation"; readonly key: string } | undefined {
  const text = draft.text(row, "to", 600);
  const [, kind = "person", key = ""] = /^(?:(person|organisation):)?(.*)$/u.exec(text ?? "") ?? [];
  const ref = entityRef(kind === "organisation" ? "organisation" : "person", key);
  if (ref !== undefined) return { kind: kind === "organisation" ? "organisation" : "person", key: ref.key };
  if (!draft.isRefused(row)) draft.refuse(row, "to", text === undefined ? "missing" : "bad_entity");
  return undefined;
}

/** An id that is the same for the same words and tells nothing of them. */
const opaque = (...words: readonly string[]): string =>
  createHash("sha256").update(JSON.stringify(words)).digest("hex").slice(0, 32);
