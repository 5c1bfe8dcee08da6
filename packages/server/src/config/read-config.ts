import { isIP } from "node:net";
import { ProbityError } from "@probity/contracts";
import { isAllowEntry } from "./allow-entry.ts";
import { defaultConfig, logLevels, type ServerConfig } from "./config.ts";
import { isProblem, type Parse, problem, type Problem, type Read, text, yesOrNo } from "./parse.ts";
import { readOidc } from "./read-oidc.ts";

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads `PROBITY_*` variables over the defaults. Throws one `PROBITY_E_CONFIG` that lists every bad variable, so that
 * a start fails once and not once per mistake. An empty variable counts as absent.
 */
export function readConfig(env: Environment): ServerConfig {
  const problems: Problem[] = [];
  const read = reader(env, problems);
  const config: ServerConfig = {
    databaseUrl: read("PROBITY_DATABASE_URL", undefined, postgresUrl),
    dataDir: read("PROBITY_DATA_DIR", defaultConfig.dataDir, text),
    journalDir: read("PROBITY_JOURNAL_DIR", undefined, text),
    host: read("PROBITY_HOST", defaultConfig.host, text),
    port: read("PROBITY_PORT", defaultConfig.port, integer(0, 65_535)),
    logLevel: read("PROBITY_LOG_LEVEL", defaultConfig.logLevel, oneOf(logLevels)),
    opsToken: read("PROBITY_OPS_TOKEN", undefined, opsToken),
    signingKeyFile: read("PROBITY_SIGNING_KEY_FILE", undefined, text),
    signingKeyName: read("PROBITY_SIGNING_KEY_NAME", defaultConfig.signingKeyName, keyName),
    logDigest: read("PROBITY_LOG_DIGEST", undefined, oneOf(["sha256", "sm3"] as const)),
    timeZone: read("PROBITY_TIME_ZONE", defaultConfig.timeZone, timeZone),
    calendar: read("PROBITY_CALENDAR", defaultConfig.calendar, calendarId),
    defaultCurrency: read("PROBITY_DEFAULT_CURRENCY", undefined, currency),
    alertCoolDownHours: read(
      "PROBITY_ALERT_COOLDOWN_HOURS",
      defaultConfig.alertCoolDownHours,
      integer(0, 100_000),
    ),
    caseOpenLevel: read("PROBITY_CASE_OPEN_LEVEL", defaultConfig.caseOpenLevel, integer(0, 3)),
    readsPerHour: read("PROBITY_READS_PER_HOUR", defaultConfig.readsPerHour, integer(1, 100_000)),
    watchOffHours: read("PROBITY_WATCH_OFF_HOURS", defaultConfig.watchOffHours, yesOrNo),
    databasePoolSize: read("PROBITY_DATABASE_POOL_SIZE", defaultConfig.databasePoolSize, integer(2, 200)),
    databaseWaitSeconds: read(
      "PROBITY_DATABASE_WAIT_SECONDS",
      defaultConfig.databaseWaitSeconds,
      integer(0, 3600),
    ),
    maxConcurrentRequests: read(
      "PROBITY_MAX_CONCURRENT_REQUESTS",
      defaultConfig.maxConcurrentRequests,
      integer(1, 10_000),
    ),
    witnessPolicyFile: read("PROBITY_WITNESS_POLICY", undefined, text),
    devModels: read("PROBITY_DEV_MODELS", undefined, paths),
    witnessSeconds: read("PROBITY_WITNESS_SECONDS", defaultConfig.witnessSeconds, integer(1, 86_400)),
    witnessAlarmMinutes: read(
      "PROBITY_WITNESS_ALARM_MINUTES",
      defaultConfig.witnessAlarmMinutes,
      integer(1, 100_000),
    ),
    precheckGraceSeconds: read(
      "PROBITY_PRECHECK_GRACE_SECONDS",
      defaultConfig.precheckGraceSeconds,
      integer(1, 86_400),
    ),
    ...readScores(read),
    trustedProxies: read("PROBITY_TRUSTED_PROXIES", undefined, networks),
    ...readSignIn(read, problems),
    ...readNotices(read),
  };
  if (problems.length === 0) return config;
  const [first] = problems;
  throw new ProbityError("PROBITY_E_CONFIG", `${first?.path ?? ""}: ${first?.message ?? ""}`, {
    errors: problems,
  });
}

const readScores = (
  read: Read,
): Pick<ServerConfig, "scoreHalfLifeDays" | "precisionFloorPercent" | "precisionFloorAlerts"> => ({
  scoreHalfLifeDays: read("PROBITY_SCORE_HALF_LIFE_DAYS", defaultConfig.scoreHalfLifeDays, integer(1, 3650)),
  precisionFloorPercent: read(
    "PROBITY_PRECISION_FLOOR_PERCENT",
    defaultConfig.precisionFloorPercent,
    integer(0, 100),
  ),
  precisionFloorAlerts: read(
    "PROBITY_PRECISION_FLOOR_ALERTS",
    defaultConfig.precisionFloorAlerts,
    integer(1, 100_000),
  ),
});

const readSignIn = (
  read: Read,
  problems: Problem[],
): Pick<ServerConfig, "sessionIdleMinutes" | "sessionHours" | "oidc"> => ({
  sessionIdleMinutes: read(
    "PROBITY_SESSION_IDLE_MINUTES",
    defaultConfig.sessionIdleMinutes,
    integer(1, 1440),
  ),
  sessionHours: read("PROBITY_SESSION_HOURS", defaultConfig.sessionHours, integer(1, 168)),
  oidc: readOidc(read, problems),
});

const readNotices = (read: Read): Partial<ServerConfig> => ({
  publicUrl: read("PROBITY_PUBLIC_URL", undefined, httpUrl),
  secretsDir: read("PROBITY_SECRETS_DIR", undefined, text),
  notifyAllow: read("PROBITY_NOTIFY_ALLOW", undefined, allowList),
  notifyTimeoutSeconds: read(
    "PROBITY_NOTIFY_TIMEOUT_SECONDS",
    defaultConfig.notifyTimeoutSeconds,
    integer(1, 300),
  ),
  notifyRetrySeconds: read(
    "PROBITY_NOTIFY_RETRY_SECONDS",
    defaultConfig.notifyRetrySeconds,
    integer(1, 3_600),
  ),
  notifyGiveUpHours: read("PROBITY_NOTIFY_GIVE_UP_HOURS", defaultConfig.notifyGiveUpHours, integer(1, 8_760)),
  noticeDays: read("PROBITY_NOTICE_DAYS", defaultConfig.noticeDays, integer(7, 36_500)),
});

function reader(env: Environment, problems: Problem[]): Read {
  return (name, fallback, parse) => {
    const value = env[name]?.trim();
    if (value === undefined || value === "") return fallback;
    const parsed = parse(value);
    if (!isProblem(parsed)) return parsed;
    problems.push({ path: name, message: parsed.message });
    return fallback;
  };
}

const networks: Parse<readonly string[]> = (value) => {
  const found = value.split(",").map((network) => network.trim());
  const good = found.every((network) => {
    const [address = "", bits] = network.split("/");
    return isIP(address) !== 0 && (bits === undefined || /^\d{1,3}$/.test(bits));
  });
  return good ? found : problem("must be addresses or networks such as 10.0.0.0/8, with commas between");
};

const paths = (value: string): readonly string[] =>
  value
    .split(",")
    .map((path) => path.trim())
    .filter((path) => path !== "");

const allowList: Parse<readonly string[]> = (value) => {
  const entries = paths(value).map((entry) => entry.toLowerCase());
  const wrong = entries.find((entry) => !isAllowEntry(entry));
  return wrong === undefined ? entries : problem(`${wrong} is no host, *.suffix, address or network`);
};

const httpUrl: Parse<string> = (value) =>
  /^https?:\/\/[^\s?#@]+$/.test(value) && URL.canParse(value)
    ? value
    : problem("must be a URL such as https://probity.example.org");

const integer =
  (min: number, max: number): Parse<number> =>
  (value) => {
    const number = Number(value);
    if (/^\d{1,9}$/.test(value) && number >= min && number <= max) return number;
    return problem(`must be a whole number from ${min} to ${max}`);
  };

const oneOf =
  <T extends string>(values: readonly T[]): Parse<T> =>
  (value) =>
    values.find((allowed) => allowed === value) ?? problem(`must be one of ${values.join(", ")}`);

const postgresUrl: Parse<string> = (value) =>
  /^postgres(ql)?:\/\//.test(value) && URL.canParse(value)
    ? value
    : problem("must be a URL such as postgres://user:password@host:5432/probity");

const opsToken: Parse<string> = (value) =>
  /^[\u0021-\u007e]{20,200}$/.test(value)
    ? value
    : problem("must be 20 to 200 printable characters without spaces");

const keyName: Parse<string> = (value) =>
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/.test(value)
    ? value
    : problem("must be letters, digits, dots and dashes");

const calendarId: Parse<string> = (value) =>
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/.test(value)
    ? value
    : problem("must be the id of a calendar such as CN");

const currency: Parse<string> = (value) =>
  /^[A-Z]{3}$/.test(value) ? value : problem("must be an ISO 4217 code such as CNY");

const timeZone: Parse<string> = (value) => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    return problem("must be an IANA time zone such as Asia/Shanghai");
  }
};
