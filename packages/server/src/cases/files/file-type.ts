import { hasEntries, type ZipEntries } from "./zip-entries.ts";

/** A kind of file that is taken as evidence, known by its first bytes and not by its name alone. */
export interface FileType {
  readonly extension: string;
  readonly media: string;
}

const office = "application/vnd.openxmlformats-officedocument";

const types: readonly (FileType & { readonly starts?: readonly number[]; readonly inZip?: string })[] = [
  { extension: "pdf", media: "application/pdf", starts: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { extension: "png", media: "image/png", starts: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { extension: "jpg", media: "image/jpeg", starts: [0xff, 0xd8, 0xff] },
  { extension: "docx", media: `${office}.wordprocessingml.document`, inZip: "word/document.xml" },
  { extension: "xlsx", media: `${office}.spreadsheetml.sheet`, inZip: "xl/workbook.xml" },
  { extension: "txt", media: "text/plain" },
  { extension: "csv", media: "text/csv" },
];

const extensionOf = (name: string): string => {
  const extension = /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return extension === "jpeg" ? "jpg" : extension;
};

const zipStart = [0x50, 0x4b, 0x03, 0x04];

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

/** What is known of a file when all of it was seen. */
export interface SeenFile {
  readonly name: string;
  /** The first bytes, at least 8 where there are. */
  readonly head: Uint8Array;
  /** Names in its directory, where it is a ZIP archive. */
  readonly entries: ZipEntries | undefined;
  /** All of it is text in UTF-8 or GB 18030. */
  readonly isText: boolean;
}

/**
 * The type of a file whose name and content agree; undefined for anything that is not on the list, an archive, a document with
 * macros, or something that calls itself what it is not.
 */
export function fileTypeOf({ name, head, entries, isText }: SeenFile): FileType | undefined {
  const type = types.find(({ extension }) => extension === extensionOf(name));
  if (type === undefined) return undefined;
  const { extension, media, starts, inZip } = type;
  const fits =
    starts === undefined
      ? inZip === undefined
        ? isText
        : startsWith(head, zipStart) && entries !== undefined && hasEntries(entries, inZip)
      : startsWith(head, starts);
  return fits ? { extension, media } : undefined;
}
