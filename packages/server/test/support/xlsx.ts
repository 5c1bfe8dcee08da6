import { inflateRawSync } from "node:zlib";

/** A cell as the file has it: its type and its text. */
export interface ReadCell {
  readonly kind: string;
  readonly value: string;
}

/** Rows of cells; undefined where there is none. */
export type ReadSheet = readonly (readonly (ReadCell | undefined)[])[];

/** The sheets of a workbook by name, read by what the archive's directory says. */
export function readWorkbook(archive: Buffer): Readonly<Record<string, ReadSheet>> {
  const book = entryOf(archive, "xl/workbook.xml");
  const names = [...book.matchAll(/<sheet name="([^"]*)"/g)].map(([, name = ""]) => name);
  return Object.fromEntries(
    names.map((name, n) => [name, sheetOf(entryOf(archive, `xl/worksheets/sheet${n + 1}.xml`))]),
  );
}

/** One entry of an archive, by its central directory. */
export function entryOf(archive: Buffer, name: string): string {
  let place = archive.readUInt32LE(archive.length - 22 + 16);
  for (let left = archive.readUInt16LE(archive.length - 22 + 10); left > 0; left -= 1) {
    const length = archive.readUInt16LE(place + 28);
    const found = archive.toString("utf8", place + 46, place + 46 + length);
    const local = archive.readUInt32LE(place + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const packed = archive.subarray(start, start + archive.readUInt32LE(place + 20));
    if (found === name)
      return (archive.readUInt16LE(place + 10) === 8 ? inflateRawSync(packed) : packed).toString("utf8");
    place += 46 + length + archive.readUInt16LE(place + 30) + archive.readUInt16LE(place + 32);
  }
  throw new Error(`no ${name}`);
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', amp: "&" };
/** As the format has it: `_x0041_` is an A, and `_x005F_` an underscore. */
const plain = (xml: string): string =>
  xml
    .replaceAll(/&(\w+);/g, (_all, name: string) => entities[name] ?? "?")
    .replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_all, hex: string) => String.fromCodePoint(parseInt(hex, 16)));

function sheetOf(xml: string): ReadSheet {
  if (xml.includes("<f>") || xml.includes("<f ")) throw new Error("a formula");
  return xml
    .split("<row ")
    .slice(1)
    .map((row) => {
      const cells: (ReadCell | undefined)[] = [];
      for (const [, letters = "", , kind = "n", text = ""] of row.matchAll(
        /<c r="([A-Z]+)\d+"( s="\d+")?(?: t="(\w+)")?>(?:<v>|<is><t[^>]*>)(.*?)(?:<\/v>|<\/t><\/is>)<\/c>/gs,
      ))
        cells[columnOf(letters)] = { kind, value: plain(text) };
      return cells;
    });
}

const columnOf = (letters: string): number =>
  Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
