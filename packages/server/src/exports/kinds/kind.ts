import type { Locale, LocalizedText } from "@probity/contracts";
import type { Permission } from "../../access/index.ts";
import { wordIn } from "../../cli/messages/words.ts";
import type { Reader, ReaderContext } from "../../reader/index.ts";
import type { AskedList } from "../asked-list.ts";
import type { Cell } from "../xlsx/index.ts";

/** A part of a list. */
export interface Page {
  readonly rows: readonly (readonly Cell[])[];
  /** Things that were looked at: a case can have two rows. */
  readonly things: number;
}

/** A column of a file. */
export interface Column {
  readonly label: LocalizedText;
  /** In characters. */
  readonly width: number;
}

/** A list of which files are made. */
export interface ExportKind {
  readonly name: LocalizedText;
  readonly permission: Permission;
  /** Nobody reads it for a unit alone. */
  readonly everywhere?: true;
  /** Properties that its filter may have. */
  readonly filter: Readonly<Record<string, object>>;
  /** Those that it must have. */
  readonly needs?: readonly string[];
  readonly columns: readonly Column[];
  /** How many things there are at most; undefined where nobody can say beforehand. */
  count?(context: ReaderContext, reader: Reader, asked: AskedList): Promise<number>;
  pages(context: ReaderContext, reader: Reader, asked: AskedList): AsyncGenerator<Page>;
}

/** Things that are read at a time. */
export const pageSize = 1_000;

/** A column. */
export const column = (zh: string, en: string, width = 18): Column => ({
  label: { "zh-CN": zh, en },
  width,
});

/** A code in words. */
export const inWords = (language: Locale, code: string | null): string | null =>
  code === null ? null : wordIn(language, code).replaceAll("_", " ");

/** A moment as a cell. */
export const momentOf = (at: string | null): Date | null => (at === null ? null : new Date(at));
