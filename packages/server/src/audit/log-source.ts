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

/**
 * A log that is served, as static files or by a Probity server, with a token. Of a server its own address is enough: where
 * there is no checkpoint at the address, `<address>/log` is tried.
 */
export function httpSource(prefix: string, token?: string): LogSource {
  const place = prefix.replace(/\/+$/, "");
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  let base = place;
  const get = async (url: string): Promise<Buffer | undefined> => {
    try {
      const answer = await fetch(url, { headers, signal: AbortSignal.timeout(timeoutMs) });
      if (answer.ok) return await bounded(answer);
      await answer.body?.cancel();
      if (answer.status === 404) return undefined;
      if (answer.status === 401)
        throw new ProbityError("PROBITY_E_UNAUTHENTICATED", `${url} needs a token (--token-file)`);
      throw new ProbityError("PROBITY_E_NO_SERVER", `${url} answered ${answer.status}`);
    } catch (cause) {
      if (cause instanceof ProbityError) throw cause;
      throw new ProbityError("PROBITY_E_NO_SERVER", `${url}: ${String(cause)}`, { cause });
    }
  };
  return {
    place,
    read: async (path) => {
      const found = await get(`${base}/${path}`);
      if (found !== undefined || path !== "checkpoint" || base !== place) return found;
      const below = await get(`${place}/log/${path}`);
      if (below !== undefined) base = `${place}/log`;
      return below;
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
