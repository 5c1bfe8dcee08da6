import { resolve } from "node:path";
import type { Command } from "commander";
import { ProbityError } from "@probity/contracts";
import {
  createWitness,
  createWitnessFiles,
  openWitnessFiles,
  serveWitness,
  type Witness,
} from "../../witness/index.ts";
import { digestOf, keyOf, needed, readText } from "../audit/read-input.ts";
import { writeText } from "../audit/write-output.ts";
import type { CommandContext } from "../context.ts";
import { table } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { numberOption } from "./number-option.ts";

interface WitnessOptions {
  readonly dir?: string;
  readonly name?: string;
  readonly digest?: string;
  readonly host?: string;
  readonly port?: string;
  readonly out?: string;
}

const dirOption = ["--dir <dir>", "optWitnessDir"] as const;

/** `probity witness ...`: run by a body outside the operator (LO-6). */
export function addWitness(program: Command, parts: ProgramParts): void {
  const group = program.command("witness").description(parts.say("witnessGroup"));
  addLeaf<WitnessOptions>(group, parts, {
    name: "init",
    about: "witnessInit",
    example: "witness init --name audit.example/w1 --dir /var/lib/witness",
    options: [["--name <name>", "witnessName"], dirOption],
    async run(context, _args, options) {
      const name = needed(options.name, "--name");
      const { cosigner } = createWitnessFiles(directory(options), name);
      context.print({ name, vkey: cosigner.vkey }, () => [context.say("witnessMade"), cosigner.vkey]);
      return undefined;
    },
  });
  addLeaf<WitnessOptions>(group, parts, {
    name: "add-log <vkey>",
    about: "witnessAddLog",
    example: "witness add-log probity+1a2b3c4d+AQ... --dir /var/lib/witness",
    options: [dirOption, ["--digest <name>", "optDigest"]],
    async run(context, [vkey = ""], options) {
      const { name: origin } = keyOf(vkey, "<vkey>");
      const digest = digestOf(options.digest);
      openWitnessFiles(directory(options)).addLog({ vkey, digest });
      context.print({ origin, vkey, digest }, () => [context.say("witnessLogAdded", { origin })]);
      return undefined;
    },
  });
  addServe(group, parts);
  addList(group, parts);
  addCosign(group, parts);
}

const directory = (options: WitnessOptions): string => resolve(needed(options.dir, "--dir"));

function addServe(group: Command, parts: ProgramParts): void {
  addLeaf<WitnessOptions>(group, parts, {
    name: "serve",
    about: "witnessServe",
    example: "witness serve --dir /var/lib/witness --host 0.0.0.0 --port 7320",
    options: [dirOption, ["--host <host>", "witnessHost"], ["--port <port>", "witnessPort"]],
    async run(context, _args, options) {
      const stop = context.terminal.stopSignal();
      await withWitness(context, options, async (witness) => {
        const server = await serveWitness({
          witness,
          host: options.host ?? "127.0.0.1",
          port: numberOption(options.port, "--port", { min: 0, max: 65_535, default: 7320 }),
          monotonic: () => context.terminal.monotonic(),
          log: (line) => context.note(line),
        });
        context.print({ url: server.url, vkey: witness.vkey, pid: process.pid }, () => [
          context.say("witnessServing", { url: server.url }),
          context.say("stopHint"),
        ]);
        await stop;
        await server.close();
      });
      context.note(context.say("witnessStopped"));
      return undefined;
    },
  });
}

function addList(group: Command, parts: ProgramParts): void {
  addLeaf<WitnessOptions>(group, parts, {
    name: "list",
    about: "witnessList",
    example: "witness list --dir /var/lib/witness",
    options: [dirOption],
    async run(context, _args, options) {
      const { say } = context;
      const witness = createWitness(openWitnessFiles(directory(options)), () => context.terminal.now());
      const logs = witness.logs().map(({ origin, vkey, digest, checkpoint }) => {
        const size = checkpoint?.size ?? null;
        return { origin, vkey, digest, size, root: checkpoint?.root.toString("base64") ?? null };
      });
      context.print({ vkey: witness.vkey, logs }, () => [
        witness.vkey,
        ...(logs.length === 0
          ? [say("none")]
          : table(logs, [
              { title: say("colOrigin"), value: ({ origin }) => origin },
              { title: say("colSize"), value: ({ size }) => size ?? undefined, align: "right" },
              { title: say("colDigest"), value: ({ digest }) => digest },
            ])),
      ]);
      return undefined;
    },
  });
}

function addCosign(group: Command, parts: ProgramParts): void {
  addLeaf<WitnessOptions>(group, parts, {
    name: "cosign <file>",
    about: "witnessCosign",
    example: "witness cosign request.txt --dir /var/lib/witness --out cosigned.txt",
    options: [dirOption, ["--out <file>", "optOut"]],
    async run(context, [file = ""], options) {
      const out = needed(options.out, "--out");
      const body = readText(file);
      await withWitness(context, options, async (witness) => {
        const answer = witness.addCheckpoint(body);
        if (answer.status === 409)
          throw new ProbityError("PROBITY_E_WITNESS", context.say("witnessConflict", { size: answer.size }));
        if (answer.status !== 200)
          throw new ProbityError("PROBITY_E_WITNESS", `${answer.status}: ${answer.reason}`);
        writeText(out, answer.note);
        const { origin, size } = answer.checkpoint;
        context.print({ origin, size, file: out }, () => [
          context.say("witnessCosigned", { origin, size, file: out }),
        ]);
      });
      return undefined;
    },
  });
}

/** One process at a time keeps what was cosigned. */
async function withWitness(
  context: CommandContext,
  options: WitnessOptions,
  work: (witness: Witness) => Promise<void>,
): Promise<void> {
  const place = directory(options);
  const files = openWitnessFiles(place);
  // Loaded only now: the door of the store brings the databases with it.
  const { lockDirectory } = await import("../../store/index.ts");
  const lock = lockDirectory(place);
  try {
    await work(createWitness(files, () => context.terminal.now()));
  } finally {
    lock.release();
  }
}
