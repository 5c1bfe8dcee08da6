import { existsSync, mkdirSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { ProbityError } from "@probity/contracts";
import { scaffoldModel, schemasDir } from "@probity/models";
import { writeText } from "../audit/write-output.ts";
import type { CommandContext } from "../context.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { localTime } from "../output/local-time.ts";
import { ruleTypes } from "./rules-models.ts";

/** Options of `rules new`. */
export interface NewOptions {
  readonly id?: string | undefined;
  readonly eventType?: string | undefined;
  readonly nameZh?: string | undefined;
  readonly nameEn?: string | undefined;
  readonly dryRun?: boolean | undefined;
}

/** Makes a model folder that passes its cases at once (RU-1). Overwrites nothing. */
export function newModel(context: CommandContext, dir: string, options: NewOptions): ExitCode {
  const { say } = context;
  const id = options.id ?? basename(resolve(dir)).toUpperCase();
  const today = localTime(new Date(context.terminal.now()).toISOString(), context.env["PROBITY_TIME_ZONE"]);
  const files = scaffoldModel({
    id,
    type: eventType(options.eventType ?? "procurement.method.decided"),
    name: { "zh-CN": options.nameZh ?? "新规则", en: options.nameEn ?? "New rule" },
    today: today.slice(0, 10),
    schemas: schemasFrom(dir),
  });
  const taken = Object.keys(files).find((name) => existsSync(join(dir, name)));
  if (taken !== undefined)
    throw new ProbityError("PROBITY_E_FILE", say("newExists", { file: join(dir, taken) }));
  if (options.dryRun !== true) write(dir, files);
  const value = { model: id, dir, dryRun: options.dryRun === true, files: { ...files } };
  context.print(value, () =>
    options.dryRun === true
      ? [
          say("newWould"),
          ...Object.entries(files).flatMap(([name, text]) => ["", `--- ${join(dir, name)}`, text]),
        ]
      : [say("newMade", { id, dir }), say("newNext", { dir })],
  );
  return exitCodes.ok;
}

function eventType(name: string): (typeof ruleTypes)[number] {
  const found = ruleTypes.find((type) => type.type === name);
  if (found !== undefined) return found;
  const known = ruleTypes.filter((type) => type.system !== true).map((type) => type.type);
  throw new ProbityError("PROBITY_E_USAGE", `--event-type ${name}: there are ${known.join(", ")}`);
}

function write(dir: string, files: object): void {
  try {
    mkdirSync(dir, { recursive: true });
  } catch (cause) {
    throw new ProbityError("PROBITY_E_FILE", `${dir}: ${String(cause)}`, { cause });
  }
  for (const [name, text] of Object.entries(files)) writeText(join(dir, name), String(text));
}

/**
 * The schemas for the editor, as a path from the new folder: those of the package in the project that the folder is in,
 * so that the line holds on every machine; else those of this installation.
 */
function schemasFrom(dir: string): string {
  const folder = resolve(dir);
  for (let at = folder; dirname(at) !== at; at = dirname(at)) {
    const installed = join(at, "node_modules", "@probity", "models", "schema");
    if (existsSync(join(installed, "model.schema.json"))) return slashed(relative(folder, installed));
  }
  return slashed(relative(folder, schemasDir.replace(/[\\/]$/, "")));
}

function slashed(path: string): string {
  return path.split(sep).join("/");
}
