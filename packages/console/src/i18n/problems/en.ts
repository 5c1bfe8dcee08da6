import type { Explanations } from "./explain.ts";

/** Codes whose texts in the error table speak to those who write or run programs; of the others the table's are shown. */
export const explanations: Explanations = {
  CONSOLE_E_OFFLINE: {
    title: "The server does not answer.",
    next: "Check the network connection and try again; nothing that you entered is lost.",
  },
  CONSOLE_E_ANSWER: {
    title: "The answer did not come from this server.",
    next: "A proxy or gateway in between may have refused the request. Try again, then tell the administrator.",
  },
  CONSOLE_E_BROKEN: {
    title: "The page failed in an unexpected way.",
    next: "Reload the page. If it happens again, tell the administrator what you did.",
  },
  PROBITY_E_INTERNAL: {
    title: "The server failed in an unexpected way.",
    next: "Try again. If it happens again, give the administrator the request id.",
  },
  PROBITY_E_REQUEST: {
    title: "The server does not take this.",
    next: "Correct what is named below and try again.",
  },
  PROBITY_E_UNAUTHENTICATED: { title: "Your session has ended.", next: "Sign in again." },
  PROBITY_E_NOT_FOUND: {
    title: "This does not exist, or is not for you to see.",
    next: "Check the number; it may have been merged or be hidden from you because of a conflict of interest.",
  },
  PROBITY_E_BODY_LIMIT: {
    title: "What you send is too large.",
    next: "Send less at once, or a smaller file.",
  },
  PROBITY_E_MEDIA_TYPE: {
    title: "Files of this kind are not taken here.",
    next: "Choose a file of a kind that the form names.",
  },
  PROBITY_E_UNAVAILABLE: {
    title: "The database cannot be reached; nothing was changed.",
    next: "Try again in a moment.",
  },
  PROBITY_E_OVERLOADED: {
    title: "The server is very busy; nothing was changed.",
    next: "Try again in a moment.",
  },
  PROBITY_E_PERSON: {
    title: "Only a named person can do this.",
    next: "Sign in with an account of your own.",
  },
  PROBITY_E_OPERATOR: {
    title: "Only whoever runs the server can do this.",
    next: "Ask the people who run the server.",
  },
  PROBITY_E_FORBIDDEN: {
    title: "Your roles do not allow this here.",
    next: "Ask an administrator for the role, or somebody who has it to do this.",
  },
  PROBITY_E_CSRF: {
    title: "This window is out of date.",
    next: "Reload the page and do it again; nothing was changed.",
  },
  PROBITY_E_SIGN_IN: {
    title: "The account or the password is not right.",
    next: "After five failures in a row you have to wait. An administrator can reset a forgotten password.",
  },
  PROBITY_E_SIGN_IN_WAIT: {
    title: "Too many failed sign-ins; none is tried for now.",
    next: "Wait a while. The wait doubles with every further failure, up to fifteen minutes.",
  },
  PROBITY_E_OIDC: {
    title: "The identity provider cannot be reached.",
    next: "Try again later, or tell the administrator.",
  },
  PROBITY_E_PURPOSE: { title: "This is read for a purpose only.", next: "Say what you read it for." },
  PROBITY_E_DRAFT_CHANGED: {
    title: "Somebody else has stored this draft meanwhile.",
    next: "Nothing was overwritten: open what is stored, or store yours under another version.",
  },
  PROBITY_E_MODEL_STATE: {
    title: "The model version is not in a state that allows this step.",
    next: "Look at the version again: it shows the steps that are open.",
  },
  PROBITY_E_MODEL_UNPROVED: {
    title: "The checks or the backtest of exactly this text are missing, failed or are not finished.",
    next: "Run the checks and the backtest of this version and look at their results.",
  },
  PROBITY_E_JOB_STATE: {
    title: "The job is finished or was cancelled.",
    next: "Look at its result, or start it again if another one is wanted.",
  },
  PROBITY_E_REQUEST_STATE: {
    title: "The request is decided, has expired, or was made against what is no longer in force.",
    next: "Look at the open requests again; ask again for what is outdated.",
  },
  PROBITY_E_EXPORT_LIMIT: {
    title: "The file would have too many rows, or too many files are waiting.",
    next: "Narrow the filter, or wait until files that you asked for are made.",
  },
  PROBITY_E_EXPORT_GONE: {
    title: "The file has expired, or what you may see has changed since it was made.",
    next: "Export the list again.",
  },
  PROBITY_E_BULK_STATE: {
    title: "What you chose has changed, or the act has begun.",
    next: "Confirm the new number; an act that has begun cannot be undone.",
  },
  PROBITY_E_APPROVAL_STATE: {
    title: "The request for a second approver is closed, or is about something else.",
    next: "Look at how it stands now; the draft is checked again to ask anew.",
  },
};
