import { Command } from "commander";
import { addAlerts } from "./commands/alerts.ts";
import { addApprovals } from "./commands/approvals.ts";
import { addBindings } from "./commands/bindings.ts";
import { addBreakers } from "./commands/breakers.ts";
import { addBundles } from "./commands/bundles.ts";
import { addCalendar } from "./commands/calendar.ts";
import { addEscalations } from "./commands/escalations.ts";
import { addCases } from "./commands/cases.ts";
import { addDeadlines } from "./commands/deadlines.ts";
import { addErase } from "./commands/erase.ts";
import { addEvents } from "./commands/events.ts";
import { addExceptions } from "./commands/exceptions.ts";
import { addGroups } from "./commands/groups.ts";
import { addHotspots } from "./commands/hotspots.ts";
import { addImport } from "./commands/import.ts";
import { addJobs } from "./commands/jobs.ts";
import { addKeys } from "./commands/keys.ts";
import { addLetters } from "./commands/letters.ts";
import { addLinks } from "./commands/links.ts";
import { addLists } from "./commands/lists.ts";
import { addMeasures } from "./commands/measures.ts";
import { addLog } from "./commands/log.ts";
import { addModels } from "./commands/models.ts";
import { addOrg } from "./commands/org.ts";
import { addNotify } from "./commands/notify.ts";
import { addPeople } from "./commands/people.ts";
import { addTokens } from "./commands/tokens.ts";
import { addPrechecks } from "./commands/prechecks.ts";
import { addQuarantine } from "./commands/quarantine.ts";
import { addRisks } from "./commands/risks.ts";
import { addRules } from "./commands/rules.ts";
import { addServe } from "./commands/serve.ts";
import { addSources } from "./commands/sources.ts";
import { addStreams } from "./commands/streams.ts";
import { addTypes } from "./commands/types.ts";
import { addVerify } from "./commands/verify.ts";
import { addWindows } from "./commands/windows.ts";
import { addWitness } from "./commands/witness.ts";
import type { GlobalOptions } from "./context.ts";
import type { Say } from "./messages/say.ts";
import type { Work } from "./run-cli.ts";
import type { Terminal } from "./terminal.ts";

/** What commands are built with. */
export interface ProgramParts {
  readonly say: Say;
  readonly terminal: Terminal;
  /** Runs a command's work with the context of its options. */
  readonly run: (options: GlobalOptions, work: Work) => Promise<void>;
}

/** The whole command tree. Parsing throws CommanderError; nothing is printed but help. */
export function createProgram(parts: ProgramParts): Command {
  const { say } = parts;
  const program = new Command("probity")
    .description(say("program"))
    .option("--json", say("optJson"))
    .option("--lang <lang>", say("optLang"))
    .option("--url <url>", say("optUrl"))
    .option("--data-dir <dir>", say("optDataDir"))
    .option("--purpose <text>", say("optPurpose"))
    .option("--verbose", say("optVerbose"))
    .addHelpText("after", `\n${say("exitCodes")}`);
  const groups = [
    addServe,
    addSources,
    addPeople,
    addOrg,
    addTokens,
    addGroups,
    addNotify,
    addBindings,
    addExceptions,
    addBreakers,
    addPrechecks,
    addDeadlines,
    addCalendar,
    addApprovals,
    addBundles,
    addKeys,
    addTypes,
    addEvents,
    addQuarantine,
    addAlerts,
    addHotspots,
    addCases,
    addMeasures,
    addLists,
    addLetters,
    addEscalations,
    addRisks,
    addStreams,
    addErase,
    addImport,
    addLinks,
    addRules,
    addModels,
    addJobs,
    addWindows,
    addLog,
    addVerify,
    addWitness,
  ];
  for (const add of groups) add(program, parts);
  configure(program, parts);
  return program;
}

function configure(command: Command, parts: ProgramParts): void {
  const { say, terminal } = parts;
  const titles = new Map([
    ["Usage:", say("helpUsage")],
    ["Options:", say("helpOptions")],
    ["Global Options:", say("helpGlobalOptions")],
    ["Commands:", say("helpCommands")],
    ["Arguments:", say("helpArguments")],
  ]);
  command
    .exitOverride()
    .allowExcessArguments(false)
    .helpOption("-h, --help", say("helpHelp"))
    .configureHelp({ showGlobalOptions: true, styleTitle: (title) => titles.get(title) ?? title })
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      // Help of a group without its command; errors are printed once, by runCli.
      writeErr: (text) => terminal.err(text),
      outputError: () => undefined,
      getOutHelpWidth: () => terminal.columns,
      getErrHelpWidth: () => terminal.columns,
    });
  if (command.commands.length > 0) command.helpCommand("help [command]", say("helpHelp"));
  for (const child of command.commands) configure(child, parts);
}
