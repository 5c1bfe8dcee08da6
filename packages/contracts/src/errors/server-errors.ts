/** Errors of the central server and its CLI. */
export const serverErrors = {
  PROBITY_E_INTERNAL: {
    status: 500,
    title: "The server failed in an unexpected way.",
    next: "Look for the request id in the server's log.",
  },
  PROBITY_E_REQUEST: {
    status: 400,
    title: "The request is not valid.",
    next: "Compare it with the reference at /docs; the errors list names each field.",
  },
  PROBITY_E_UNAUTHENTICATED: {
    status: 401,
    title: "The key or token is missing, unknown, expired or revoked.",
    next: "Send `Authorization: Bearer <key>`; `probity sources rotate` makes a new key.",
  },
  PROBITY_E_NOT_FOUND: {
    status: 404,
    title: "There is nothing under this address.",
    next: "Check the path and the id; /docs lists every route.",
  },
  PROBITY_E_ORG_FORMAT: {
    status: 400,
    title: "The file of the organisation cannot be read.",
    next: "Save it as CSV in UTF-8 or GB18030 with the columns of the guide to the organisation.",
  },
  PROBITY_E_ORG_ROW: {
    status: 422,
    title: "The change of the organisation does not fit what is known.",
    next: "Correct what the errors list names; `probity org unit ID --at DAY` shows what holds at a time.",
  },
  PROBITY_E_METHOD: {
    status: 405,
    title: "This address does not take this method.",
    next: "Use one of the methods in the Allow header.",
  },
  PROBITY_E_BODY_LIMIT: {
    status: 413,
    title: "The request body or the batch is too large.",
    next: "Send at most 500 events and 1 MiB in one request.",
  },
  PROBITY_E_MEDIA_TYPE: {
    status: 415,
    title: "The content type is not one that this address takes.",
    next: "Use application/cloudevents+json, application/cloudevents-batch+json, or ce-* headers with JSON.",
  },
  PROBITY_E_UNAVAILABLE: {
    status: 503,
    title: "The database cannot be reached, so nothing was taken.",
    next: "Send the same request again after the time in Retry-After; nothing is stored twice.",
  },
  PROBITY_E_OVERLOADED: {
    status: 503,
    title: "The server has too many requests at once, so nothing was taken.",
    next: "Send the same request again after the time in Retry-After.",
  },
  PROBITY_E_DEADLINE: {
    status: 503,
    title: "The pre-check could not be answered within its deadline.",
    next: "Follow the rule's policy for an unavailable check; raise the deadline if this is frequent.",
  },
  PROBITY_E_BEHIND: {
    status: 503,
    title: "The server had not scored in time what the caller emitted before its pre-check.",
    next: "Nothing to do now: the decision followed the bindings' `onUnavailable`. Raise the deadline if this is frequent.",
  },
  PROBITY_E_SOURCE_MISMATCH: {
    status: 422,
    title: "The event names another source than the key it was sent with.",
    next: "Set `source` to the id under which this key was issued.",
  },
  PROBITY_E_EVENT_CONFLICT: {
    status: 409,
    title: "Another event of this source is already stored under this id.",
    next: "Ids are for ever: give the new event its own id; the first one is kept, the second is in quarantine.",
  },
  PROBITY_E_EVENT_BOUNDS: {
    status: 422,
    title: "The event is nested too deeply or its time is outside 1900 to 2200.",
    next: "Flatten the data to at most 64 levels and check the clock of the sender.",
  },
  PROBITY_E_TYPE_SCHEMA: {
    status: 422,
    title: "The schema of the event type cannot be used.",
    next: "Correct what the errors list names; the schema keywords are in the guide to event types.",
  },
  PROBITY_E_TYPE_INCOMPATIBLE: {
    status: 409,
    title: "The new schema would break events or rules of the registered type.",
    next: "Undo the changes that the errors list names, or register the data under a new type name.",
  },
  PROBITY_E_PERSON: {
    status: 403,
    title: "This needs a named person; the operator token stands for nobody.",
    next: "Register people with `probity people add` and send a person's token as PROBITY_TOKEN or in the Authorization header.",
  },
  PROBITY_E_OPERATOR: {
    status: 403,
    title: "This needs the operator token; a person's token cannot do it.",
    next: "Whoever runs the server finds the token in its data directory, or sets PROBITY_OPS_TOKEN.",
  },
  PROBITY_E_FORBIDDEN: {
    status: 403,
    title: "The roles of whoever asks do not allow this here.",
    next: "`probity people grants` shows the roles of a person; an administrator gives roles, each for a unit or everywhere.",
  },
  PROBITY_E_CSRF: {
    status: 403,
    title: "A browser's request that changes something lacks the token of its session.",
    next: "Send the `csrf` of GET /console/session/me as the header probity-csrf.",
  },
  PROBITY_E_SIGN_IN: {
    status: 401,
    title: "The name and the password, or the identity provider's answer, do not open an account here.",
    next: "Try again; whoever administers accounts registers people and resets passwords with `probity people password`.",
  },
  PROBITY_E_SIGN_IN_WAIT: {
    status: 429,
    title: "There were too many failed sign-ins; for a while none is tried.",
    next: "Wait for the time in Retry-After. It doubles with every further failure, up to fifteen minutes.",
  },
  PROBITY_E_OIDC: {
    status: 503,
    title: "The identity provider cannot be reached, or is not the one that is configured.",
    next: "Try again; whoever runs the server compares PROBITY_OIDC_ISSUER with what the provider says of itself.",
  },
  PROBITY_E_PASSWORD: {
    status: 422,
    title: "The password cannot be used.",
    next: "Take at least twelve characters that are neither a common password nor made of your own names.",
  },
  PROBITY_E_PURPOSE: {
    status: 403,
    title: "What is asked for is read for a purpose only, and the request names none.",
    next: "Say what it is read for, a case id or a short text: with the option `--purpose TEXT` of the command line, in the header probity-purpose of a request.",
  },
  PROBITY_E_SERVICE_EXISTS: {
    status: 409,
    title: "A service token has or had this name.",
    next: "Choose another name: names are used once, so that the log tells tokens apart.",
  },
  PROBITY_E_PERSON_EXISTS: {
    status: 409,
    title: "A person with this id exists, or the id is reserved.",
    next: "Choose another id, or make a new token with `probity people token`.",
  },
  PROBITY_E_PERSON_REVOKED: {
    status: 409,
    title: "The person was revoked and takes no new tokens.",
    next: "Add the person again under another id.",
  },
  PROBITY_E_FOUR_EYES: {
    status: 403,
    title: "This needs another person than those who asked for it or worked on it.",
    next: "Ask somebody who took no part to look at it and to agree.",
  },
  PROBITY_E_DRAFT_CHANGED: {
    status: 409,
    title: "Somebody else has stored this draft since it was read.",
    next: "Read the draft again and bring in what you have changed, or store it under another version; nothing was overwritten.",
  },
  PROBITY_E_MODEL_STATE: {
    status: 409,
    title: "The model version is not in a state that allows this step.",
    next: "`probity models show` names its state and the steps that are open.",
  },
  PROBITY_E_MODEL_VERSION: {
    status: 409,
    title: "The version of the model or of one of its rules does not fit what is stored.",
    next: "Versions are immutable: raise the version as far as the errors list says (a changed text raises major, a changed default minor).",
  },
  PROBITY_E_MODEL_UNPROVED: {
    status: 409,
    title: "The checks or the backtest of exactly this text are missing, failed or are not finished.",
    next: "Run `probity models check` and `probity models backtest` on this version and look at their results.",
  },
  PROBITY_E_JOB_STATE: {
    status: 409,
    title: "The job is finished or was cancelled.",
    next: "`probity jobs show` has its result; start it again if another one is wanted.",
  },
  PROBITY_E_CALENDAR: {
    status: 400,
    title: "The calendar of working days is not valid.",
    next: "Correct what the detail names; `probity calendar import --dry-run` says what a file would change.",
  },
  PROBITY_E_REQUEST_STATE: {
    status: 409,
    title: "The request is decided, has expired, or was made against what is no longer in force.",
    next: "`probity bindings pending` and `probity exceptions pending` list what is open; ask again for what is outdated.",
  },
  PROBITY_E_APPROVAL_STATE: {
    status: 409,
    title: "The request for a second approver is closed, or is about something else.",
    next: "`GET /v1/approvals` shows how it stands; check the draft again to ask anew.",
  },
  PROBITY_E_APPROVAL_PERSON: {
    status: 403,
    title: "This person may not decide about the request.",
    next: "Only persons decide who were asked and are neither the requester, nor worked on the draft, nor report or are related to those.",
  },
  PROBITY_E_APPROVAL_REASON: {
    status: 422,
    title: "The decision needs a reason that says something.",
    next: "Write a sentence: at least ten characters.",
  },
  PROBITY_E_APPROVAL_NOBODY: {
    status: 422,
    title: "None of the proposed persons may be the second approver.",
    next: "Propose somebody who took no part; the error list says why each one is left out.",
  },
  PROBITY_E_APPEAL: {
    status: 409,
    title: "There is no appeal against this, or it was made or answered already.",
    next: "A finding that asked for something is appealed against once, by the person in whose name the pre-check was made; the detail says what does not fit.",
  },
  PROBITY_E_ITEM_STATE: {
    status: 409,
    title: "The item or letter is not in a state that allows this, or has changed meanwhile.",
    next: "The errors list says how it stands; look at it again and repeat with its version.",
  },
  PROBITY_E_ITEM_CONDITION: {
    status: 422,
    title: "A condition of this is not fulfilled.",
    next: "Add the proof, finish the parts or give what the message names, then repeat.",
  },
  PROBITY_E_ITEM_INPUT: {
    status: 422,
    title: "What an item or letter needs is missing or not valid.",
    next: "Fill in what the errors list names; the guide on rectification has the fields of each list and letter.",
  },
  PROBITY_E_CASE_STATE: {
    status: 409,
    title: "The case is not in a state that allows this step, or has changed meanwhile.",
    next: "The errors list says how it stands; look at the case again and repeat the step with its version.",
  },
  PROBITY_E_BULK_STATE: {
    status: 409,
    title: "What was counted has changed meanwhile, or the act on many has begun or ended.",
    next: "Count again and look at what is found; `GET /console/bulk/{id}` says how far an act is.",
  },
  PROBITY_E_EXPORT_LIMIT: {
    status: 409,
    title: "The file would have too many rows, or too many files are waiting or kept.",
    next: "Narrow the filter, or wait until files that were asked for are made and taken; files expire by themselves.",
  },
  PROBITY_E_EXPORT_GONE: {
    status: 410,
    title: "The file has expired, or what its reader may see has changed since it was made.",
    next: "Export the list again.",
  },
  PROBITY_E_CASE_ROLE: {
    status: 403,
    title: "This step of the case is for another role or person.",
    next: "The case shows who can make which step; ask one of those.",
  },
  PROBITY_E_CASE_INPUT: {
    status: 422,
    title: "What the step of the case needs is missing or not valid.",
    next: "Fill in the fields that the errors list names.",
  },
  PROBITY_E_CASE_CONDITION: {
    status: 422,
    title: "The case does not fulfil a condition of this step.",
    next: "The errors list names the condition; the reference of the states of cases explains each.",
  },
  PROBITY_E_CASE_CONFLICT: {
    status: 422,
    title: "A named person is party to the matter or close to somebody who is.",
    next: "Name somebody who is neither a subject nor a superior, subordinate or relation of one.",
  },
  PROBITY_E_RISK_STATE: {
    status: 409,
    title: "The risk point has changed meanwhile, or is not in a state for this.",
    next: "Look at the risk point again, and decide about the version that it has now.",
  },
  PROBITY_E_ARTICLE_STATE: {
    status: 409,
    title: "The article has changed meanwhile, or is not in a state for this.",
    next: "Look at the article again, and change the version that it has now.",
  },
  PROBITY_E_NO_RECEIVER: {
    status: 409,
    title: "Nobody who is registered can be told.",
    next: "Register the person, or whoever heads the unit, and send it again.",
  },
  PROBITY_E_CLUE_STATE: {
    status: 409,
    title: "The clue is not in a stage that allows this, or has changed meanwhile.",
    next: "The errors list says how it stands; look at the clue again and repeat the step with its version.",
  },
  PROBITY_E_EVIDENCE: {
    status: 422,
    title: "The file is not of a kind that is taken as evidence.",
    next: "Send pdf, png, jpg, docx, xlsx, txt or csv, named by what they are; print or unpack anything else.",
  },
  PROBITY_E_KEY_STATE: {
    status: 409,
    title: "The signing key is not in a state that allows this step.",
    next: "`probity keys list` shows the states: announced, then active, then retired, then revoked.",
  },
  PROBITY_E_EXCEPTION: {
    status: 422,
    title: "The exception cannot be granted as asked.",
    next: "Name a known rule, one subject, a reason, and an end at most 180 days ahead.",
  },
  PROBITY_E_BREAKER: {
    status: 409,
    title: "The circuit breaker of this binding is not open.",
    next: "`probity breakers list` shows the open ones.",
  },
  PROBITY_E_SOURCE_EXISTS: {
    status: 409,
    title: "A source with this id exists.",
    next: "Choose another id, or make a new key with `probity sources rotate`.",
  },
  PROBITY_E_SOURCE_REVOKED: {
    status: 409,
    title: "The source was revoked and takes no new keys.",
    next: "Add a new source under another id.",
  },
  PROBITY_E_BINDINGS: {
    status: 422,
    title: "The bindings file cannot be applied.",
    next: "Correct what the errors list names; `probity rules lint` lists the known rules.",
  },
  PROBITY_E_REPLAY: {
    status: 409,
    title: "The quarantined event is still not valid.",
    next: "Register its type or repair the cause that the errors list names, then replay it again.",
  },
  PROBITY_E_PORT_IN_USE: {
    status: 500,
    title: "Another program listens on this port.",
    next: "Stop it, or choose another port with PROBITY_PORT (0 takes any free one).",
  },
  PROBITY_E_LISTEN: {
    status: 500,
    title: "The server cannot listen on this address.",
    next: "Check PROBITY_HOST and PROBITY_PORT and the rights of the user that runs it.",
  },
  PROBITY_E_DATA_DIR_LOCKED: {
    status: 500,
    title: "Another process uses this data directory.",
    next: "Stop the process that the message names, or set another PROBITY_DATA_DIR.",
  },
  PROBITY_E_DATA_DIR: {
    status: 500,
    title: "The data directory cannot be used.",
    next: "Check that the directory exists and that this user may read and write it.",
  },
  PROBITY_E_DATABASE: {
    status: 500,
    title: "The database cannot be opened.",
    next: "Check PROBITY_DATABASE_URL and that PostgreSQL 15 or later runs there.",
  },
  PROBITY_E_JOURNAL_DAMAGED: {
    status: 500,
    title: "The journal of the embedded database is damaged.",
    next: "Restore the file. If the database is whole, move the journal folder away and start: it is written anew.",
  },
  PROBITY_E_JOURNAL_MISMATCH: {
    status: 500,
    title: "The journal and the embedded database are not of the same log.",
    next: "Put the right journal or the right database back; move a wrong journal away, and it is written anew.",
  },
  PROBITY_E_JOURNAL_UNAVAILABLE: {
    status: 503,
    title: "The journal cannot be written, so nothing is acknowledged.",
    next: "Free or repair its disk (PROBITY_JOURNAL_DIR); the server tries again itself, sources keep their events.",
  },
  PROBITY_E_MIGRATION: {
    status: 500,
    title: "The database does not fit this version of the server.",
    next: "Start the newer server version, or restore the backup taken before the upgrade.",
  },
  PROBITY_E_SIGNING_KEY: {
    status: 500,
    title: "The key that signs bundles is missing, damaged or not the one of this database.",
    next: "Give every server of a database the same key (PROBITY_SIGNING_KEY_FILE), or restore <data dir>/keys.",
  },
  PROBITY_E_CHANNEL: {
    status: 422,
    title: "The channel of notices cannot be used like this.",
    next: "Correct what the message names; the guide on notifications shows the settings of each kind of channel.",
  },
  PROBITY_E_SECRET: {
    status: 422,
    title: "A secret that a channel names is missing or not what it should be.",
    next: "Put it into <data dir>/secrets/<name> (PROBITY_SECRETS_DIR) or the variable PROBITY_SECRET_<NAME> of every server.",
  },
  PROBITY_E_OUTBOUND: {
    status: 422,
    title: "Notices may not go to this address.",
    next: "Name the host or network in PROBITY_NOTIFY_ALLOW if it is meant; link-local addresses and this machine are refused otherwise.",
  },
  PROBITY_E_DELIVERY_STATE: {
    status: 409,
    title: "The delivery is not in a state in which this can be done.",
    next: "Look at it with `probity notify deliveries`; one that waits is tried by itself.",
  },
  PROBITY_E_USAGE: {
    status: 400,
    title: "The command line is not valid.",
    next: "Run the command with --help; it shows every option and an example.",
  },
  PROBITY_E_FILE: {
    status: 400,
    title: "The file cannot be read.",
    next: "Check the path and that this user may read it.",
  },
  PROBITY_E_IMPORT_FORMAT: {
    status: 422,
    title: "The file is not OCDS data that can be imported.",
    next: "Give JSON lines of releases, a release package or a record package; large packages as JSON lines.",
  },
  PROBITY_E_LINK_FORMAT: {
    status: 422,
    title: "The file holds no relations that can be imported.",
    next: "Give a .csv with the head from,to,kind,..., JSON lines of the same names, or statements of BODS 0.4.",
  },
  PROBITY_E_NO_SERVER: {
    status: 503,
    title: "The server does not answer.",
    next: "Start it with `probity serve`, or name it with --url; an import continues with --resume.",
  },
  PROBITY_E_LOG_ROLLED_BACK: {
    status: 503,
    title: "The database is behind or beside the log that was published, so nothing is taken or signed.",
    next: "Restore a newer backup or replay the journal; `probity log status` says what was found and what else can be done.",
  },
  PROBITY_E_LOG_POLICY: {
    status: 422,
    title: "The policy of witnesses cannot be used.",
    next: "Correct the line that the message names; the format is C2SP tlog-policy, each witness with key and address.",
  },
  PROBITY_E_LOG_EXPORT: {
    status: 409,
    title: "The log cannot be exported into this directory.",
    next: "Name an empty directory, or the one that holds an earlier export of this log.",
  },
  PROBITY_E_COSIGNATURE: {
    status: 422,
    title: "The checkpoint with its cosignatures cannot be taken.",
    next: "Give the file that `probity witness cosign` wrote for this log, from a witness that the policy names.",
  },
  PROBITY_E_WITNESS: {
    status: 409,
    title: "The witness cannot do this.",
    next: "Read the message; `probity witness list` shows the logs of a witness and the sizes that it knows.",
  },
  PROBITY_E_CASES: {
    status: 422,
    title: "A worked case of a rule does not give what it should.",
    next: "Compare expected and actual in the list above; correct the rule or the case.",
  },
} as const;
