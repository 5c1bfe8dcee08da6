import { isPlain } from "../../plain-text.ts";
import { readMoment } from "../../links/index.ts";
import type { Book, Delegation, Holder, PostState, UnitState } from "../book.ts";
import { type Problem, type ProblemCode, problemOf } from "./problem.ts";

/** A row: its cells by column. A cell that is not there, or empty, says nothing; `-` says none. */
export interface Row {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** What the log tells of an entry. */
export interface EntryChange {
  readonly kind: "unit" | "chain" | "post" | "person" | "holder" | "delegation" | "relation" | "group";
  readonly id: string;
  readonly change: "added" | "changed" | "removed";
  readonly fields: readonly string[];
  readonly validFrom?: string | undefined;
  readonly validTo?: string | undefined;
}

/** A change of a unit or post to be stored. */
export interface DatedWrite<State> {
  readonly id: string;
  readonly from: number;
  readonly patch: Partial<State>;
}

/** A registered person as the database has them. */
export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly unit: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly keys: readonly string[];
}

/** A person to be stored. */
export interface PersonWrite extends KnownPerson {
  readonly isNew: boolean;
}

/** A declared relation. */
export interface Relation {
  readonly id: string;
  readonly fromPerson: string;
  readonly toKind: "person" | "organisation";
  readonly toKey: string;
  readonly kind: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly declaredBy: string;
}

/** What the rows are judged against beside the book. */
export interface Known {
  readonly people: ReadonlyMap<string, KnownPerson>;
  /** Declared relations of the people whom the rows name. */
  readonly relations: readonly Relation[];
  /** True for a word that is a permission. */
  readonly isPermission: (word: string) => boolean;
}

/** Problems that are told of one by one. */
const maxProblems = 1_000;
/** `none` in a cell. */
export const none = "-";

/** What a file would change, as far as it is read; nothing is written before all of it is understood. */
export class Draft {
  readonly book: Book;
  readonly known: Known;
  readonly now: number;
  readonly revision: number;
  readonly zone: string;
  readonly problems: Problem[] = [];
  readonly refusedLines: Set<number> = new Set();
  /** Ids, with their moment where they are dated, that a row of this file changes already. */
  readonly written: Set<string> = new Set();
  readonly changes: EntryChange[] = [];
  readonly units: DatedWrite<UnitState>[] = [];
  readonly posts: DatedWrite<PostState>[] = [];
  readonly holders: Holder[] = [];
  readonly delegations: Delegation[] = [];
  readonly relations: Relation[] = [];
  readonly people: PersonWrite[] = [];
  readonly counts = { added: 0, changed: 0, unchanged: 0 };

  readonly newId: () => string;

  constructor(
    book: Book,
    known: Known,
    at: {
      readonly now: number;
      readonly revision: number;
      readonly zone: string;
      readonly newId: () => string;
    },
  ) {
    this.newId = at.newId;
    this.book = book;
    this.known = known;
    this.now = at.now;
    this.revision = at.revision;
    this.zone = at.zone;
  }

  /** Notes why a row cannot be taken. */
  refuse({ line, cells }: Row, column: string | null, code: ProblemCode): void {
    this.refusedLines.add(line);
    if (this.problems.length >= maxProblems) return;
    this.problems.push(problemOf(line, column, code, column === null ? "" : (cells[column] ?? "")));
  }

  isRefused({ line }: Row): boolean {
    return this.refusedLines.has(line);
  }

  /** Counts what became of a row, and what the log tells of it. */
  note(change: EntryChange | undefined): void {
    if (change === undefined) this.counts.unchanged += 1;
    else {
      this.counts[change.change === "added" ? "added" : "changed"] += 1;
      this.changes.push(change);
    }
  }

  /** A text of a cell; undefined when it says nothing, empty for none. */
  text(row: Row, column: string, max = 200): string | undefined {
    const value = row.cells[column] ?? "";
    if (value === "") return undefined;
    if (value === none) return "";
    if (value.length <= max && isPlain(value)) return value;
    this.refuse(row, column, "bad_text");
    return undefined;
  }

  /** An id of a cell. */
  id(row: Row, column: string, needed: boolean): string | undefined {
    const value = this.text(row, column, 500);
    if (value === undefined || value === "") {
      if (needed && !this.isRefused(row)) this.refuse(row, column, "missing");
      return value;
    }
    if (idPattern.test(value)) return value;
    this.refuse(row, column, "bad_id");
    return undefined;
  }

  /** A moment of a cell, in milliseconds; null for none, undefined when it says nothing. */
  moment(row: Row, column: "validFrom" | "validTo"): number | null | undefined {
    const value = row.cells[column] ?? "";
    if (value === "") return undefined;
    if (value === none) return null;
    const part = column === "validFrom" ? "start" : "end";
    const read = readMoment(value.replace(wholeDay, isoDay), part, this.zone);
    if (read !== undefined) return Date.parse(read);
    this.refuse(row, column, "bad_date");
    return undefined;
  }

  /** Yes or no of a cell. */
  flag(row: Row, column: string): boolean | undefined {
    const value = (row.cells[column] ?? "").toLowerCase();
    if (value === "") return undefined;
    if (yes.has(value)) return true;
    if (no.has(value)) return false;
    this.refuse(row, column, "bad_flag");
    return undefined;
  }
}

const idPattern = /^[\p{L}\p{N}][\p{L}\p{N}._@:/-]{0,99}$/u;
const yes: ReadonlySet<string> = new Set(["是", "yes", "y", "true", "1"]);
const no: ReadonlySet<string> = new Set(["否", "no", "n", "false", "0", none]);
/** Days as spreadsheets write them: 2026/1/5, 2026年1月5日. */
const wholeDay = /^(\d{4})[-/.年](\d\d?)[-/.月](\d\d?)日?$/u;
const isoDay = (_: string, year: string, month: string, day: string): string =>
  `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
