import { resolve } from "node:path";
import type { Json, Locale } from "@probity/contracts";
import type { Api, ApiRequest } from "./api/api.ts";
import type { Say } from "./messages/say.ts";
import { wordIn } from "./messages/words.ts";
import { localTime } from "./output/local-time.ts";
import type { Terminal } from "./terminal.ts";

/** Options that every command takes. */
export interface GlobalOptions {
  readonly json?: boolean | undefined;
  readonly lang?: string | undefined;
  readonly url?: string | undefined;
  readonly dataDir?: string | undefined;
  readonly purpose?: string | undefined;
  readonly verbose?: boolean | undefined;
}

/** What a command works with. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly locale: Locale;
  readonly say: Say;
  readonly options: GlobalOptions;
  readonly dataDir: string;
  /** The environment with the options of the command line laid over it. */
  readonly env: Terminal["env"];
  /** A code of the API (`integrity`, `hit`) as a word of the language; an unknown one as it is. */
  word(code: string | undefined): string | undefined;
  /** A moment of the API in the tenant's time zone. */
  when(moment: string | undefined): string | undefined;
  /** Makes one request and gives its answer. */
  ask(request: ApiRequest): Promise<Json>;
  /** Opens the way to the data; closed by whoever runs the command. */
  api(): Promise<Api>;
  /** Prints the result: the value as JSON, or the lines for people. */
  print(value: Json, lines: () => readonly string[]): void;
  /** Says something beside the result, on standard error; nothing with `--json`. */
  note(text: string): void;
}

/** Makes the context of one run. `openApi` decides how the data is reached. */
export function createContext(
  terminal: Terminal,
  locale: Locale,
  say: Say,
  options: GlobalOptions,
  openApi: (context: CommandContext) => Promise<Api>,
): CommandContext & { close(): Promise<void> } {
  const dataDir = resolve(options.dataDir ?? (terminal.env["PROBITY_DATA_DIR"] || ".probity"));
  const env: Terminal["env"] = { ...terminal.env, PROBITY_DATA_DIR: dataDir };
  let opened: Promise<Api> | undefined;
  const context: CommandContext = {
    terminal,
    locale,
    say,
    options,
    dataDir,
    env,
    word: (code) => (code === undefined ? undefined : wordIn(locale, code)),
    when: (moment) => (moment === undefined ? undefined : localTime(moment, env["PROBITY_TIME_ZONE"])),
    api: () => (opened ??= openApi(context)),
    ask: async (request) => (await context.api()).call(request),
    print(value, lines) {
      if (options.json === true) terminal.out(`${JSON.stringify(value)}\n`);
      else for (const line of lines()) terminal.out(`${line}\n`);
    },
    note(text) {
      if (options.json !== true) terminal.err(`${text}\n`);
    },
  };
  const close = async (): Promise<void> => {
    const api = await opened?.catch(() => undefined);
    await api?.close();
  };
  return { ...context, close };
}
