import type { Command } from "commander";
import type { CommandContext, GlobalOptions } from "../context.ts";
import type { ExitCode } from "../exit-codes.ts";
import type { TextKey } from "../messages/say.ts";
import type { ProgramParts } from "../program.ts";

/** One command: how it is called, what it says, what it does. */
export interface Leaf<Options> {
  /** Name and arguments, e.g. `add <id>`. */
  readonly name: string;
  readonly about: TextKey;
  /** True for the command that its group runs when none is named. @defaultValue false */
  readonly isDefault?: boolean | undefined;
  /** A command line that works, without `probity`. */
  readonly example: string;
  /** Flags and their texts. */
  readonly options?: readonly (readonly [string, TextKey])[] | undefined;
  readonly run: (
    context: CommandContext,
    args: readonly string[],
    options: Options & GlobalOptions,
  ) => Promise<ExitCode | undefined>;
}

/** Adds a command. `Options` are the values of its flags as commander names them, all texts or true. */
export function addLeaf<Options>(parent: Command, parts: ProgramParts, leaf: Leaf<Options>): void {
  const { say } = parts;
  const command = parent
    .command(leaf.name, { isDefault: leaf.isDefault ?? false })
    .description(say(leaf.about));
  for (const [flags, text] of leaf.options ?? []) command.option(flags, say(text));
  command.addHelpText("after", `\n${say("example")}\n  probity ${leaf.example}`);
  command.action((...given: unknown[]) => {
    // Commander passes each argument, then the options, then the command. Arguments are texts, lists when variadic.
    const args = given
      .slice(0, -2)
      .flat()
      .filter((value): value is string => typeof value === "string");
    const options = command.optsWithGlobals<Options & GlobalOptions>();
    return parts.run(options, (context) => leaf.run(context, args, options));
  });
}
