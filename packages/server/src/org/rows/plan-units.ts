import type { UnitState } from "../book.ts";
import { chainKinds, chainLinks, isUnitKind, type UnitKind } from "../kinds.ts";
import { staffAt } from "../staff.ts";
import { isInCircle, isLive, parentOf } from "../tree.ts";
import type { Draft, Row } from "./draft.ts";
import { boundsOf, layDated } from "./plan-dated.ts";

/** A row that was understood so far. */
interface Laid {
  readonly row: Row;
  readonly id: string;
  readonly from: number;
  readonly to: number | null | undefined;
}

/** Units: added, renamed, moved, ended. Rows may name parents that come further down. */
export function planUnits(draft: Draft, rows: readonly Row[]): void {
  const laid = rows.flatMap((row) => layUnit(draft, row) ?? []);
  for (const one of laid) checkParent(draft, one);
  for (const one of laid) if (typeof one.to === "number") checkEnd(draft, one, one.to);
  checkCircles(draft, laid);
}

function layUnit(draft: Draft, row: Row): Laid | undefined {
  const id = draft.id(row, "id", true);
  const bounds = boundsOf(draft, row);
  const kind = kindOf(draft, row);
  const patch = {
    ...given("nameZh", draft.text(row, "name")),
    ...given("nameEn", draft.text(row, "nameEn")),
    ...given("kind", kind),
    ...given("parent", draft.id(row, "parent", false)),
    ended: false,
  };
  if (id === undefined || bounds === undefined || draft.isRefused(row)) return undefined;
  const state = draft.book.units.at(id, bounds.from);
  if (state === undefined && (patch.nameZh ?? "") === "") draft.refuse(row, "name", "missing");
  if (patch.nameZh === "") draft.refuse(row, "name", "missing");
  if (state === undefined && kind === undefined) draft.refuse(row, "kind", "missing");
  if (draft.isRefused(row)) return undefined;
  layDated<UnitState>(draft, draft.book.units, draft.units, "unit", { row, id, ...bounds, patch });
  return { row, id, ...bounds };
}

/** A field of a patch, where the row says something of it. */
const given = <Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [K in Name]?: Value } =>
  // The one field that it has, or none.
  (value === undefined ? {} : { [name]: value }) as { readonly [K in Name]?: Value };

function kindOf(draft: Draft, row: Row): UnitKind | undefined {
  const word = draft.text(row, "kind");
  if (word === undefined) return undefined;
  const kind = chineseKinds[word] ?? word;
  if (isUnitKind(kind)) return kind;
  draft.refuse(row, "kind", "bad_kind");
  return undefined;
}

/** As offices write it. */
const chineseKinds: Readonly<Record<string, UnitKind>> = {
  单位: "unit",
  部门: "department",
  处室: "office",
  科室: "office",
  纪检机构: "discipline_body",
  区纪检机构: "district_discipline_body",
  其他: "other",
};

function checkParent(draft: Draft, { row, id, from }: Laid): void {
  const parent = parentOf(draft.book, id, from);
  if (parent === undefined) return;
  if (parent === id) draft.refuse(row, "parent", "cycle");
  else if (!isLive(draft.book, parent, from)) draft.refuse(row, "parent", "unknown_unit");
}

/** A unit ends after everything in it. */
function checkEnd(draft: Draft, { row, id }: Laid, at: number): void {
  const { units, posts } = draft.book;
  const children = [...units.ids()].some(
    (one) => parentOf(draft.book, one, at) === id && isLive(draft.book, one, at),
  );
  const held = [...posts.ids()].some((post) => {
    const state = posts.at(post, at);
    return state?.unit === id && state.ended !== true;
  });
  if (children || held) draft.refuse(row, "validTo", "in_use");
}

/** A circle begins at the moment of the last of its moves: those are looked at, the planned ones as well. */
function checkCircles(draft: Draft, laid: readonly Laid[]): void {
  const first = Math.min(...laid.map(({ from }) => from));
  const rowOf = new Map(laid.map(({ id, row }) => [id, row]));
  for (const id of draft.book.units.ids()) {
    for (const { from, patch } of draft.book.units.changesOf(id)) {
      if (from < first || patch.parent === undefined || !isInCircle(draft.book, id, from)) continue;
      const row = rowOf.get(id) ?? circleRow(draft, rowOf, id, from);
      if (row !== undefined) draft.refuse(row, "parent", "cycle");
    }
  }
}

/** The row of the file that is in the circle of a unit. */
function circleRow(draft: Draft, rowOf: ReadonlyMap<string, Row>, unit: string, at: number): Row | undefined {
  for (
    let up = parentOf(draft.book, unit, at);
    up !== undefined && up !== unit;
    up = parentOf(draft.book, up, at)
  ) {
    const row = rowOf.get(up);
    if (row !== undefined) return row;
  }
  return undefined;
}

/** The chain of supervision: who reviews a unit, and which discipline bodies step in. */
export function planChain(draft: Draft, rows: readonly Row[]): void {
  for (const row of rows) {
    const unit = draft.id(row, "unit", true);
    const bounds = boundsOf(draft, row);
    if (unit === undefined || bounds === undefined) continue;
    if (!isLive(draft.book, unit, bounds.from)) draft.refuse(row, "unit", "unknown_unit");
    const patch: {
      businessDepartment?: string;
      disciplineOfDepartment?: string;
      districtDiscipline?: string;
    } = {};
    for (const link of chainLinks) {
      const target = draft.id(row, link, false);
      if (target === undefined) continue;
      if (target === unit) draft.refuse(row, link, "self");
      else if (target !== "" && !isLive(draft.book, target, bounds.from))
        draft.refuse(row, link, "unknown_unit");
      else if (target !== "" && !isOf(draft, target, bounds.from, chainKinds[link]))
        draft.refuse(row, link, "bad_kind");
      patch[link] = target;
    }
    if (draft.isRefused(row)) continue;
    layDated<UnitState>(draft, draft.book.units, draft.units, "chain", {
      row,
      id: unit,
      from: bounds.from,
      to: undefined,
      patch,
    });
  }
}

function isOf(draft: Draft, unit: string, at: number, kinds: readonly UnitKind[]): boolean {
  const kind = draft.book.units.at(unit, at)?.kind;
  return kind !== undefined && kinds.includes(kind);
}

/** Posts of units. */
export function planPosts(draft: Draft, rows: readonly Row[]): void {
  for (const row of rows) {
    const id = draft.id(row, "id", true);
    const bounds = boundsOf(draft, row);
    const patch = {
      ...given("nameZh", draft.text(row, "name")),
      ...given("nameEn", draft.text(row, "nameEn")),
      ...given("unit", draft.id(row, "unit", false)),
      ...given("head", draft.flag(row, "head")),
      ended: false,
    };
    if (id === undefined || bounds === undefined || draft.isRefused(row)) continue;
    const state = draft.book.posts.at(id, bounds.from);
    const unit = patch.unit ?? state?.unit ?? "";
    if ((patch.nameZh ?? state?.nameZh ?? "") === "") draft.refuse(row, "name", "missing");
    if (unit === "") draft.refuse(row, "unit", "missing");
    else if (!isLive(draft.book, unit, bounds.from)) draft.refuse(row, "unit", "unknown_unit");
    if (typeof bounds.to === "number" && (staffAt(draft.book, bounds.to).byPost.get(id) ?? []).length > 0)
      draft.refuse(row, "validTo", "in_use");
    if (draft.isRefused(row)) continue;
    layDated(draft, draft.book.posts, draft.posts, "post", { row, id, ...bounds, patch });
  }
}
