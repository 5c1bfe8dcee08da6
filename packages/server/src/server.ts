import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type ErrorCode, type Model, ProbityError } from "@probity/contracts";
import { builtinModels } from "@probity/models";
import type { FastifyInstance } from "fastify";
import { createApp } from "./app.ts";
import { approvalFollower } from "./approvals/index.ts";
import { caseHooksOf, caseKeeperOf, startCaseWork } from "./case-parts.ts";
import { closeInOrder } from "./close-in-order.ts";
import { defaultHalfLifeDays, type ServerConfig } from "./config/index.ts";
import type { Context, LogStream } from "./context.ts";
import { openWitnesses } from "./cosigning/index.ts";
import { durabilityOf } from "./durability.ts";
import { alignHalfLife, calibrateDaily, calibrationOptions, createScoreKeeper } from "./evaluate/index.ts";
import { clockFollower, type EscalationParts, partsOf, startEscalation } from "./escalation/index.ts";
import { createGuard, type Guard, type Report } from "./guard/index.ts";
import { uuidv7 } from "./ids.ts";
import { createIngester } from "./ingest/index.ts";
import { type Calendars, createCalendars, prepareCalendars } from "./calendar/index.ts";
import { type CheckCounter, createCheckCounter } from "./breakers/index.ts";
import { createDeadlineKeeper, deadlineFollower } from "./deadlines/index.ts";
import { createDecisionKeeper } from "./decisions/index.ts";
import { createLinkLookup, createWindows, type LinkLookup, type Windows } from "./features/index.ts";
import {
  createBundleKeys,
  loadSigner,
  registerBundleKey,
  registerSigner,
  secretFile,
  type Signer,
} from "./keys/index.ts";
import { exportJob, exportWork } from "./exports/index.ts";
import { createJobRunner, type JobRunner } from "./jobs/index.ts";
import { createLinkKeeper, createLinks, type Links } from "./links/index.ts";
import { createLog, type Durability, type ProvableLog } from "./log/index.ts";
import { startMaintenance } from "./maintenance.ts";
import { backtestKind, backtestWork, createShadows, openDevModels, overlay } from "./models/index.ts";
import { openOrganisation, startOrganisation } from "./org/index.ts";
import { openNotices } from "./notify/index.ts";
import { createPersonTokens } from "./people/index.ts";
import { createMemory, type Memory } from "./precheck/index.ts";
import { prepareRules } from "./prepare-rules.ts";
import { createPush } from "./push/index.ts";
import { reportJob, reportWork, startSeries } from "./reports/index.ts";
import { type Bundles, createBundles, type LibraryModel } from "./rules/index.ts";
import { createScorer, type Scorer } from "./score/index.ts";
import { createSourceKeys } from "./sources/index.ts";
import { openStore, type Store } from "./store/index.ts";
import { createStartLog } from "./start-log.ts";
import { timerHandlers } from "./timer-handlers.ts";
import { runTimers } from "./timers/index.ts";
import { createLineKeeper } from "./triage/index.ts";
import { supervisionLimits } from "./supervise/index.ts";
import { createTypeRegistry, knownTypes } from "./types/index.ts";
import { createWakers } from "./wakers.ts";
import { every, watchRules, watchSilence } from "./watch/index.ts";

/** What a test or a caller with its own clock may replace. */
export interface ServerOptions {
  /** Milliseconds since 1970. Default: the machine's clock. */
  readonly clock?: (() => number) | undefined;
  /** Default: UUID version 7 of the clock. */
  readonly newId?: (() => string) | undefined;
  /** How often it looks for silent streams, in milliseconds. Default: 5000. */
  readonly silenceCheckMs?: number | undefined;
  /** How often it looks for timers that are due, in milliseconds. Default: 1000. */
  readonly timersMs?: number | undefined;
  /** How often it looks for notices to be sent, in milliseconds. Default: 1000. */
  readonly noticesMs?: number | undefined;
  /** A release fills windows with at most so many entries of the log before them while it is waited for. Default: 20000. */
  readonly inlineWindowEntries?: number | undefined;
  /** Takes the lines of the structured log. Default: standard output. */
  readonly logStream?: LogStream | undefined;
}

/** A server that does not listen: requests go through `app.inject`. */
export interface OpenServer {
  readonly app: FastifyInstance;
  readonly engine: Store["engine"];
  /** Public key of its bundles, as the SDK pins it. */
  readonly vkey: string;
  /** Token of the operator API. */
  readonly opsToken: string;
  /** Finishes running requests and the scoring batch, then closes the database. */
  close(): Promise<void>;
}

/** A listening server. */
export interface RunningServer extends OpenServer {
  /** Where it listens, e.g. `http://127.0.0.1:7300`. */
  readonly url: string;
}

/**
 * Opens the database, releases bundles where needed, starts scoring and registers the routes. Throws coded errors, with
 * everything closed again.
 */
export async function openServer(config: ServerConfig, options: ServerOptions = {}): Promise<OpenServer> {
  const clock = options.clock ?? Date.now;
  makeDataDir(config.dataDir);
  const signer = loadSigner(config);
  const { store, models } = await openWithModels(config);
  const durability = await openDurable(config, options, store, clock);
  try {
    const holder: { app?: FastifyInstance } = {};
    const report: Report = (level, details, message) => holder.app?.log[level](details, message);
    const context = await makeContext({ config, options, clock, signer, store, durability, report });
    const { log, guard, witnesses, ingester, push, checks, devModels } = context;
    const app = await createApp(context);
    holder.app = app;
    // Nothing was logged so far; from here on only if the database holds what was published.
    await guard.start(log);
    await witnesses?.start();
    await prepareCalendars(context, app.log);
    await prepareRules(context, app, models);
    await startOrganisation(context);
    await startEscalation(context, partsOf(context));
    await startSeries(context);
    devModels.follow({
      log: app.log,
      types: () => knownTypes(context.types),
      onChange: () => context.bundles.releaseAll(),
    });
    await alignHalfLife(store, config.scoreHalfLifeDays ?? defaultHalfLifeDays);
    await durability.rowsChanged?.();
    const workers = startWorkers(context, app, options);
    await app.ready();
    // First what never ends by itself: the application waits for running answers.
    const { memory } = context;
    const parts = [
      devModels,
      push,
      app,
      memory,
      checks,
      ingester,
      workers,
      witnesses,
      guard,
      log,
      durability,
      store,
    ];
    const close = (): Promise<void> => closeInOrder(parts);
    return { app, engine: store.engine, vkey: signer.vkey, opsToken: context.opsToken, close };
  } catch (error) {
    await closeInOrder([durability, store]);
    throw error;
  }
}

interface Base {
  readonly config: ServerConfig;
  readonly options: ServerOptions;
  readonly clock: () => number;
  readonly signer: Signer;
  readonly store: Store;
  readonly durability: Durability;
  readonly report: Report;
}

async function makeContext(base: Base): Promise<Context> {
  const { config, options, clock, signer, store, durability, report } = base;
  const { dataDir, signingKeyName: origin } = config;
  const newId = options.newId ?? uuidv7(clock);
  await registerSigner(store, signer, new Date(clock()));
  await registerBundleKey(store, signer, new Date(clock()));
  const types = await createTypeRegistry(store, clock);
  const keys = createSourceKeys(store, clock);
  const bundleKeys = createBundleKeys({ store, signer, config });
  const devModels = await openDevModels(store, config.devModels ?? []);
  const windows = createWindows({ store, clock, onError: failing(report, "filling windows") });
  const bundles = openBundles(base, { types, bundleKeys, windows, devModels });
  const { wake, onPending } = createWakers();
  const links = createLinks(store);
  const linkLookup = createLinkLookup(links);
  const calendars = createCalendars(store, [deadlineFollower({ graceMs: graceMsOf(config) }), clockFollower]);
  const organisation = openOrganisation(store);
  const escalation = partsOf({ config, calendars, organisation });
  const scorer = openScorer(base, { bundles, types, windows, linkLookup, calendars, escalation }, wake);
  const memory = openMemory(base, windows, links);
  onPending(() => memory.seen.wake());
  const guard = createGuard({ store, dataDir, origin, vkey: signer.vkey, report });
  const log = await openLog(base, newId, guard);
  return {
    config,
    store,
    clock,
    newId,
    log,
    guard,
    witnesses: openWitnesses(config, { store, log, guard, signer, clock, report }),
    durability,
    ingester: createIngester({ store, log, durability, clock, bundles, onAccepted: () => scorer.wake() }),
    types,
    keys,
    bundleKeys,
    push: createPush({ bundles, keys, onError: failing(report, "telling clients of releases") }),
    checks: openChecks(base, wake),
    onPending,
    wakePending: wake,
    links,
    calendars,
    organisation,
    memory,
    windows,
    people: createPersonTokens(store, clock),
    signer,
    bundles,
    devModels,
    scorer,
    jobs: openJobs(base, newId, { bundles, types, windows, linkLookup, log, calendars, organisation, links }),
    notices: openNotices({ ...base, newId, everyMs: options.noticesMs }),
    caseHooks: caseHooksOf(config, calendars, escalation),
    logStream: options.logStream,
    opsToken: config.opsToken ?? secretFile(join(dataDir, "ops-token"), makeToken),
  };
}

const openBundles = (
  { config, options, store, clock }: Base,
  { devModels, ...parts }: Pick<Context, "types" | "bundleKeys" | "windows" | "devModels">,
): Bundles =>
  createBundles({
    ...parts,
    store,
    config,
    clock,
    inlineEntries: options.inlineWindowEntries,
    developed: (inForce: readonly Model[]) => overlay(inForce, devModels.list()),
  });

const openChecks = (
  { config: { timeZone }, store, clock, report }: Base,
  onOpened: () => void,
): CheckCounter =>
  createCheckCounter({ store, clock, timeZone, onOpened, onError: failing(report, "counting blocks") });

/** What scores; it does nothing before its start. */
function openScorer(
  { config, store, clock, report }: Base,
  {
    bundles,
    types,
    windows,
    linkLookup,
    calendars,
    escalation,
  }: Pick<Context, "bundles" | "types" | "windows" | "calendars"> & {
    readonly linkLookup: LinkLookup;
    readonly escalation: EscalationParts;
  },
  onScored: () => void,
): Scorer {
  const { timeZone } = config;
  const coolDownMs = coolDownMsOf(config);
  const onError = failing(report, "a version in shadow");
  const shadows = createShadows({ store, bundles, types, windows, onError });
  const { definitions, mirror } = windows;
  const scores = createScoreKeeper({ types });
  const cases = caseKeeperOf(config, types, escalation);
  const follow = keepersOf(config, calendars);
  const lines = createLineKeeper({ types });
  const keepers = { ...follow, cases, lines, scores, shadows, definitions, mirror, linkLookup };
  return createScorer(
    { store, bundles, types, clock, coolDownMs, timeZone, ...keepers, onScored },
    { error: (details, message) => report("error", details, message) },
  );
}

/** What keeps, in the scorer's transaction, that which follows from the events beside their results. */
const keepersOf = (
  config: ServerConfig,
  calendars: Calendars,
): Pick<Parameters<typeof createScorer>[0], "decisions" | "links" | "deadlines" | "limits"> => ({
  limits: supervisionLimits(config, calendars),
  decisions: createDecisionKeeper({
    timeZone: config.timeZone,
    graceMs: graceMsOf(config),
    approvals: approvalFollower,
  }),
  links: createLinkKeeper({ timeZone: config.timeZone }),
  deadlines: createDeadlineKeeper({ graceMs: graceMsOf(config), calendars, calendar: config.calendar }),
});

function openLog(base: Base, newId: () => string, guard: Guard): Promise<ProvableLog> {
  const { config, store, clock, signer, durability, report } = base;
  return createLog({
    store,
    signer,
    clock,
    newId,
    durability,
    mayLog: () => guard.mayLog(),
    digest: config.logDigest,
    onError: (err) => report("error", { err }, "the newest checkpoint could not be stored"),
  });
}

/** What pre-checks are judged by. */
const openMemory = ({ config, store, report }: Base, windows: Windows, links: Links): Memory =>
  createMemory({
    store,
    windows,
    links,
    maxConcurrentRequests: config.maxConcurrentRequests,
    onError: (err) => report("error", { err }, "pre-checks were judged without what is remembered"),
  });

/** What runs long work; it does nothing before its start. */
function openJobs(
  { config, store, clock, durability, report }: Base,
  newId: () => string,
  {
    calendars,
    ...parts
  }: Pick<Context, "bundles" | "types" | "windows" | "log" | "calendars" | "organisation" | "links"> & {
    readonly linkLookup: LinkLookup;
  },
): JobRunner {
  const calendar = (): ReturnType<Calendars["load"]> => calendars.load(config.calendar);
  const work = backtestWork({ ...parts, store, clock, coolDownMs: coolDownMsOf(config), calendar });
  const reading = { ...parts, config, store, clock, newId };
  const kinds = {
    [backtestKind]: work,
    [exportJob]: exportWork(reading),
    [reportJob]: reportWork(reading),
  };
  const onFinished = async (): Promise<void> => durability.rowsChanged?.();
  return createJobRunner({ store, clock, newId, kinds, onFinished, onError: failing(report, "a job") });
}

const failing =
  (report: Report, what: string) =>
  (err: unknown): void =>
    report("error", { err }, `${what} failed and is tried again`);

/** Before anything reads the database: it may be behind its journal. */
async function openDurable(
  config: ServerConfig,
  { logStream }: ServerOptions,
  store: Store,
  clock: () => number,
): Promise<Durability> {
  try {
    return await durabilityOf({
      config,
      store,
      clock,
      log: createStartLog(config.logLevel, clock, logStream),
    });
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** What works by itself: maintenance, the look for silent streams, scoring and what follows from it. */
function startWorkers(
  context: Context,
  app: FastifyInstance,
  { silenceCheckMs = 5_000, timersMs = 1_000 }: ServerOptions,
): { readonly close: () => Promise<void> } {
  const { scorer, jobs, windows } = context;
  const maintenance = startMaintenance(context, app.log);
  const rules = watchRules({
    ...context,
    everyMs: silenceCheckMs,
    alsoLook: (now) => calibrateDaily(calibrationOptions(context), now),
    onLogged: () => scorer.wake(),
    onError: (err, what) => app.log.error({ err }, `${what} failed and is tried again`),
  });
  context.onPending(() => rules.wake());
  const watch = watchSilence({
    ...context,
    everyMs: silenceCheckMs,
    onLogged: () => scorer.wake(),
    onError: (err) => app.log.error({ err }, "looking for silent streams failed and is tried again"),
  });
  const timers = runTimers({
    ...context,
    handlers: timerHandlers(context, { graceMs: graceMsOf(context.config), startedAt: context.clock() }),
    everyMs: timersMs,
    onFired: () => rules.wake(),
    onFailure: (timer, err, final) =>
      app.log.error({ err, timer }, `a timer failed and is ${final ? "not tried" : "tried"} again`),
    onError: (err) => app.log.error({ err }, "looking for timers failed and is tried again"),
  });
  const retry = every(5_000, releaseWaiting(context), (err) =>
    app.log.error({ err }, "releasing bundles whose windows are filled failed and is tried again"),
  );
  const cases = startCaseWork(context, app.log, silenceCheckMs);
  windows.onFilled(() => retry.wake());
  windows.start();
  scorer.start();
  jobs.start();
  context.notices.start();
  // A large register takes seconds to read: not at the first pre-check that asks about it.
  const read = context.links.graph().then(
    () => undefined,
    (err: unknown) => app.log.error({ err }, "links could not be read ahead; the first question reads them"),
  );
  const close = async (): Promise<void> => {
    await read;
    await timers.stop();
    await context.notices.close();
    await cases.stop();
    await jobs.stop();
    await windows.stop();
    await retry.stop();
    await maintenance.stop();
    await watch.stop();
    await scorer.stop();
    await rules.stop();
  };
  return { close };
}

/** Bundles that waited for their windows go into force when these are filled. */
const releaseWaiting =
  ({ bundles, durability }: Context) =>
  async (): Promise<void> => {
    const sources = [...bundles.waiting().keys()];
    if (sources.length === 0) return;
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    for (const source of sources) await bundles.release(source);
    await durability.rowsChanged?.();
  };

const coolDownMsOf = ({ alertCoolDownHours }: ServerConfig): number => alertCoolDownHours * 3_600_000;
const graceMsOf = ({ precheckGraceSeconds: seconds = 300 }: ServerConfig): number => seconds * 1_000;

/** Opens a server and listens. `PROBITY_E_PORT_IN_USE` when somebody else does on that port. */
export async function startServer(config: ServerConfig, options: ServerOptions = {}): Promise<RunningServer> {
  const server = await openServer(config, options);
  try {
    const url = await server.app.listen({ host: config.host, port: config.port });
    return { ...server, url };
  } catch (cause) {
    await server.close();
    const code: ErrorCode = isCode(cause, "EADDRINUSE") ? "PROBITY_E_PORT_IN_USE" : "PROBITY_E_LISTEN";
    throw new ProbityError(code, `${config.host}:${config.port}: ${String(cause)}`, { cause });
  }
}

/** Reads the built-in models while the database starts in its own thread or process. */
async function openWithModels(
  config: ServerConfig,
): Promise<{ store: Store; models: readonly LibraryModel[] }> {
  const opening = openStore(config);
  try {
    const models = builtinModels();
    return { store: await opening, models };
  } catch (error) {
    await opening.then(
      (store) => store.close(),
      () => undefined,
    );
    throw error;
  }
}

function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new ProbityError("PROBITY_E_DATA_DIR", `${dataDir}: ${String(cause)}`, { cause });
  }
}

const makeToken = (): string => randomBytes(32).toString("base64url");

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;
