import type { JsonObject } from "@probity/contracts";
import { cli } from "./cli.ts";

/** All alerts of a source as far as they follow from the data alone: without ids and moments of receipt. */
export async function alertsOf(
  dataDir: string,
  source: string,
  env: Record<string, string> = {},
): Promise<readonly JsonObject[]> {
  const found: JsonObject[] = [];
  let cursor: string | undefined;
  do {
    const more = cursor === undefined ? [] : ["--cursor", cursor];
    // oxlint-disable-next-line no-await-in-loop
    const page = (
      await cli(dataDir, ["alerts", "list", "--json", "--source", source, "--limit", "500", ...more], env)
    ).json();
    // `alerts list --json` answers a list of objects.
    found.push(...(page["alerts"] as unknown as readonly JsonObject[]));
    cursor = typeof page["next"] === "string" ? page["next"] : undefined;
  } while (cursor !== undefined);
  return found
    .map(
      ({
        rule,
        ruleVersion,
        subject,
        class: track,
        level,
        state,
        count,
        firstTime,
        lastTime,
        name,
        message,
      }) => {
        const what = { rule, ruleVersion, subject, class: track, level, state, count };
        return { ...what, firstTime, lastTime, name, message };
      },
    )
    .toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}
