import { at } from "./test-server.ts";

/** One `bundle` message and when it came. */
export interface BundleMessage {
  readonly id: string;
  readonly version: number;
  readonly hash: string;
  readonly atMs: number;
}

/** A client of `GET /v1/bundle/events`. */
export interface BundleFollower {
  readonly status: number;
  readonly headers: Headers;
  readonly messages: readonly BundleMessage[];
  /** Everything that came, as text. */
  text(): string;
  /** True once the server ended the answer. */
  ended(): boolean;
  close(): void;
}

/** Connects as a source does. */
export async function followBundles(url: string, key: string): Promise<BundleFollower> {
  const abort = new AbortController();
  const answer = await fetch(`${url}/v1/bundle/events`, {
    headers: { authorization: `Bearer ${key}` },
    signal: abort.signal,
  });
  const messages: BundleMessage[] = [];
  let text = "";
  let ended = false;
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    let rest = "";
    for await (const chunk of answer.body ?? []) {
      const piece = decoder.decode(chunk, { stream: true });
      text += piece;
      const blocks = (rest + piece).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const match = /^event: bundle\nid: (\S+)\ndata: (.+)$/.exec(block);
        if (match === null) continue;
        const data: unknown = JSON.parse(match[2] ?? "");
        const version = Number(at(data, "version"));
        messages.push({
          id: match[1] ?? "",
          version,
          hash: String(at(data, "hash")),
          atMs: performance.now(),
        });
      }
    }
  };
  void read()
    .catch(() => undefined)
    .finally(() => (ended = true));
  return {
    status: answer.status,
    headers: answer.headers,
    messages,
    text: () => text,
    ended: () => ended,
    close: () => abort.abort(),
  };
}
