import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { IngestResponse, Json, JsonObject } from "@probity/contracts";
import { mediaTypes, ProbityError } from "@probity/contracts";
import type { SendBatch } from "../../import/index.ts";
import type { Api } from "../api/api.ts";
import { nextOf, withQuery } from "../commands/list.ts";
import type { CommandContext } from "../context.ts";
import { listAt, numberAt, objectAt, textAt } from "../json-read.ts";
import type { AlertCount } from "./result.ts";

/** Speaks for the source of an import. */
export interface Sender {
  readonly send: SendBatch;
  /** All alerts of the source, counted by rule and level. */
  alerts(): Promise<readonly AlertCount[]>;
}

/**
 * Registers the source if it is new (every rule observes it) and sends with its key, which is kept in the data
 * directory. A key that the server refuses is replaced once.
 */
export async function createSender(context: CommandContext, api: Api, source: string): Promise<Sender> {
  const keys = keyFile(join(context.dataDir, "import", `${encodeURIComponent(source)}.key`));
  let key = await sourceKey(context, api, source, keys);
  const post = async (body: string): Promise<IngestResponse> => {
    const answer = await api.call({
      method: "POST",
      path: "/v1/events",
      body,
      contentType: mediaTypes.batch,
      token: key,
    });
    return readIngest(answer);
  };
  const send: SendBatch = async (body) => {
    try {
      return await post(body);
    } catch (error) {
      if (!isCode(error, "PROBITY_E_UNAUTHENTICATED")) throw error;
      key = await rotate(api, source, keys);
      return post(body);
    }
  };
  return { send, alerts: () => countAlerts(api, source) };
}

async function sourceKey(context: CommandContext, api: Api, source: string, keys: KeyFile): Promise<string> {
  const known = listAt(await api.call({ method: "GET", path: "/ops/sources" }), "sources");
  if (known.some((row) => textAt(row, "id") === source)) return keys.read() ?? rotate(api, source, keys);
  const body = { id: source, name: source };
  const issued = objectAt(await api.call({ method: "POST", path: "/ops/sources", body }));
  context.note(context.say("sourceNew", { id: source }));
  return keys.write(textAt(issued, "key") ?? "");
}

async function rotate(api: Api, source: string, keys: KeyFile): Promise<string> {
  const path = `/ops/sources/${encodeURIComponent(source)}/rotate`;
  const issued = objectAt(await api.call({ method: "POST", path, body: { overlapHours: 1 } }));
  return keys.write(textAt(issued, "key") ?? "");
}

interface KeyFile {
  read(): string | undefined;
  write(key: string): string;
}

function keyFile(path: string): KeyFile {
  return {
    read() {
      try {
        return readFileSync(path, "utf8").trim() || undefined;
      } catch {
        return undefined;
      }
    },
    write(key) {
      mkdirSync(join(path, ".."), { recursive: true, mode: 0o700 });
      writeFileSync(path, `${key}\n`, { mode: 0o600 });
      return key;
    },
  };
}

function readIngest(answer: Json): IngestResponse {
  const value = objectAt(answer);
  if (!Array.isArray(value["results"])) {
    throw new ProbityError("PROBITY_E_NO_SERVER", "the answer to the events is not one of a Probity server");
  }
  // Checked as far as it is used; the server answers by the same contract.
  return value as unknown as IngestResponse;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof ProbityError && error.code === code;
}

async function countAlerts(api: Api, source: string): Promise<readonly AlertCount[]> {
  const counts = new Map<string, AlertCount>();
  let cursor: string | undefined;
  do {
    const path = withQuery("/ops/alerts", { source, limit: "200", cursor });
    // oxlint-disable-next-line no-await-in-loop
    const answer = await api.call({ method: "GET", path });
    for (const alert of listAt(answer, "alerts")) addAlert(counts, alert);
    cursor = nextOf(answer);
  } while (cursor !== undefined);
  return [...counts.values()].toSorted((a, b) => a.level - b.level || a.rule.localeCompare(b.rule));
}

function addAlert(counts: Map<string, AlertCount>, alert: JsonObject): void {
  const rule = textAt(alert, "rule") ?? "";
  const level = numberAt(alert, "level") ?? 0;
  const key = `${rule} ${level}`;
  const known = counts.get(key);
  counts.set(key, {
    rule,
    level,
    class: textAt(alert, "class") ?? "",
    alerts: (known?.alerts ?? 0) + 1,
    findings: (known?.findings ?? 0) + (numberAt(alert, "count") ?? 0),
  });
}
