/**
 * One entry of the log: the exact bytes that the writer made, for ever (LO-2). It holds no personal data; the payload is
 * kept apart behind a salted commitment, so that erasing it leaves every proof valid.
 */
export interface StreamHeader {
  readonly v: 1;
  /** `<source>/<instance>`: one writer, one stream. The instance never contains a slash. */
  readonly src: string;
  /** Place in the stream: 1, 2, 3, without gaps (LO-1). */
  readonly seq: number;
  /** Id of the event. */
  readonly id: string;
  readonly type: string;
  /** When the writer wrote it, RFC 3339. */
  readonly at: string;
  /** Base64 of SHA-256(32 salt bytes, then the payload's UTF-8 bytes). */
  readonly c: string;
  /** Base64 of SHA-256 of the previous header's bytes; empty for the first of a stream. */
  readonly prev: string;
}

/** Most UTF-8 bytes of a header. */
export const maxHeaderBytes = 2048;

/** Instance of the stream in which the server keeps what reached it without one: plain CloudEvents, its own notices. */
export const serverInstance = "~server";

/** The stream of a writer. */
export const streamName = (source: string, instance: string): string => `${source}/${instance}`;

/** The source of a stream; empty when `src` names no stream. */
export const sourceOfStream = (src: string): string => src.slice(0, Math.max(0, src.lastIndexOf("/")));

/** The one way to write a header: JSON without spaces, keys in this order. */
export const writeHeader = ({ src, seq, id, type, at, c, prev }: Omit<StreamHeader, "v">): string =>
  JSON.stringify({ v: 1, src, seq, id, type, at, c, prev });

const hash = /^[A-Za-z0-9+/]{43}=$/;
const instance = /\/[A-Za-z0-9_~-]{1,64}$/;

const isHeader = (value: Partial<Record<keyof StreamHeader, unknown>>): boolean =>
  value.v === 1 &&
  typeof value.src === "string" &&
  instance.test(value.src) &&
  typeof value.seq === "number" &&
  Number.isSafeInteger(value.seq) &&
  value.seq > 0 &&
  typeof value.id === "string" &&
  typeof value.type === "string" &&
  typeof value.at === "string" &&
  typeof value.c === "string" &&
  hash.test(value.c) &&
  typeof value.prev === "string" &&
  (value.seq === 1 ? value.prev === "" : hash.test(value.prev));

/**
 * Reads a header that {@link writeHeader} wrote. Undefined for anything else, also for the same values in other bytes:
 * two texts for one header would be two leaves. Whether id, type and time are fit for an event is not judged here.
 */
export const readHeader = (text: string): StreamHeader | undefined => {
  if (text.length > maxHeaderBytes) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null || !isHeader(value)) return undefined;
  const header = value as StreamHeader; // checked on the line above
  return writeHeader(header) === text ? header : undefined;
};
