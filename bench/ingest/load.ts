import { Agent, request } from "node:http";
import type { Body } from "./records.ts";

/** How a load went. */
export interface Load {
  readonly events: number;
  readonly requests: number;
  readonly seconds: number;
  /** Of one request, sorted. */
  readonly latenciesMs: Float64Array;
  /** CPU time of this process, which plays the clients. */
  readonly clientCpuMs: number;
}

const send = (url: URL, agent: Agent, key: string, { bytes, headers, events }: Body): Promise<void> =>
  new Promise((resolve, reject) => {
    const outgoing = request(
      {
        agent,
        hostname: url.hostname,
        port: url.port,
        path: url.pathname,
        method: "POST",
        headers: { ...headers, authorization: `Bearer ${key}`, "content-length": bytes.length },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          // Every event must be new to the server, or the figures would be those of something else.
          if (answer.statusCode === 200 && text.includes(`"accepted":${events},`)) resolve();
          else reject(new Error(`status ${answer.statusCode}: ${text.slice(0, 500)}`));
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(bytes);
  });

/** Sends the bodies of each connection one after the other, all connections at the same time. */
export const runLoad = async (
  url: URL,
  key: string,
  connections: readonly (readonly Body[])[],
): Promise<Load> => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections.length });
  const latencies: number[] = [];
  const cpu = process.cpuUsage();
  const begun = performance.now();
  try {
    await Promise.all(
      connections.map(async (bodies) => {
        for (const body of bodies) {
          const sent = performance.now();
          await send(url, agent, key, body);
          latencies.push(performance.now() - sent);
        }
      }),
    );
  } finally {
    agent.destroy();
  }
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const bodies = connections.flat();
  return {
    events: bodies.reduce((sum, { events }) => sum + events, 0),
    requests: bodies.length,
    seconds,
    latenciesMs: Float64Array.from(latencies).toSorted(),
    clientCpuMs: (user + system) / 1000,
  };
};
