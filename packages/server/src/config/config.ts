/** Everything that the server can be told from outside (OP-2). {@link readConfig} makes one from the environment. */
export interface ServerConfig {
  /** PostgreSQL 15-18. Default: absent, which means the embedded database in {@link dataDir}. */
  readonly databaseUrl?: string | undefined;
  /** Holds the embedded database, the signing key, the operator token. Default `.probity`. */
  readonly dataDir: string;
  /** Journal of the embedded database, better on a disk of its own. Default `<dataDir>/journal`. */
  readonly journalDir?: string | undefined;
  /** Default 127.0.0.1: reachable from this machine only. */
  readonly host: string;
  /** Default 7300; 0 takes any free port. */
  readonly port: number;
  /** Default `info`. */
  readonly logLevel: LogLevel;
  /** Token of the operator API. Default: read from, or created in, `<dataDir>/ops-token`. */
  readonly opsToken?: string | undefined;
  /** PEM (PKCS 8) file of the Ed25519 key that signs bundles. Default `<dataDir>/keys/signing-key.pem`, created. */
  readonly signingKeyFile?: string | undefined;
  /** Name in the key's id and in the verifier key. Default `probity`. */
  readonly signingKeyName: string;
  /** Digest of the log's tree, fixed when the log is made. Default: sha256 for a new log, else what the log has. */
  readonly logDigest?: "sha256" | "sm3" | undefined;
  /** IANA time zone in which whole dates are days. Default Asia/Shanghai. */
  readonly timeZone: string;
  /** Id of the calendar by which working days are counted. Default `CN`. */
  readonly calendar: string;
  /** Currency of an amount that names none. Default: absent, such an amount cannot be judged. */
  readonly defaultCurrency?: string | undefined;
  /** Event time after its last hit during which an alert takes further hits of its rule and subject. Default 720. */
  readonly alertCoolDownHours: number;
  /** Alerts of this risk level and higher open a case by themselves; 0: none does. Default 2. */
  readonly caseOpenLevel?: number | undefined;
  /** Sensitive objects that somebody may read within an hour; one more raises SUP-RDS-001. Default 50. */
  readonly readsPerHour?: number | undefined;
  /** Whether reading and signing in outside the calendar's working hours raises SUP-OFF-001. Default false: rosters are not known. */
  readonly watchOffHours?: boolean | undefined;
  /** Connections to PostgreSQL, beside two for pre-checks. Default 10. The embedded database has one session. */
  readonly databasePoolSize: number;
  /** How long a start waits for a PostgreSQL that does not answer yet. Default 30. */
  readonly databaseWaitSeconds?: number | undefined;
  /** Requests handled at once; one more is answered 503. Default 256. */
  readonly maxConcurrentRequests: number;
  /** Policy of witnesses (C2SP tlog-policy, with their addresses). Default: absent, nobody is asked to cosign. */
  readonly witnessPolicyFile?: string | undefined;
  /** Model folders that are in force as they are on disk, for whoever writes rules. Default: none. */
  readonly devModels?: readonly string[] | undefined;
  /** Seconds between two requests to each witness. Default 60. */
  readonly witnessSeconds: number;
  /** Minutes without a quorum after which `log.unwitnessed` is logged. Default 15. */
  readonly witnessAlarmMinutes: number;
  /** Seconds to wait for the pre-check of an act, or the end of a hold, before it is said to be missing. Default 300. */
  readonly precheckGraceSeconds?: number | undefined;
  /** Days after which a hit counts half in the score of whom it names. Default 90. */
  readonly scoreHalfLifeDays?: number | undefined;
  /** Percent of the closed alerts of a rule that should be confirmed; below it the server proposes to only observe. Default 5. */
  readonly precisionFloorPercent?: number | undefined;
  /** Closed alerts before anything is said about that. Default 40. */
  readonly precisionFloorAlerts?: number | undefined;
  /** Addresses or networks of proxies whose `X-Forwarded-For` is believed. Default: none. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** Minutes without a request after which a session ends. Default 60. */
  readonly sessionIdleMinutes?: number | undefined;
  /** Hours after which a session ends in any case. Default 12. */
  readonly sessionHours?: number | undefined;
  /** The identity provider by which people sign in. Default: absent, they sign in by password. */
  readonly oidc?: OidcConfig | undefined;
  /**
   * Where people reach the console, for links in messages, and where an identity provider sends browsers back. With https
   * cookies are for https alone. Default: absent, messages have no links.
   */
  readonly publicUrl?: string | undefined;
  /** Files of secrets that channels of notices name. Default `<dataDir>/secrets`. */
  readonly secretsDir?: string | undefined;
  /** Hosts, `*.suffix`es, addresses and networks to which notices may go. Default: all but this machine and link-local. */
  readonly notifyAllow?: readonly string[] | undefined;
  /** Longest time for one attempt to bring a notice. Default 15. */
  readonly notifyTimeoutSeconds?: number | undefined;
  /** Seconds before a notice is tried again, doubled each time, with jitter. Default 10. */
  readonly notifyRetrySeconds?: number | undefined;
  /** Hours after which a notice that nobody takes is dead. Default 72. */
  readonly notifyGiveUpHours?: number | undefined;
  /** Days that notices and their deliveries are kept. Default 365. */
  readonly noticeDays?: number | undefined;
}

/** An OpenID Connect provider. */
export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  /** Name of the claim that holds the id under which a person is registered here. Default `preferred_username`. */
  readonly personClaim: string;
  /** Whether somebody unknown is registered at the first sign-in, without any role. Default false. */
  readonly provision: boolean;
}

/** Levels of the structured log. */
export type LogLevel = (typeof logLevels)[number];

/** Every {@link LogLevel}, most severe first. */
export const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

/** Days of {@link ServerConfig.scoreHalfLifeDays} where a configuration says none. */
export const defaultHalfLifeDays = 90;

/** The configuration of a server that was told nothing. */
export const defaultConfig: ServerConfig = {
  dataDir: ".probity",
  host: "127.0.0.1",
  port: 7300,
  logLevel: "info",
  signingKeyName: "probity",
  timeZone: "Asia/Shanghai",
  calendar: "CN",
  alertCoolDownHours: 720,
  caseOpenLevel: 2,
  readsPerHour: 50,
  watchOffHours: false,
  databasePoolSize: 10,
  databaseWaitSeconds: 30,
  maxConcurrentRequests: 256,
  witnessSeconds: 60,
  witnessAlarmMinutes: 15,
  precheckGraceSeconds: 300,
  scoreHalfLifeDays: defaultHalfLifeDays,
  precisionFloorPercent: 5,
  precisionFloorAlerts: 40,
  sessionIdleMinutes: 60,
  sessionHours: 12,
  notifyTimeoutSeconds: 15,
  notifyRetrySeconds: 10,
  notifyGiveUpHours: 72,
  noticeDays: 365,
};
