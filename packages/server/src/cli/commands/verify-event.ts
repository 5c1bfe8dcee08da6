import { verifyReceipt } from "../../audit/index.ts";
import { problemLines } from "../audit/problem-lines.ts";
import { digestOf, keysOf, needed, readText } from "../audit/read-input.ts";
import type { CommandContext } from "../context.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { printable } from "../output/width.ts";

/** Options of `verify event`. */
export interface EventOptions {
  readonly receipt?: string;
  readonly record?: string;
  readonly key?: string;
  readonly policy?: string;
  readonly digest?: string;
}

/** Verifies a receipt against the record that it is for. Exit code 1 when anything does not fit. */
export function verifyEventFiles(context: CommandContext, options: EventOptions): ExitCode {
  const { say } = context;
  const report = verifyReceipt({
    receipt: readText(needed(options.receipt, "--receipt")),
    record: readText(needed(options.record, "--record")),
    digest: digestOf(options.digest),
    keys: keysOf(options),
  });
  const { header, position = 0, checkpoint, cosigned, payload, problems } = report;
  const ok = problems.length === 0;
  const { src = "", id = "", type = "", seq = 0 } = header ?? {};
  const value = {
    ok,
    event: { src, seq, id, type },
    position,
    origin: checkpoint?.origin ?? null,
    size: checkpoint?.size ?? null,
    cosigned: [...cosigned],
    payload,
    problems: problems.map(({ kind, values }) => ({ kind, text: say(`audit.${kind}`, values) })),
  };
  context.print(value, () => [
    ...problemLines(context, { first: problems, count: problems.length }),
    ...(ok && !payload ? [say("headerOnly")] : []),
    ...(cosigned.length === 0 ? [] : [say("cosignedBy", { names: cosigned.join(", ") })]),
    ok
      ? printable(
          say("eventVerified", {
            id,
            type,
            position,
            origin: checkpoint?.origin ?? "",
            size: checkpoint?.size ?? 0,
          }),
        )
      : say("eventWrong", { count: problems.length }),
  ]);
  return ok ? exitCodes.ok : exitCodes.wrong;
}
