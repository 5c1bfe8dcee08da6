// The closed loop: from an event of a business system to a closed case and a better calibrated rule, on real processes, with
// every step proven by the log.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { Locale } from "@probity/contracts";
import { launch, probity, run, type Running } from "../support/processes.ts";
import { runProgram } from "../../bench/support/program.ts";
import { rule, walkCase } from "./case.ts";
import { type Desk, deskOf } from "../../bench/support/desk.ts";
import { at, listIn } from "../../bench/support/json.ts";
import { createLedger, proveAll } from "./ledger.ts";
import { makeOrganisation, type Staff, subject } from "./organisation.ts";
import { createVoice, type Stage } from "./stage.ts";

const help = `pnpm demo:closed-loop [--lang zh-CN|en] [--database URL] [--keep]

Walks one case through the whole loop on real processes and prints every step: a payment that its requester approves comes in
through the SDK, hits a built-in rule, becomes an alert and a case; the case is assigned, verified with evidence, disposed of
and rectified by different people, looked back at, appraised and closed; its outcome moves the precision of the rule. What has
to be refused on the way is tried and refused. In the end the log is exported and verified, and every step is found in it and
proven with its inclusion proof.

--lang      language of what is printed (default zh-CN)
--database  PostgreSQL to use, an empty database (default: the embedded one)
--keep      leave the temporary folder there

Exit code 1: a step was not made, not refused, or is not proven; the last line says which. 2: the command line is wrong.`;

const source = "finance";
const program = new URL("business-system.ts", import.meta.url).pathname;

/** The alert of the rule about a payment, once it is scored. */
async function alertOf(operator: Desk, payment: string): Promise<string> {
  for (const end = performance.now() + 30_000; performance.now() < end;) {
    // oxlint-disable-next-line no-await-in-loop -- until it is there
    const found = await operator.ask("GET", `/ops/alerts?rule=${rule}&source=${source}`);
    const id = at(listIn(found, "alerts")[0], "id");
    if (typeof id === "string") return id;
    // oxlint-disable-next-line no-await-in-loop
    await sleep(20);
  }
  throw new Error(`the payment ${payment} led to no alert of ${rule}`);
}

/** What a payment led to, and the key of the log that the source was given with its own. */
interface Reported {
  readonly alert: string;
  readonly vkey: string;
}

async function reportPayment(stage: Stage): Promise<Reported> {
  const access = await stage.operator.ask("POST", "/ops/sources", { id: source });
  const pins = String(at(access, "vkey"));
  const payment = "pay-1";
  const env = {
    PROBITY_ENDPOINT: stage.url,
    PROBITY_SOURCE: source,
    PROBITY_KEY: String(at(access, "key")),
    PROBITY_PUBLIC_KEY: pins,
    PROBITY_SPOOL_DIR: join(stage.home, "spool"),
  };
  const { code, out, err } = await run(program, [payment, subject.person, subject.unit], env);
  if (code !== 0) throw new Error(`the business system ended with ${code}: ${err}`);
  stage.ledger.expect("finance.payment.approved", "payment", { id: payment, requesterId: subject.person });
  stage.note({
    "zh-CN": `业务系统经 SDK 上报事件 ${out.trim()}，回执已验证`,
    en: `the business system reported event ${out.trim()} through the SDK, its receipt is verified`,
  });
  const alert = await alertOf(stage.operator, payment);
  stage.note({ "zh-CN": `预警 ${alert}，立案 c-${alert}`, en: `alert ${alert}, case c-${alert}` });
  // The first is that of the log, the others sign rules.
  const [vkey = ""] = pins.split(" ");
  return { alert, vkey };
}

/** Probability that an alert of the rule is right, with the interval of 95 %. */
interface Precision {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly confirmed: number;
}

async function precisionOf(desk: Desk): Promise<Precision> {
  const [version] = listIn(await desk.ask("GET", `/ops/rules/${rule}/effectiveness`), "versions");
  const number = (...path: readonly string[]): number => Number(at(version, ...path));
  const part = (name: string): number => number("precision", name);
  return { mean: part("mean"), low: part("low"), high: part("high"), confirmed: number("confirmed") };
}

const percent = ({ mean, low, high }: Precision): string =>
  `${(mean * 100).toFixed(1)} % (${(low * 100).toFixed(1)} – ${(high * 100).toFixed(1)} %)`;

async function evaluate(stage: Stage, people: Staff, before: Precision): Promise<void> {
  const after = await precisionOf(people.petra);
  if (after.confirmed !== before.confirmed + 1 || after.mean <= before.mean)
    throw new Error(`the precision of ${rule} did not move: ${percent(before)}, then ${percent(after)}`);
  stage.ledger.expect("alert.label.recorded", "label", { rule, value: "confirmed", by: "paul" });
  stage.note({
    "zh-CN": `${rule} 准确率：${percent(before)} → ${percent(after)}`,
    en: `precision of ${rule}: ${percent(before)} -> ${percent(after)}`,
  });
  const made = await people.petra.ask("POST", "/ops/calibrations", {});
  const version = Number(at(made, "version"));
  stage.ledger.expect("score.calibration.made", "calibration", { version });
  stage.note({
    "zh-CN": `校准版本 ${version}：此后的事件按新的准确率计分`,
    en: `calibration ${version}: events from here on are scored with it`,
  });
}

async function prove(stage: Stage, vkey: string): Promise<number> {
  const exported = join(stage.home, "export");
  const env = { PROBITY_DATA_DIR: stage.home };
  for (const args of [
    ["log", "export", exported],
    ["verify", "log", exported, "--key", vkey],
  ]) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const { code, out, err } = await probity([...args, "--lang", stage.lang], env);
    stage.note({ "zh-CN": `$ probity ${args.join(" ")}`, en: `$ probity ${args.join(" ")}` });
    stage.note({ "zh-CN": out.trim(), en: out.trim() });
    if (code !== 0) throw new Error(`probity ${args.join(" ")} ended with ${code}: ${err}`);
  }
  const { acts, positions } = await proveAll(stage.ledger, stage.operator, { exported, vkey });
  stage.note({
    "zh-CN": `${acts} 项操作逐一在日志中找到并以包含证明验证（位置 ${positions.join("、")}）`,
    en: `${acts} acts found in the log one by one, each with its inclusion proof (positions ${positions.join(", ")})`,
  });
  return acts;
}

async function walk(stage: Stage): Promise<{ readonly acts: number; readonly precision: string }> {
  const people = await stage.step(
    { "zh-CN": "机构、人员、督办链与角色", en: "Units, people, the chain of supervision, roles" },
    () => makeOrganisation(stage),
  );
  const { alert, vkey } = await stage.step(
    { "zh-CN": "预警：业务系统的一笔付款命中内置规则", en: "Warned: a payment hits a built-in rule" },
    () => reportPayment(stage),
  );
  const before = await precisionOf(people.petra);
  await walkCase(stage, people, alert);
  await stage.step(
    { "zh-CN": "模型评估：处置结果反馈给规则", en: "The rule is evaluated by the outcome" },
    () => evaluate(stage, people, before),
  );
  const acts = await stage.step(
    { "zh-CN": "日志：导出、验证、逐项证明", en: "The log: exported, verified, every step proven" },
    () => prove(stage, vkey),
  );
  return { acts, precision: `${percent(before)} -> ${percent(await precisionOf(people.petra))}` };
}

interface Options {
  readonly lang: Locale;
  readonly database: string | undefined;
  readonly keep: boolean;
}

function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: "boolean" },
      keep: { type: "boolean", default: false },
      lang: { type: "string", default: "zh-CN" },
      database: { type: "string" },
    },
  });
  const { help: isHelp, lang, database, keep } = values;
  return isHelp === true ? undefined : { lang: localeOf(lang), database, keep };
}

function localeOf(lang: string): Locale {
  if (lang === "zh-CN" || lang === "en") return lang;
  throw new RangeError(`--lang is zh-CN or en, not ${lang}`);
}

async function main({ lang, database, keep }: Options): Promise<number> {
  const home = mkdtempSync(join(tmpdir(), "probity-closed-loop-"));
  const server = await startIn(home, database);
  try {
    const token = readFileSync(join(home, "ops-token"), "utf8").trim();
    const { steps, ...voice } = createVoice(lang, (line) => console.log(line));
    const operator = deskOf(server.url, token);
    const stage = { lang, home, url: server.url, operator, ledger: createLedger(), ...voice };
    const { acts, precision } = await walk(stage);
    console.log(
      `\ndemo:closed-loop: ${steps()} steps, ${acts} acts proven by the log; precision of ${rule} ${precision}`,
    );
    return 0;
  } catch (error) {
    console.log(`\ndemo:closed-loop: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  } finally {
    await server.stop();
    if (keep) console.log(`kept: ${home}`);
    else rmSync(home, { recursive: true, force: true });
  }
}

const startIn = (home: string, database: string | undefined): Promise<Running> =>
  launch("the server", ["packages/server/src/cli/main.ts", "serve", "--port", "0"], {
    PROBITY_DATA_DIR: home,
    PROBITY_LOG_LEVEL: "warn",
    ...(database === undefined ? {} : { PROBITY_DATABASE_URL: database }),
  });

const broken = "demo:closed-loop: something broke; see above";
await runProgram({ help, readOptions, run: main, broken });
