/** A benchmark as its command line sees it. */
export interface Program<Options> {
  /** Text of `--help`; printed below the error as well when the command line is wrong. */
  readonly help: string;
  /** `undefined`: help was asked for. Throws on anything it does not know. */
  readonly readOptions: (args: readonly string[]) => Options | undefined;
  /** Gives the exit code. */
  readonly run: (options: Options) => number | Promise<number>;
  /** The last line when `run` throws: why there are no figures. */
  readonly broken: string;
}

const exitCodeOf = async <Options>({ help, readOptions, run, broken }: Program<Options>): Promise<number> => {
  let options: Options | undefined;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
    return 2;
  }
  if (options === undefined) {
    console.log(help);
    return 0;
  }
  try {
    return await run(options);
  } catch (error) {
    console.error(error);
    console.log(broken);
    return 1;
  }
};

/** Runs a benchmark. Exit code: that of `run`; 1 when it broke, 2 for a wrong command line. Never rejects. */
export const runProgram = async <Options>(program: Program<Options>): Promise<void> => {
  process.exitCode = await exitCodeOf(program);
};
