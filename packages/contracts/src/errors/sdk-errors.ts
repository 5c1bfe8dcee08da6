/** Errors of the embedded SDK. */
export const sdkErrors = {
  PROBITY_E_CONFIG: {
    status: 500,
    title: "The configuration is not valid.",
    next: "Correct the option or environment variable that the message names.",
  },
  PROBITY_E_CLOSED: {
    status: 500,
    title: "The client was shut down before this call.",
    next: "Call shutdown() last, or create a new client; the event of this call was not recorded.",
  },
  PROBITY_E_EVENT_JSON: {
    status: 422,
    title: "The event's data cannot be written as a JSON object.",
    next: "Remove cycles and BigInt values from the data; the event was counted as dropped.",
  },
  PROBITY_E_EVENT_SIZE: {
    status: 413,
    title: "The event is larger than one spool record may be.",
    next: "Send documents by reference; the event was counted as dropped.",
  },
  PROBITY_E_SPOOL_WRITE: {
    status: 500,
    title: "The spool directory cannot be written; events are held in memory only.",
    next: "Make the directory writable and free disk space; events in memory are lost if the process dies.",
  },
  PROBITY_E_SPOOL_READ: {
    status: 500,
    title: "The spool of an earlier process cannot be read.",
    next: "Check the disk for errors; its events are still there, and reading is tried again.",
  },
  PROBITY_E_SPOOL_SYNC: {
    status: 500,
    title: "The disk did not confirm that the event is durable.",
    next: "Check the disk for errors; the event is still in the spool and will be sent.",
  },
  PROBITY_E_SPOOL_FULL: {
    status: 507,
    title: "The spool has reached its limit.",
    next: "Restore the connection to the server, or raise spool.maxBytes; dropped events are counted in health().",
  },
  PROBITY_E_SPOOL_DAMAGED: {
    status: 500,
    title: "A part of a spool file is damaged and was set aside.",
    next: "Check the disk; the damaged bytes are kept in the spool's damaged folder, all other events are sent.",
  },
  PROBITY_E_DELIVERY_THREAD: {
    status: 500,
    title: "The thread that delivers events has crashed.",
    next: "Read the cause and report it; the thread is started again, and no event is lost.",
  },
  PROBITY_E_BUNDLE_CHUNK: {
    status: 500,
    title: "A part of the SDK for bundles, which is loaded when it is needed, cannot be loaded.",
    next: "Let your bundler keep the chunks of @probity/sdk; meanwhile releases come by polling.",
  },
  PROBITY_E_SERVER_UNREACHABLE: {
    status: 503,
    title: "The server cannot be reached.",
    next: "Check endpoint, network and server; events wait in the spool and are sent when it answers again.",
  },
  PROBITY_E_SERVER_ANSWER: {
    status: 502,
    title: "The server's answer is not one that Probity gives.",
    next: "Check that endpoint names the Probity server and no proxy answers in its place.",
  },
  PROBITY_E_SERVER_DEADLINE: {
    status: 504,
    title: "The server did not answer the pre-check within the deadline.",
    next: "Look at the server's load, or raise deadlineMs; the decision follows the bindings' onUnavailable.",
  },
  PROBITY_E_KEY_REFUSED: {
    status: 401,
    title: "The server refuses the source key.",
    next: "Set the key of this source (`probity sources rotate` makes a new one); events wait in the spool.",
  },
  PROBITY_E_EVENT_REFUSED: {
    status: 422,
    title: "The server refuses an event even alone.",
    next: "Read the event in the spool's dead-letter file, correct the emitting code, and emit it again.",
  },
  PROBITY_E_RECEIPT_REFUSED: {
    status: 502,
    title: "The server's receipt does not prove that the events are in its log.",
    next: "Compare publicKey with the server's key; if it is right, the log was rolled back or rewritten. Events wait in the spool.",
  },
  PROBITY_E_BUNDLE_NONE: {
    status: 503,
    title: "No rule bundle is active, so no rule was checked.",
    next: "Await ready() at start, set publicKey, and check that a bundle was released for this source.",
  },
  PROBITY_E_BUNDLE_SIGNATURE: {
    status: 422,
    title: "The bundle is not signed by a pinned key.",
    next: "Compare publicKey with the server's key; if the key is right, somebody tampered with the bundle.",
  },
  PROBITY_E_BUNDLE_SOURCE: {
    status: 422,
    title: "The bundle was made for another source.",
    next: "Compare source and key of this client with the server's list of sources.",
  },
  PROBITY_E_BUNDLE_VERSION: {
    status: 409,
    title: "The bundle is older than the active one, or differs under the same version.",
    next: "Release a bundle with a higher version; a server restored from a backup offers old ones.",
  },
  PROBITY_E_BUNDLE_VALIDITY: {
    status: 422,
    title: "The bundle is not valid at this time.",
    next: "Release a new bundle, and compare the clocks of server and host.",
  },
  PROBITY_E_HOOK: {
    status: 500,
    title: "A hook failed; the check went on without it.",
    next: "Correct the hook that the message names; the decision is marked degraded.",
  },
  PROBITY_E_HOOK_ASYNC: {
    status: 500,
    title: "An asynchronous hook was registered for a synchronous call and was ignored.",
    next: "Use precheck() instead of precheckLocal(), or make the hook synchronous.",
  },
  PROBITY_E_PRECHECK: {
    status: 500,
    title: "The pre-check failed in an unexpected way.",
    next: "Read the cause in the error event, and report it; the decision follows the client's onUnavailable.",
  },
  PROBITY_E_LISTENER: {
    status: 500,
    title: "A listener of the client failed.",
    next: "Correct the listener; nothing else was affected.",
  },
  PROBITY_E_TOKEN_INVALID: {
    status: 403,
    title: "The decision token is malformed or was tampered with.",
    next: "Pre-check again and submit the new token unchanged.",
  },
  PROBITY_E_TOKEN_EXPIRED: {
    status: 403,
    title: "The decision token has expired.",
    next: "Pre-check again and submit the new token.",
  },
  PROBITY_E_TOKEN_TYPE: {
    status: 403,
    title: "The decision was made for another type of act.",
    next: "Pre-check the act that is submitted.",
  },
  PROBITY_E_TOKEN_PAYLOAD: {
    status: 403,
    title: "The data changed after the pre-check.",
    next: "Pre-check the changed data and submit its token.",
  },
  PROBITY_E_DECISION_BLOCKED: {
    status: 403,
    title: "The pre-check blocked this act.",
    next: "Correct what the findings name, then pre-check again.",
  },
  PROBITY_E_BREAK_GLASS: {
    status: 403,
    title: "The blocked act may not go on by break-glass.",
    next: "Only a person in a role that the bindings name under breakGlass may, with a written reason, and only what was blocked.",
  },
  PROBITY_E_DECISION_ACKNOWLEDGEMENT: {
    status: 403,
    title: "The findings of the pre-check were not acknowledged.",
    next: "Show the findings and submit with `acknowledged: true`.",
  },
  PROBITY_E_DECISION_JUSTIFICATION: {
    status: 403,
    title: "The pre-check asks for a written reason, and none was given.",
    next: "Submit with `justification`.",
  },
  PROBITY_E_DECISION_SECOND_APPROVER: {
    status: 403,
    title: "The pre-check asks for a second approver who is not the actor.",
    next: "Submit with `secondApproverId` of another person, and with the actor's id; where approvals are asked for at the server, with the token that `approval()` gives.",
  },
  PROBITY_E_NOTICE_INPUT: {
    status: 400,
    title: "What was given to the inline notice cannot be read.",
    next: "Set `decision` to what the pre-check answered, unchanged; until then it counts as unreachable.",
  },
} as const;
