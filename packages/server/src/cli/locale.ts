import type { Locale } from "@probity/contracts";
import type { Terminal } from "./terminal.ts";

/** The language of texts: `--lang`, else the locale of the environment, else English. Read before parsing, for help. */
export function localeOf(argv: readonly string[], env: Terminal["env"]): Locale {
  const index = argv.indexOf("--lang");
  const inline = argv.find((argument) => argument.startsWith("--lang="))?.slice("--lang=".length);
  const asked = inline ?? (index === -1 ? undefined : argv[index + 1]);
  const system = [env["LC_ALL"], env["LC_MESSAGES"], env["LANG"]].find(
    (value) => value !== undefined && value !== "",
  );
  return (asked ?? system ?? "en").toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}
