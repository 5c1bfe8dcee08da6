// What follows from an organisation at a moment, without a server: the functions that cases and duties ask.
import { expect, test } from "vitest";
import { indexEdges } from "../src/links/edge-arrays.ts";
import { newColumns } from "../src/links/edge-columns.ts";
import { EntityTable } from "../src/links/entity-table.ts";
import { createGraph } from "../src/links/link-graph.ts";
import { emptyBook } from "../src/org/book.ts";
import {
  type Book,
  chainOf,
  conflictsOf,
  delegatesOf,
  delegatorsOf,
  gapsOf,
  headsOf,
  holdersOf,
  lineOf,
  type Subject,
  superiorsOf,
  unitsOf,
  unitsUnder,
} from "../src/org/index.ts";
import type { UnitState } from "../src/org/book.ts";

/** A district with a bureau, its office, and a chief everywhere; moments are small numbers. */
function district(): Book {
  const book = emptyBook();
  const unit = (id: string, patch: Partial<UnitState>, from = 0): void =>
    book.units.add(id, { from, revision: from, patch });
  unit("district", { kind: "other", nameZh: "区" });
  unit("committee", { kind: "district_discipline_body", parent: "district" });
  unit("bureau", { kind: "department", parent: "district" });
  unit("inspectors", { kind: "discipline_body", parent: "bureau" });
  unit("school", {
    kind: "unit",
    parent: "bureau",
    businessDepartment: "bureau",
    disciplineOfDepartment: "inspectors",
    districtDiscipline: "committee",
  });
  unit("office", { kind: "office", parent: "school" });
  for (const id of ["district", "committee", "bureau", "inspectors", "school", "office"]) {
    book.posts.add(`${id}-chief`, { from: 0, revision: 0, patch: { unit: id, head: true } });
    book.posts.add(`${id}-clerk`, { from: 0, revision: 0, patch: { unit: id } });
    hold(book, `${id}-chief`, `chief of ${id}`);
    hold(book, `${id}-clerk`, `clerk of ${id}`);
  }
  return book;
}

function hold(book: Book, post: string, person: string, from = 0, to: number | null = null): void {
  const id = `${post}/${person}/${from}`;
  book.holders.set(id, { id, post, person, from, to });
}

const people = (found: readonly { readonly person: string }[]): readonly string[] =>
  found.map(({ person }) => person);

test("CA-2: a unit has the chain of the nearest unit above it that has one, at the time that is asked about", () => {
  const book = district();
  expect(chainOf(book, "office", 5)).toEqual({
    unit: "office",
    businessDepartment: "bureau",
    disciplineOfDepartment: "inspectors",
    districtDiscipline: "committee",
  });
  book.units.add("office", { from: 10, revision: 1, patch: { businessDepartment: "school" } });
  expect(chainOf(book, "office", 9).businessDepartment).toBe("bureau");
  expect(chainOf(book, "office", 10).businessDepartment).toBe("school");
  expect(chainOf(book, "bureau", 10)).toMatchObject({ businessDepartment: null, districtDiscipline: null });
});

test("CA-2: of two changes from one moment the later one counts, and a planned change survives one before it", () => {
  const book = district();
  book.units.add("school", { from: 20, revision: 1, patch: { parent: "district" } });
  book.units.add("school", { from: 10, revision: 2, patch: { nameZh: "新校" } });
  book.units.add("school", { from: 10, revision: 3, patch: { nameZh: "新学校" } });
  expect(book.units.at("school", 10)).toMatchObject({ nameZh: "新学校", parent: "bureau" });
  expect(book.units.at("school", 20)).toMatchObject({ nameZh: "新学校", parent: "district" });
  expect(lineOf(book, "office", 19)).toEqual(["office", "school", "bureau", "district"]);
  expect(lineOf(book, "office", 20)).toEqual(["office", "school", "district"]);
  expect(unitsUnder(book, "bureau", 19).toSorted()).toEqual(["bureau", "inspectors", "office", "school"]);
  expect(unitsUnder(book, "bureau", 20).toSorted()).toEqual(["bureau", "inspectors"]);
});

test("CA-3: superiors are the heads of one's own unit and of all above, not oneself and not a fellow head", () => {
  const book = district();
  expect(people(superiorsOf(book, "clerk of office", 5))).toEqual([
    "chief of office",
    "chief of school",
    "chief of bureau",
    "chief of district",
  ]);
  expect(superiorsOf(book, "clerk of office", 5)[1]).toMatchObject({
    unit: "school",
    line: ["office", "school"],
  });
  book.posts.add("school-deputy", { from: 0, revision: 0, patch: { unit: "school", head: true } });
  hold(book, "school-deputy", "deputy", 6, 8);
  expect(people(superiorsOf(book, "deputy", 7))).toEqual(["chief of bureau", "chief of district"]);
  expect(people(headsOf(book, "school", 7))).toEqual(["chief of school", "deputy"]);
  expect(people(headsOf(book, "school", 8))).toEqual(["chief of school"]);
  expect(people(holdersOf(book, { post: "school-deputy" }, 7))).toEqual(["deputy"]);
  expect(unitsOf(book, "deputy", 7)).toEqual(["school"]);
  // Without a post somebody works where they are listed.
  book.members.set("deputy", { unit: "bureau", keys: [] });
  expect(people(superiorsOf(book, "deputy", 9))).toEqual(["chief of bureau", "chief of district"]);
});

test("CA-3: a stand-in's stand-in is none", () => {
  const book = district();
  const stand = (fromPerson: string, toPerson: string): void =>
    void book.delegations.set(`${fromPerson}-${toPerson}`, {
      id: `${fromPerson}-${toPerson}`,
      fromPerson,
      toPerson,
      permissions: null,
      from: 5,
      to: 9,
      reason: "leave",
    });
  stand("a", "b");
  stand("b", "c");
  expect(delegatesOf(book, "a", 5).map(({ toPerson }) => toPerson)).toEqual(["b"]);
  expect(delegatesOf(book, "a", 9)).toEqual([]);
  expect(delegatorsOf(book, "c", 8).map(({ fromPerson }) => fromPerson)).toEqual(["b"]);
});

test("catalogue 10: a gap is told once, with the first moment at which it is; groups of units need no chain", () => {
  const book = district();
  book.units.add("bureau", {
    from: 0,
    revision: 1,
    patch: {
      businessDepartment: "school",
      disciplineOfDepartment: "committee",
      districtDiscipline: "committee",
    },
  });
  expect(gapsOf(book, 5, 100)).toEqual([]);
  book.units.add("committee", { from: 30, revision: 2, patch: { kind: "discipline_body" } });
  book.posts.add("inspectors-chief", { from: 20, revision: 2, patch: { ended: true } });
  book.posts.add("inspectors-clerk", { from: 20, revision: 2, patch: { ended: true } });
  expect(gapsOf(book, 5, 19)).toEqual([]);
  expect(
    gapsOf(book, 5, 100).map(({ unit, code, link, from }) => [unit, code, link, Date.parse(from)]),
  ).toEqual([
    ["school", "nobody", "disciplineOfDepartment", 20],
    ["office", "nobody", "disciplineOfDepartment", 20],
    ["bureau", "link_kind", "districtDiscipline", 30],
    ["school", "link_kind", "districtDiscipline", 30],
    ["office", "link_kind", "districtDiscipline", 30],
  ]);
});

test("CA-3: the subject, its superiors and its subordinates may not look; each with the way there", () => {
  const book = district();
  book.members.set("chief of school", { unit: null, keys: ["pn1:school-chief"] });
  const graph = createGraph({
    revision: 0,
    asOf: 0,
    edges: indexEdges(newColumns(0), 0),
    entities: new EntityTable(),
    origins: [],
  });
  const judged = (person: string, ...subjects: readonly Subject[]): readonly unknown[] =>
    conflictsOf({ book, graph, at: 5 }, person, subjects).reasons.map(({ reason, path }) => [reason, path]);
  const subject: Subject = { kind: "person", id: "pn1:school-chief" };
  expect(judged("chief of school", subject)).toEqual([["subject", { kind: "self" }]]);
  expect(judged("chief of bureau", subject)).toEqual([
    ["superior", { kind: "line", units: ["school", "bureau"], post: "bureau-chief" }],
  ]);
  expect(judged("clerk of office", subject)).toEqual([
    ["subordinate", { kind: "line", units: ["office", "school"], post: "school-chief" }],
  ]);
  expect(judged("clerk of inspectors", subject)).toEqual([]);
  expect(judged("chief of school", { kind: "unit", id: "school" })).toEqual([
    ["subject", { kind: "self", post: "school-chief" }],
  ]);
  expect(judged("clerk of school", { kind: "unit", id: "school" })).toEqual([]);
});
