import { ProbityError } from "@probity/contracts";
import type { Api } from "../api/api.ts";
import type { CommandContext } from "../context.ts";

const retryable = new Set(["PROBITY_E_NO_SERVER", "PROBITY_E_UNAVAILABLE", "PROBITY_E_OVERLOADED"]);

/**
 * The same API, which waits for a server that does not answer: a request is tried again, later each time, for `waitMs`
 * in all. Only for requests that may be made twice.
 */
export function createRetryingApi(context: CommandContext, api: Api, waitMs: number): Api {
  const { terminal, say } = context;
  return {
    place: api.place,
    inProcess: api.inProcess,
    read: (path) => api.read(path),
    close: () => api.close(),
    async call(request) {
      const started = terminal.monotonic();
      for (let pause = 500; ; pause = Math.min(pause * 2, 10_000)) {
        try {
          // oxlint-disable-next-line no-await-in-loop
          return await api.call(request);
        } catch (error) {
          const left = waitMs - (terminal.monotonic() - started);
          if (!(error instanceof ProbityError) || !retryable.has(error.code) || left <= 0) throw error;
          context.note(say("waitingServer", { seconds: Math.min(pause, left) / 1000 }));
          // oxlint-disable-next-line no-await-in-loop
          await terminal.sleep(Math.min(pause, left));
        }
      }
    },
  };
}
