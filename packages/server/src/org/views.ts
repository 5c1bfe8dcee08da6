import { type LocalizedText, ProbityError } from "@probity/contracts";
import type { Statement } from "../store/index.ts";
import { type Book, namesOf, type PostState, type UnitState } from "./book.ts";
import { type Chain, chainOf } from "./chain.ts";
import type { UnitKind } from "./kinds.ts";
import type { Runs } from "./read-book.ts";
import { type Held, staffAt } from "./staff.ts";
import { lineOf, parentOf, unitsUnder } from "./tree.ts";

/** A unit at a moment. */
export interface UnitView {
  readonly id: string;
  readonly name: LocalizedText;
  readonly kind: UnitKind | null;
  readonly parent: string | null;
  readonly ended: boolean;
}

/** A unit with what is around it at a moment. */
export interface UnitDetail extends UnitView {
  /** Itself and the units above it. */
  readonly line: readonly string[];
  readonly chain: Chain;
  readonly children: readonly string[];
  readonly posts: readonly PostView[];
}

/** A post at a moment. */
export interface PostView {
  readonly id: string;
  readonly name: LocalizedText;
  readonly unit: string;
  readonly head: boolean;
  /** 1 (highest) to 3; null: not graded. */
  readonly riskGrade: number | null;
  readonly ended: boolean;
  readonly holders: readonly string[];
}

/** Which units to list. */
export interface UnitFilter {
  readonly under?: string | undefined;
  readonly kind?: string | undefined;
  /** Ended ones as well. */
  readonly all: boolean;
}

const viewOf = (id: string, state: Partial<UnitState>): UnitView => ({
  id,
  name: namesOf(state),
  kind: state.kind ?? null,
  parent: state.parent === undefined || state.parent === "" ? null : state.parent,
  ended: state.ended === true,
});

const byId = <One extends { readonly id: string }>(ones: readonly One[]): readonly One[] =>
  ones.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** Units at a moment, by id. */
export function listUnits(book: Book, filter: UnitFilter, at: number): readonly UnitView[] {
  const ids = filter.under === undefined ? book.units.ids() : unitsUnder(book, filter.under, at);
  const units = [...ids].flatMap((id) => {
    const state = book.units.at(id, at);
    return state === undefined ? [] : [viewOf(id, state)];
  });
  return byId(
    units.filter(
      ({ kind, ended }) => (filter.all || !ended) && (filter.kind === undefined || kind === filter.kind),
    ),
  );
}

/** A unit at a moment. Throws `PROBITY_E_NOT_FOUND` for one that is not there then. */
export function unitDetail(book: Book, id: string, at: number): UnitDetail {
  const state = book.units.at(id, at);
  if (state === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no unit ${id} at that time`);
  return {
    ...viewOf(id, state),
    line: lineOf(book, id, at),
    chain: chainOf(book, id, at),
    children: [...book.units.ids()].filter((one) => parentOf(book, one, at) === id).toSorted(),
    posts: listPosts(book, { unit: id, all: false }, at),
  };
}

/** Posts at a moment, by id. */
export function listPosts(
  book: Book,
  { unit, all }: { readonly unit?: string | undefined; readonly all: boolean },
  at: number,
): readonly PostView[] {
  const { byPost } = staffAt(book, at);
  const posts = [...book.posts.ids()].flatMap((id) => {
    const state = book.posts.at(id, at);
    return state === undefined ? [] : [postView(id, state, byPost.get(id) ?? [])];
  });
  return byId(posts.filter((post) => (all || !post.ended) && (unit === undefined || post.unit === unit)));
}

const postView = (id: string, state: Partial<PostState>, held: readonly Held[]): PostView => ({
  id,
  name: namesOf(state),
  unit: state.unit ?? "",
  head: state.head === true,
  riskGrade: state.riskGrade ?? null,
  ended: state.ended === true,
  holders: held.map(({ person }) => person),
});

/** A change as it was recorded. */
export interface HistoryView {
  /** From when it holds. */
  readonly validFrom: string;
  readonly recordedAt: string;
  readonly by: string;
  /** What it changed; an empty text is none. */
  readonly change: Readonly<Record<string, unknown>>;
}

const unitHistory: Statement = {
  name: "org-unit-history",
  text: `select valid_from, revision, recorded_at, by from org_unit_change where unit = $1 order by valid_from, revision limit 1000`,
};
const postHistory: Statement = {
  name: "org-post-history",
  text: `select valid_from, revision, recorded_at, by from org_post_change where post = $1 order by valid_from, revision limit 1000`,
};

/** Everything that was ever recorded of a unit or a post, in the order in which it holds. */
export async function historyOf(
  runs: Runs,
  book: Book,
  kind: "units" | "posts",
  id: string,
): Promise<readonly HistoryView[]> {
  interface Row {
    readonly valid_from: Date;
    readonly revision: number;
    readonly recorded_at: Date;
    readonly by: string;
  }
  const rows = await runs.run<Row>(kind === "units" ? unitHistory : postHistory, [id]);
  if (rows.length === 0) throw new ProbityError("PROBITY_E_NOT_FOUND", `nothing is recorded of ${id}`);
  const changes: readonly { readonly from: number; readonly revision: number; readonly patch: object }[] =
    book[kind].changesOf(id);
  return rows.map(({ valid_from, revision, recorded_at, by }) => ({
    validFrom: valid_from.toISOString(),
    recordedAt: recorded_at.toISOString(),
    by,
    change: {
      ...changes.find((one) => one.from === valid_from.getTime() && one.revision === revision)?.patch,
    },
  }));
}
