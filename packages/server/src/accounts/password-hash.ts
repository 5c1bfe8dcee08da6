import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { ProbityError } from "@probity/contracts";

/** Argon2id as OWASP asks for: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes at once, and those that wait for their turn; one more is told to come back. Each takes its memory. */
const maxRunning = 4;
const maxWaiting = 60;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= maxRunning) {
    if (waiting.length >= maxWaiting) throw new ProbityError("PROBITY_E_OVERLOADED", "");
    const turn = Promise.withResolvers<void>();
    waiting.push(turn.resolve);
    await turn.promise;
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

/** One text has several forms in Unicode; keyboards differ in which they send. */
const normal = (password: string): string => password.normalize("NFKC");

/** The argon2id hash of a password, in PHC form with a salt of its own. */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(normal(password), cost));

let nobody: Promise<string> | undefined;

/**
 * Whether a password is the one of a hash. Without a hash the answer is no after the same work, so that the time does not tell
 * which accounts exist.
 */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  nobody ??= hashPassword(randomBytes(16).toString("hex"));
  const against = stored ?? (await nobody);
  const same = await inTurn(() => verify(against, normal(password)));
  return same && stored !== undefined;
}
