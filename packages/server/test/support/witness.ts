import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  createWitness,
  createWitnessFiles,
  openWitnessFiles,
  serveWitness,
} from "../../src/witness/index.ts";
import { tempDirectory } from "./sample-log.ts";

/** A witness that serves in this process. */
export interface TestWitness {
  readonly directory: string;
  readonly vkey: string;
  readonly url: string;
  /** Size that it cosigned for an origin. */
  size(origin: string): number | undefined;
  /** Stops it; `start` brings it back on its port. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** Starts a new witness that serves a log. */
export async function startWitness(
  logKey: string,
  name = "w.example",
  clock: () => number = Date.now,
): Promise<TestWitness> {
  const directory = join(tempDirectory(), "witness");
  const files = createWitnessFiles(directory, name);
  files.addLog({ vkey: logKey, digest: "sha256" });
  const serve = (port: number): ReturnType<typeof serveWitness> =>
    serveWitness({
      witness: createWitness(openWitnessFiles(directory), clock),
      host: "127.0.0.1",
      port,
      monotonic: () => performance.now(),
      log: () => undefined,
    });
  let server = await serve(0);
  const { url } = server;
  return {
    directory,
    vkey: files.cosigner.vkey,
    url,
    size: (origin) =>
      createWitness(openWitnessFiles(directory), clock)
        .logs()
        .find((log) => log.origin === origin)?.checkpoint?.size,
    stop: () => server.close(),
    start: async () => {
      server = await serve(Number(new URL(url).port));
    },
  };
}

/** A policy that asks for one witness. */
export function policyFile(witness: Pick<TestWitness, "vkey"> & { readonly url?: string }): string {
  const file = join(tempDirectory(), "policy");
  writeFileSync(file, `witness W ${witness.vkey} ${witness.url ?? ""}\nquorum W\n`);
  return file;
}
