// Builds the console into the server's package, where the server serves it from. Run after each install of the repository,
// where it costs nothing once it was built from the same sources, and by `pnpm build` and `pnpm start`.
import { parseArgs } from "node:util";
import { buildConsole } from "./console/build.ts";

const { values } = parseArgs({ options: { force: { type: "boolean" }, help: { type: "boolean" } } });
if (values.help === true) {
  console.log(
    "node scripts/console.ts [--force]\n\nBuilds the console where its sources have changed; --force in any case.",
  );
} else {
  await buildConsole({ force: values.force === true });
}
