export { setCookie, setSessionCookie } from "./cookie.ts";
export { csrfOf } from "./csrf.ts";
export { registerSessions } from "./routes.ts";
export { endSessions, openSession, sessionIsOpen } from "./sessions.ts";
export { signedInBy } from "./signed-in-by.ts";
