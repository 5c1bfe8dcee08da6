import { Zip } from "fflate";
import { type Cell, cellStyles, cellXml, zoneOf } from "./cell.ts";
import { NativeDeflate } from "./native-deflate.ts";
import { sheetEnd, sheetStart, workbookParts } from "./parts.ts";

/** A workbook that is written as it grows: of its rows no more is in memory than is packed at a time. */
export interface Workbook {
  /** Begins a sheet, by its place counted from 0; the one before has ended then. */
  begin(
    place: number,
    sheet: { readonly widths: readonly number[]; readonly head?: readonly string[] },
  ): void;
  row(cells: readonly Cell[]): void;
  /** Ends the workbook; every sheet was begun. */
  finish(): void;
}

/** Rows are packed in pieces of about so many characters. */
const pieceLength = 128 * 1024;

/** Makes a workbook with these sheets; `onBytes` is given the file as it comes. Times are on the clock of `timeZone`. */
export function createWorkbook(
  sheets: readonly string[],
  timeZone: string,
  onBytes: (bytes: Uint8Array) => void,
): Workbook {
  const zone = zoneOf(timeZone);
  const zip = new Zip((error, packed) => {
    if (error !== null) throw error;
    onBytes(packed);
  });
  let entry: NativeDeflate | undefined;
  let waiting = "";
  let rows = 0;
  let bytes = Buffer.allocUnsafe(pieceLength * 4);
  const push = (last: boolean): void => {
    // A character takes at most three bytes; the same memory again and again.
    if (bytes.length < waiting.length * 3) bytes = Buffer.allocUnsafe(waiting.length * 3);
    entry?.push(bytes.subarray(0, bytes.write(waiting)), last);
    waiting = "";
  };
  const open = (name: string): void => {
    entry = new NativeDeflate(name);
    zip.add(entry);
  };
  const end = (): void => {
    if (entry === undefined) return;
    waiting += sheetEnd;
    push(true);
    entry = undefined;
  };
  const write = (cells: readonly Cell[], style?: number): void => {
    const inside = cells.map((cell, column) => cellXml(cell, { column, row: rows }, zone, style)).join("");
    waiting += `<row r="${rows + 1}">${inside}</row>`;
    rows += 1;
    if (waiting.length > pieceLength) push(false);
  };
  return {
    begin: (place, { widths, head }) => {
      end();
      open(`xl/worksheets/sheet${place + 1}.xml`);
      rows = 0;
      waiting = sheetStart(widths, head !== undefined);
      if (head !== undefined) write(head, cellStyles.head);
    },
    row: (cells) => write(cells),
    finish: () => {
      end();
      for (const [name, text] of workbookParts(sheets)) {
        open(name);
        waiting = text;
        push(true);
        entry = undefined;
      }
      zip.end();
    },
  };
}
