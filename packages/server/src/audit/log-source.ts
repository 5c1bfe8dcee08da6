import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { ProbityError } from "@probity/contracts";

/** A published log (C2SP tlog-tiles): a directory, or a web server under an address. */
export interface LogSource {
  /** Where it is, for texts. */
  readonly place: string;
  /** The bytes at a path such as `tile/0/000`; undefined when there are none. */
  read(path: string): Promise<Buffer | undefined>;
}

/** An entry bundle has at most 256 entries of at most 64 KiB. */
const maxBytes = 256 * 65_537;
const timeoutMs = 30_000;

/** A log that was exported into a directory. */
export function directorySource(directory: string): LogSource {
  return {
    place: directory,
    read: async (path) => {
      const file = join(directory, path);
      try {
        const { size } = await stat(file);
        if (size > maxBytes)
          throw new ProbityError("PROBITY_E_FILE", `${file}: ${size} bytes are no part of a log`);
        return await readFile(file);
      } catch (cause) {
        if (cause instanceof ProbityError) throw cause;
        if (isAbsent(cause)) return undefined;
        throw new ProbityError("PROBITY_E_FILE", `${file}: ${String(cause)}`, { cause });
      }
    },
  };
}

const isAbsent = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");

/** A log that is served, be it by a Probity server (`http://host:7300/log`, with a token) or as static files. */
export function httpSource(prefix: string, token?: string): LogSource {
  const base = prefix.replace(/\/+$/, "");
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return {
    place: base,
    read: async (path) => {
      try {
        const answer = await fetch(`${base}/${path}`, { headers, signal: AbortSignal.timeout(timeoutMs) });
        if (answer.ok) return await bounded(answer);
        await answer.body?.cancel();
        if (answer.status === 404) return undefined;
        throw new ProbityError("PROBITY_E_NO_SERVER", `${base}/${path} answered ${answer.status}`);
      } catch (cause) {
        if (cause instanceof ProbityError) throw cause;
        throw new ProbityError("PROBITY_E_NO_SERVER", `${base}/${path}: ${String(cause)}`, { cause });
      }
    },
  };
}

async function bounded(answer: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body ?? []) {
    length += chunk.length;
    if (length > maxBytes) throw new Error("the answer is too long for a part of a log");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
