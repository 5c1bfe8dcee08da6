import { ProbityError } from "@probity/sdk";
import { emitBurst } from "./burst.ts";
import { configOf } from "./config.ts";
import { startExample } from "./index.ts";

const help = `Procurement example / 采购示例

  node --conditions=@probity/source examples/procurement/src/main.ts [--emit N]

Environment: PROBITY_ENDPOINT, PROBITY_SOURCE, PROBITY_KEY, PROBITY_PUBLIC_KEY, PROBITY_SPOOL_DIR, DATA_DIR, HOST, PORT.
--emit N  emits N events at once and goes on running, to try a crash right after them`;

async function main(): Promise<void> {
  if (process.argv.includes("--help")) {
    console.log(help);
    return;
  }
  const example = await startExample(configOf(process.env));
  console.log(`采购示例 / Procurement example: ${example.url}`);
  const burst = process.argv.indexOf("--emit");
  if (burst !== -1) {
    const count = Number(process.argv[burst + 1]);
    emitBurst(example.probity, count, String(process.pid));
    console.log(`emitted ${count}`);
  }
  const stop = (): void => {
    example.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof ProbityError ? `${error.code}: ${error.message}` : error);
  process.exitCode = 1;
});
