export { logSignIn } from "./log-sign-in.ts";
export { registerAccounts, registerPasswordReset, visitorOf } from "./routes.ts";
